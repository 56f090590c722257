import Domain

extension MiraklStandIn {
    private static let states: Set<String> = [
        "STAGING", "WAITING_ACCEPTANCE", "WAITING_DEBIT", "WAITING_DEBIT_PAYMENT", "SHIPPING", "SHIPPED", "TO_COLLECT",
        "RECEIVED", "CLOSED", "REFUSED", "CANCELED", "INCIDENT_OPEN", "INCIDENT_CLOSED", "REFUNDED",
    ]

    /// OR11.
    func listOrders(_ query: Query) throws(Refusal) -> Response {
        try Self.checkLocale(query)
        let ids = try query.words("order_ids")
        let states = try query.words("order_state_codes", from: Self.states)
        let limit = Int(try query.integer("max", in: 1...100) ?? 10)
        let offset = Int(try query.integer("offset", in: 0...1_000_000) ?? 0)
        let incident = try query.boolean("has_incident")
        let since = try query.instant("start_date")
        let until = try query.instant("end_date")
        let updatedSince = try query.instant("start_update_date")
        let updatedUntil = try query.instant("end_update_date")
        if let sort = query["sort"], sort != "dateCreated" { throw Refusal(400, "unknown criterion", field: "sort") }
        if let order = query["order"], order != "asc", order != "desc" {
            throw Refusal(400, "must be asc or desc", field: "order")
        }
        let references = query["order_references_for_customer"] ?? query["order_references_for_seller"]
        var found = sales.all(ids).filter { sale in
            let updated = max(sale.changed, updated(sale) ?? sale.changed)
            return (states?.contains(sale.state) ?? true)
                && incident.map { $0 == sale.hasIncident } ?? true && references == nil
                && query["channel_codes"] == nil && since.map { sale.order.placed >= $0 } ?? true
                && until.map { sale.order.placed <= $0 } ?? true && updatedSince.map { updated >= $0 } ?? true
                && updatedUntil.map { updated <= $0 } ?? true
        }
        found.sort { ($0.order.placed, $0.order.number) < ($1.order.placed, $1.order.number) }
        if query["order"] == "desc" { found.reverse() }
        return .json([
            "orders": .array(
                found.dropFirst(offset).prefix(limit).map { sale in
                    sale.json(updated: updated(sale), hasMessage: updated(sale) != nil)
                }),
            "total_count": .integer(Int64(found.count)),
        ])
    }

    /// When something was last written about an order; nil where nothing was.
    private func updated(_ sale: MiraklSale) -> Timestamp? {
        threads.all([sale.order.number]).filter(\.isAboutOrder).map(\.updated).max()
    }
}
