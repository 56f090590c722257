import Domain

/// A refund that was asked for.
struct AllegroRefund: Sendable {
    var id = randomUUID()
    var command: String
    var payment: String
    var reason: String
    var created: Timestamp
    /// In grosze.
    var total: Int64
    var lines: [JSON]
    /// Before anybody looks again.
    var isFresh = true

    var json: JSON {
        [
            "id": .string(id), "payment": ["id": .string(payment)], "reason": .string(reason),
            "status": isFresh ? "IN_PROGRESS" : "SUCCESS", "createdAt": .time(created), "totalValue": .zloty(total),
            "lineItems": .array(lines), "sellerComment": nil,
        ]
    }
}

extension AllegroStandIn {
    private static let reasons: Set<String> = [
        "REFUND", "COMPLAINT", "PRODUCT_NOT_AVAILABLE", "PAID_VALUE_TOO_LOW", "OVERPAID", "CANCELLED_BY_BUYER",
        "NOT_COLLECTED",
    ]

    /// POST /payments/refunds. A command that was seen before makes no second refund.
    mutating func refund(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        var members = try Self.members(request)
        let payment = try members.reference("payment")
        let number = try members.reference("order")
        let command = try members.needed("commandId")
        let reason = try members.needed("reason")
        let lines = members.take("lineItems")?.array ?? []
        let delivery = members.take("delivery")
        _ = try members.string("sellerComment")
        try members.end()
        guard let number, let order = orders[number], order.payment == payment else {
            throw Refusal(422, "no such payment of the order", code: "PAYMENT_NOT_FOUND", field: "payment.id")
        }
        guard command.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12] else {
            throw Refusal(422, "must be a UUID", field: "commandId")
        }
        guard Self.reasons.contains(reason) else { throw Refusal(422, "not a known value", field: "reason") }
        if let known = refunds.first(where: { $0.command == command }) { return .allegro(known.json, status: 201) }
        var lineTotal: Int64 = 0
        for line in lines { lineTotal += try amount(of: line, in: order) }
        var deliveryTotal: Int64 = 0
        if let delivery {
            deliveryTotal = try Self.amount(delivery["value"], "delivery.value")
            guard deliveryTotal <= order.order.article.shipping - order.refundedDelivery else {
                throw Refusal(422, "more than was paid", code: "REFUND_TOO_HIGH", field: "delivery.value")
            }
        }
        guard lineTotal + deliveryTotal > 0 else { throw Refusal(422, "nothing to refund", field: "lineItems") }
        guard lineTotal <= order.order.article.price * AllegroOrder.pieces - order.refundedLine else {
            throw Refusal(422, "more than was paid", code: "REFUND_TOO_HIGH", field: "lineItems")
        }
        orders[number]?.refundedLine += lineTotal
        orders[number]?.refundedDelivery += deliveryTotal
        let refund = AllegroRefund(
            command: command, payment: order.payment, reason: reason, created: now, total: lineTotal + deliveryTotal,
            lines: lines)
        refunds.append(refund)
        return .allegro(refund.json, status: 201)
    }

    /// GET /payments/refunds; the list does not name the command.
    mutating func listRefunds(_ request: Request) throws(Refusal) -> Response {
        let query = try Query(
            request, allowed: ["id", "payment.id", "occurredAt.gte", "occurredAt.lte", "status", "limit", "offset"])
        let limit = try query.integer("limit", in: 1...100) ?? 50
        let offset = try query.integer("offset", in: 0...10_000) ?? 0
        for index in refunds.indices { refunds[index].isFresh = false }
        let found = refunds.filter { refund in
            query["id"].map { $0 == refund.id } ?? true && query["payment.id"].map { $0 == refund.payment } ?? true
        }
        return .allegro([
            "refunds": .array(found.dropFirst(Int(offset)).prefix(Int(limit)).map(\.json)),
            "count": .integer(Int64(found.count)), "totalCount": .integer(Int64(found.count)),
        ])
    }

    private func amount(of line: JSON, in order: AllegroOrder) throws(Refusal) -> Int64 {
        guard let object = line.object else { throw Refusal(422, "must be objects", field: "lineItems") }
        var members = AllegroMembers(object)
        guard try members.needed("id") == order.line else {
            throw Refusal(422, "no such line", code: "LINE_ITEM_NOT_FOUND", field: "lineItems.id")
        }
        let type = try members.needed("type")
        let quantity = members.take("quantity")
        let value = members.take("value")
        try members.end()
        switch type {
        case "QUANTITY":
            guard value == nil, let count = quantity?.integer, (1...AllegroOrder.pieces).contains(count) else {
                throw Refusal(422, "must be 1 to \(AllegroOrder.pieces)", field: "lineItems.quantity")
            }
            return count * order.order.article.price
        case "AMOUNT":
            guard quantity == nil else { throw Refusal(422, "not with AMOUNT", field: "lineItems.quantity") }
            return try Self.amount(value, "lineItems.value")
        default: throw Refusal(422, "not a known value", field: "lineItems.type")
        }
    }

    /// Grosze of `{amount: "12.50", currency: "PLN"}`.
    private static func amount(_ value: JSON?, _ field: String) throws(Refusal) -> Int64 {
        guard let object = value?.object else { throw Refusal(422, "must not be null", field: field) }
        var members = AllegroMembers(object)
        let text = try members.needed("amount")
        guard try members.needed("currency") == "PLN" else { throw Refusal(422, "not PLN", field: field) }
        try members.end()
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 2, let major = Int64(parts[0]), let minor = Int64(parts[1]),
            (0..<1_000_000).contains(major), minor >= 0
        else { throw Refusal(422, "must be an amount with two decimals", field: field) }
        return major * 100 + minor
    }
}
