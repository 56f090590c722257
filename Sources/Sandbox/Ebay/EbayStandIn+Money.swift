import Domain

extension EbayStandIn {
    private static let refundReasons: Set<String> = [
        "BUYER_CANCEL", "BUYER_RETURN", "ITEM_NOT_RECEIVED", "SELLER_WRONG_ITEM", "SELLER_OUT_OF_STOCK",
        "SELLER_FOUND_ISSUE", "OTHER",
    ]
    private static let cancelReasons: Set<String> = [
        "OUT_OF_STOCK_OR_CANNOT_FULFILL", "BUYER_ASKED_CANCEL", "ADDRESS_ISSUES",
    ]

    /// POST /order/{order_id}/issue_refund: eBay works on it; the order shows the end.
    mutating func refund(_ request: Request, _ id: String, now: Timestamp) throws(Refusal) -> Response {
        guard let purchase = purchases[id] else { throw Refusal(404, "Can not find the order.", code: "34913") }
        guard let members = JSON(parsing: request.body)?.object, !members.isEmpty else {
            throw Refusal(400, "Request can't be empty.", code: "34902")
        }
        try EbayMessageInput.onlyKnown(
            ["reasonForRefund", "comment", "refundItems", "orderLevelRefundAmount"], in: members)
        guard let reason = members["reasonForRefund"]?.string, Self.refundReasons.contains(reason) else {
            throw Refusal(400, "The refund reason must be specified.", code: "34903")
        }
        if let comment = members["comment"]?.string, comment.unicodeScalars.count > 100 {
            throw Refusal(400, "The comment exceeds the length limit.", code: "34921")
        }
        let parts = try amounts(members, purchase)
        guard purchase.refunds.allSatisfy(\.isPaid) else {
            throw Refusal(400, "Refund can't be issued while previous refund is processing.", code: "34922")
        }
        guard purchase.refunded < purchase.total else {
            throw Refusal(400, "This order was already refunded.", code: "34917")
        }
        guard purchase.refunded + parts.reduce(0, { $0 + $1.cents }) <= purchase.total else {
            throw Refusal(400, "The refund amount exceeds order amount.", code: "34915")
        }
        for part in parts {
            guard let line = part.line else { continue }
            let before = purchase.refunds.filter { $0.line == line }.reduce(0) { $0 + $1.cents }
            guard before + part.cents <= purchase.total(ofLine: line) else {
                throw Refusal(409, "The item refund amount exceeds the item remaining amount.", code: "34924")
            }
        }
        let name = randomText(10, of: .digits)
        purchases[id]?.refunds += parts.map {
            EbayPurchase.Refund(id: name, cents: $0.cents, line: $0.line, made: now)
        }
        return .json(["refundId": .string(name), "refundStatus": "PENDING"])
    }

    /// Either for the order or for its lines, never both.
    private func amounts(
        _ members: [String: JSON], _ purchase: EbayPurchase
    ) throws(Refusal) -> [(cents: Int64, line: String?)] {
        switch (members["orderLevelRefundAmount"], members["refundItems"]?.array) {
        case (let amount?, nil): return [(try Self.cents(amount), nil)]
        case (nil, let items?) where !items.isEmpty:
            var parts: [(cents: Int64, line: String?)] = []
            for item in items {
                let item = item.object ?? [:]
                try EbayMessageInput.onlyKnown(["lineItemId", "refundAmount", "legacyReference"], in: item)
                guard let id = item["lineItemId"]?.string else {
                    throw Refusal(
                        400, "Either legacyReference or lineItemId must be specified for item level refund.",
                        code: "34910")
                }
                guard purchase.lineIDs.contains(id), !parts.contains(where: { $0.line == id }) else {
                    throw Refusal(400, "Can't find the item in the order.", code: "34914")
                }
                parts.append((try Self.cents(item["refundAmount"] ?? .null), id))
            }
            return parts
        default:
            throw Refusal(400, "Either orderLevelRefundAmount or refundItems must be specified.", code: "34905")
        }
    }

    private static func cents(_ amount: JSON) throws(Refusal) -> Int64 {
        guard let currency = amount["currency"]?.string else {
            throw Refusal(400, "The amount currency must be specified.", code: "34908")
        }
        guard currency == "EUR" else { throw Refusal(400, "The amount currency isn't correct.", code: "34909") }
        guard let value = amount["value"]?.string else {
            throw Refusal(400, "The amount value must be specified.", code: "34906")
        }
        let parts = value.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let major = Int64(parts[0]), (0..<1_000_000).contains(major),
            let minor = parts.count == 2 ? Int64(parts[1]) : 0, parts.count == 1 || parts[1].utf8.count == 2,
            major * 100 + minor > 0
        else {
            throw Refusal(400, "The amount value must be positive and within two decimals.", code: "34907")
        }
        return major * 100 + minor
    }

    // MARK: Post-Order

    func checkCancellation(_ request: Request) throws(Refusal) -> Response {
        let purchase = try purchase(named: JSON(parsing: request.body) ?? .null)
        return .json([
            "legacyOrderId": .string(purchase.order.number),
            "eligible": .bool(!purchase.hasShipped && purchase.cancellation == nil), "failureReason": [],
        ])
    }

    /// POST /cancellation by the seller: the whole order.
    mutating func cancel(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        let body = JSON(parsing: request.body) ?? .null
        try EbayMessageInput.onlyKnown(
            ["legacyOrderId", "cancelReason", "buyerPaid", "buyerPaidDate", "relistLineItem"], in: body.object ?? [:])
        let purchase = try purchase(named: body)
        guard let reason = body["cancelReason"]?.string, Self.cancelReasons.contains(reason) else {
            throw Refusal(400, "Invalid cancel reason.", code: "1616")
        }
        guard !purchase.hasShipped else { throw Refusal(400, "The order has been shipped.", code: "1617") }
        guard purchase.cancellation == nil || purchase.cancellation?.state == .rejected else {
            throw Refusal(409, "A cancellation exists for this order.", code: "1618")
        }
        let id = "5\(randomText(9, of: .digits))"
        purchases[purchase.order.number]?.cancellation = EbayPurchase.Cancellation(
            id: id, isBuyers: false, reason: reason, state: .agreed, changed: now)
        return .json(["cancelId": .string(id)])
    }

    func cancellation(_ id: String) throws(Refusal) -> Response {
        guard let found = purchases.values.compactMap(\.cancellation).first(where: { $0.id == id }) else {
            throw Refusal(404, "Cancellation not found.", code: "1615")
        }
        return .json([
            "cancelDetail": ["cancelId": .string(id), "cancelStatus": .string(found.state.rawValue)]
        ])
    }

    mutating func decide(_ id: String, agrees: Bool, now: Timestamp) throws(Refusal) -> Response {
        guard let number = purchases.first(where: { $0.value.cancellation?.id == id })?.key else {
            throw Refusal(404, "Cancellation not found.", code: "1615")
        }
        guard purchases[number]?.cancellation?.state == .requested else {
            throw Refusal(409, "The cancellation is not waiting for the seller.", code: "1619")
        }
        purchases[number]?.cancellation?.state = agrees ? .agreed : .rejected
        purchases[number]?.cancellation?.changed = now
        return .json([:])
    }

    private func purchase(named body: JSON) throws(Refusal) -> EbayPurchase {
        guard let id = body["legacyOrderId"]?.string, let purchase = purchases[id] else {
            throw Refusal(404, "Invalid order id.", code: "1614")
        }
        return purchase
    }
}
