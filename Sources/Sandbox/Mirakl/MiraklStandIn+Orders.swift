import Domain

extension MiraklStandIn {
    private static let states: Set<String> = [
        "STAGING", "WAITING_ACCEPTANCE", "WAITING_DEBIT", "WAITING_DEBIT_PAYMENT", "SHIPPING", "SHIPPED", "TO_COLLECT",
        "RECEIVED", "CLOSED", "REFUSED", "CANCELED", "INCIDENT_OPEN", "INCIDENT_CLOSED", "REFUNDED",
    ]

    /// OR11. Every order of the sandbox is shipped, without incident.
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
        var seen: Set<String> = []
        var found = threads.filter { thread in
            let order = thread.order
            return (ids?.contains(order.number) ?? true) && (states?.contains("SHIPPED") ?? true)
                && incident != true && references == nil && query["channel_codes"] == nil
                && since.map { order.placed >= $0 } ?? true && until.map { order.placed <= $0 } ?? true
                && updatedSince.map { thread.updated >= $0 } ?? true
                && updatedUntil.map { thread.updated <= $0 } ?? true && seen.insert(order.number).inserted
        }
        found.sort { $0.order.placed < $1.order.placed }
        if query["order"] == "desc" { found.reverse() }
        return .json([
            "orders": .array(found.dropFirst(offset).prefix(limit).map(order(of:))),
            "total_count": .integer(Int64(found.count)),
        ])
    }

    private func order(of thread: MiraklThread) -> JSON {
        let order = thread.order
        let article = order.article
        let commercialID = order.number.split(separator: "-").dropLast().joined(separator: "-")
        return [
            "order_id": .string(order.number),
            "commercial_id": .string(commercialID),
            "order_state": "SHIPPED", "order_state_reason_code": nil, "order_state_reason_label": nil,
            "created_date": .time(order.placed), "last_updated_date": .time(thread.updated),
            "acceptance_decision_date": .time(order.placed + .seconds(60)),
            "customer_debited_date": .time(order.placed + .milliseconds(83_264)),
            "shipping_deadline": .time(order.placed + .seconds(3 * 86_400)),
            "can_cancel": false, "fully_refunded": false, "has_customer_message": true, "has_incident": false,
            "has_invoice": false, "currency_iso_code": "EUR", "order_tax_mode": "TAX_INCLUDED",
            "price": .cents(article.price), "shipping_price": .cents(article.shipping),
            "total_price": .cents(article.price + article.shipping),
            "total_commission": .cents((article.price + article.shipping) / 10),
            "customer_notification_email": .string("r0000000000.000000000@notification.mirakl.net"),
            "customer": [
                "customer_id": .string(thread.customerID), "firstname": .string(order.buyer), "lastname": "",
                "locale": .string(order.locale(separator: "_")), "civility": nil,
            ],
            "references": ["order_reference_for_customer": nil, "order_reference_for_seller": nil],
            "channel": nil, "order_additional_fields": [],
            "order_lines": [line(of: thread)],
        ]
    }

    private func line(of thread: MiraklThread) -> JSON {
        let order = thread.order
        let article = order.article
        return [
            "order_line_id": .string("\(order.number)-1"), "order_line_index": 1, "order_line_state": "SHIPPED",
            "order_line_state_reason_code": nil, "order_line_state_reason_label": nil,
            "offer_id": 2199, "offer_sku": .string(article.sku), "product_sku": .string(article.sku),
            "product_title": .string(article.title), "quantity": 1, "price_unit": .cents(article.price),
            "price": .cents(article.price), "shipping_price": .cents(article.shipping),
            "total_price": .cents(article.price + article.shipping), "taxes": [], "shipping_taxes": [],
            "can_refund": true, "refunds": [], "cancelations": [],
            "created_date": .time(order.placed), "last_updated_date": .time(thread.updated),
            "shipped_date": .time(order.placed + .seconds(86_400)), "received_date": nil,
        ]
    }
}

extension JSON {
    /// An amount in major units with two decimals.
    static func cents(_ amount: Int64) -> JSON { .number(Double(amount) / 100) }
}
