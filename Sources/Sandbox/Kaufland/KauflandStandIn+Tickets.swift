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
                && (fulfillment ?? ["fulfilled_by_merchant"]).contains(ticket.fulfillment)
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
        guard let sale = sales.first(where: { $0.order.number == ticket.order.number }) else {
            throw Refusal(404, "Order not found", code: "/problems/not-found")
        }
        let filesURL = "http://\(host)/kaufland/files"
        return .json([
            "data": ticket.detail(
                Set(embedded.compactMap(KauflandTicket.Embeddable.init)), of: sale, filesURL: filesURL)
        ])
    }

    /// PATCH /tickets/{id_ticket}/close.
    mutating func close(_ id: String, now: Timestamp) throws(Refusal) -> Response {
        let index = try index(of: id)
        try checkFulfillment(tickets[index])
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

    /// POST /tickets: a ticket about units of one order.
    mutating func open(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        let members = try KauflandBody.object(request, known: ["id_order_unit", "reason", "message"])
        let reason = try KauflandBody.word(members["reason"], from: Self.openReasons, field: "reason")
        guard let text = members["message"]?.string, !text.isEmpty else {
            throw Refusal(400, "must not be empty", field: "message")
        }
        guard let list = members["id_order_unit"]?.array, !list.isEmpty, list.allSatisfy({ $0.integer != nil }) else {
            throw Refusal(400, "must be an array of integers", field: "id_order_unit")
        }
        let ids = list.compactMap(\.integer)
        guard Set(ids).count == ids.count else { throw Refusal(400, "given more than once", field: "id_order_unit") }
        let owners = sales.filter { sale in sale.units.contains { ids.contains($0.id) } }
        guard ids.allSatisfy({ id in owners.contains { $0.units.contains { $0.id == id } } }) else {
            throw Refusal(404, "Order unit not found", code: "/problems/not-found")
        }
        guard owners.count == 1, let sale = owners.first else {
            throw Refusal(400, "must belong to one order", field: "id_order_unit")
        }
        guard !sale.isFulfilledByKaufland else {
            throw Refusal(403, "Not allowed", code: "/problems/tickets/fbk-action-restriction")
        }
        var ticket = ticket(of: sale, units: ids, now: now)
        ticket.openReason = reason
        ticket.isSellerResponsible = false
        tickets.append(ticket)
        _ = append(
            text, by: .seller, name: "Beispiel Shop", attachments: [], toTicketAt: tickets.count - 1, now: now)
        var response = Response.json(["data": ["id_ticket": .string(ticket.id)]], status: 201)
        response.headers.append(("Location", "/v2/tickets/\(ticket.id)"))
        return response
    }

    func ticket(of sale: KauflandSale, units: [Int64], now: Timestamp) -> KauflandTicket {
        KauflandTicket(
            id: "001\(randomText(8, of: .digits))", order: sale.order, orderUnits: units, buyerID: sale.buyerID,
            storefront: sale.storefront, fulfillment: sale.fulfillment, created: now, updated: now)
    }

    /// What Kaufland fulfils is its customer service's.
    func checkFulfillment(_ ticket: KauflandTicket) throws(Refusal) {
        guard ticket.fulfillment == "fulfilled_by_merchant" else {
            throw Refusal(
                400, "Action is restricted for this fulfilment", code: "/problems/tickets/fbk-action-restriction")
        }
    }
}
