import Domain

extension KauflandStandIn {
    private static let openReasons: Set<String> = [
        "product_not_as_described", "product_defect", "product_not_delivered", "product_return", "contact_other",
    ]
    private static let storefronts: Set<String> = ["de", "cz", "sk", "pl", "at", "fr", "it", "es", "nl"]

    /// GET /tickets.
    func list(_ query: Query) throws(Refusal) -> Response {
        let limit = Int(try query.integer("limit", in: 1...30) ?? 30)
        let offset = Int(try query.integer("offset", in: 0...Int64(Int32.max)) ?? 0)
        let statuses = try query.words("status", from: Set(KauflandTicket.Status.allCases.map(\.rawValue)))
        let reasons = try query.words("open_reason", from: Self.openReasons)
        let topics = try query.words("topic")
        let buyer = try query.integer("id_buyer", in: 0...Int64.max)
        let createdFrom = try query.instant("ts_created_from_iso")
        let updatedFrom = try query.instant("ts_updated_from_iso")
        let storefronts = try query.words("storefront", from: Self.storefronts)
        let fulfillment = try query.words(
            "fulfillment_type", from: ["fulfilled_by_merchant", "fulfilled_by_kaufland"])
        let sort = query["sort"] ?? "ts_created_iso:desc"
        guard ["ts_created_iso:desc", "ts_updated_iso:desc"].contains(sort) else {
            throw Refusal(400, "not valid", field: "sort")
        }
        var found = tickets.filter { ticket in
            (statuses?.contains(ticket.status.rawValue) ?? true) && (reasons?.contains(ticket.openReason) ?? true)
                && (topics?.contains(ticket.topic) ?? true) && (buyer.map { $0 == ticket.buyerID } ?? true)
                && (createdFrom.map { ticket.created.seconds >= $0.seconds } ?? true)
                && (updatedFrom.map { ticket.updated.seconds >= $0.seconds } ?? true)
                && (storefronts?.contains(ticket.storefront) ?? true)
                && (fulfillment?.contains("fulfilled_by_merchant") ?? true)
        }
        found.sort { sort.hasPrefix("ts_updated") ? $0.updated > $1.updated : $0.created > $1.created }
        return .json([
            "data": .array(found.dropFirst(offset).prefix(limit).map { .object($0.summary) }),
            "pagination": [
                "offset": .integer(Int64(offset)), "limit": .integer(Int64(limit)),
                "total": .integer(Int64(found.count)),
            ],
        ])
    }

    /// GET /tickets/{id_ticket}.
    func detail(_ id: String, _ query: Query, _ request: Request) throws(Refusal) -> Response {
        let known = Set(KauflandTicket.Embeddable.allCases.map(\.rawValue))
        let embedded = try query.words("embedded", from: known) ?? []
        let host = request.headers["host"] ?? ""
        let ticket = tickets[try index(of: id)]
        let filesURL = "http://\(host)/kaufland/files"
        return .json([
            "data": ticket.detail(Set(embedded.compactMap(KauflandTicket.Embeddable.init)), filesURL: filesURL)
        ])
    }

    /// PATCH /tickets/{id_ticket}/close.
    mutating func close(_ id: String, now: Timestamp) throws(Refusal) -> Response {
        let index = try index(of: id)
        switch tickets[index].status {
        case .opened: tickets[index].status = .sellerClosed
        case .buyerClosed: tickets[index].status = .bothClosed
        case .sellerClosed, .bothClosed:
            throw Refusal(400, "Ticket cannot be closed", code: "/problems/tickets/non-closable-by-seller")
        case .finallyClosed:
            throw Refusal(400, "Ticket is finally closed", code: "/problems/tickets/finally-closed")
        }
        tickets[index].isSellerResponsible = false
        tickets[index].updated = now
        return .empty(204)
    }

    /// GET /orders/{id_order}; each unit carries its tickets.
    func order(_ number: String, _ query: Query) throws(Refusal) -> Response {
        _ = try query.words("embedded", from: ["order_invoices", "delivery", "kss_delivery"])
        let found = tickets.filter { $0.order.number == number }
        guard let first = found.first else { throw Refusal(404, "Order not found", code: "/problems/not-found") }
        var unit = first.unit
        // An order's unit lacks what the order itself says.
        for key in ["buyer", "billing_address", "shipping_address", "fulfillment_type"] { unit[key] = nil }
        unit["tickets"] = .array(found.map { .object($0.summary) })
        return .json([
            "data": [
                "id_order": .string(number), "ts_created_iso": .seconds(first.order.placed),
                "is_marketplace_deemed_supplier": false, "storefront": .string(first.storefront),
                "fulfillment_type": "fulfilled_by_merchant", "order_units": [.object(unit)], "billing_address": nil,
                "shipping_address": nil, "buyer": first.buyer, "order_invoices": nil,
            ]
        ])
    }

    /// GET /order-units/{id_order_unit}.
    func unit(_ id: String, _ query: Query) throws(Refusal) -> Response {
        let embedded = try query.words("embedded", from: ["tickets", "return_unit", "delivery"]) ?? []
        guard let number = Int64(id) else { throw Refusal(400, "not an integer", field: "id_order_unit") }
        let found = tickets.filter { $0.orderUnit == number }
        guard var unit = found.first?.unit else {
            throw Refusal(404, "Order unit not found", code: "/problems/not-found")
        }
        if embedded.contains("tickets") { unit["tickets"] = .array(found.map { .object($0.summary) }) }
        return .json(["data": .object(unit)])
    }
}
