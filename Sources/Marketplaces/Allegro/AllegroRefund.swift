import Digests
import Domain
import Wire

/// The body of POST /payments/refunds, and how a refund is found again.
struct AllegroRefund: Sendable {
    /// Reasons of the API with what they mean.
    static let reasons: [Reason] = [
        Reason(code: "REFUND", label: "the buyer withdrew from the purchase"),
        Reason(code: "COMPLAINT", label: "complaint"),
        Reason(code: "PRODUCT_NOT_AVAILABLE", label: "the product is not available"),
        Reason(code: "PAID_VALUE_TOO_LOW", label: "the buyer paid too little"),
        Reason(code: "OVERPAID", label: "the buyer paid too much"),
        Reason(code: "CANCELLED_BY_BUYER", label: "the buyer cancelled the order"),
        Reason(code: "NOT_COLLECTED", label: "the parcel was not collected"),
    ]

    /// How much earlier than we committed the refund Allegro may date it.
    static let margin = Duration.seconds(300)

    let payment: String
    let body: JSON
    private let lineIDs: Set<String>

    enum Made: Sendable {
        case refund(AllegroRefund)
        case refused(String)
    }

    static func make(
        _ refunds: [ActionRequest.Refund], reason: String?, of order: AllegroOrder, number: OrderNumber, key: String
    ) -> Made {
        guard let payment = order.paymentID else {
            return .refused("the order was not paid through Allegro, so the money cannot go back through it")
        }
        let code: String
        switch ReasonChoice(reason ?? "REFUND", among: reasons) {
        case .refused(let why): return .refused(why)
        case .reason(let reason): code = reason.code
        }
        let lines = order.lines
        var items: [JSON] = []
        for refund in refunds {
            guard let line = lines.first(where: { $0.id == refund.line }) else {
                return .refused("the order has no line \(refund.line)")
            }
            if let amount = refund.amount {
                if let currency = line.price?.currency, currency != amount.currency {
                    return .refused("the order was paid in \(currency), not in \(amount.currency)")
                }
                guard amount.minorUnits > 0 else { return .refused("a refund has to be more than nothing") }
                items.append([
                    "id": .string(line.id), "type": "AMOUNT", "value": allegroValue(amount),
                ])
            } else {
                let count = refund.quantity.map { Int64($0) } ?? line.quantity
                guard count >= 1, count <= line.quantity else {
                    return .refused("\(count) pieces are wanted, line \(line.id) has \(line.quantity)")
                }
                items.append(quantity(line.id, count))
            }
        }
        if refunds.isEmpty { items = lines.map { quantity($0.id, $0.quantity) } }
        guard !items.isEmpty else { return .refused("the order has no lines that could be refunded") }
        // The command's id makes Allegro see a repetition for what it is.
        var members: [JSON.Member] = [
            JSON.Member(key: "payment", value: ["id": .string(payment)]),
            JSON.Member(key: "order", value: ["id": .string(number.text)]),
            JSON.Member(key: "commandId", value: .string(commandID(key))),
            JSON.Member(key: "reason", value: .string(code)),
            JSON.Member(key: "lineItems", value: .array(items)),
        ]
        if refunds.isEmpty, let delivery = order.deliveryCost {
            members.append(JSON.Member(key: "delivery", value: ["value": delivery]))
        }
        return .refund(
            AllegroRefund(
                payment: payment, body: .object(members), lineIDs: Set(items.compactMap { $0["id"].string })))
    }

    enum Found: Sendable, Hashable {
        case refund(JSON)
        case none
        /// Something fresh that may be it, and may not.
        case doubtful
    }

    /// This refund among those of its payment: by Allegro's id for it, by the command's where the list names it, else the
    /// one of the same lines and amounts that was made no earlier than ours.
    func find(in refunds: [JSON], handle: String?, since time: Timestamp) -> Found {
        if let handle {
            return refunds.first { $0["id"].scalar == handle }.map { .refund($0) } ?? .none
        }
        let command = body["commandId"].string
        if let ours = refunds.first(where: { $0["commandId"].filled == command }) { return .refund(ours) }
        let fresh = refunds.filter { refund in
            refund["commandId"].filled == nil
                && AllegroIssue.date(refund["createdAt"]).map { $0 >= time - Self.margin } ?? true
        }
        if let ours = fresh.first(where: { $0.has("createdAt") && isOf($0["lineItems"].elements) }) {
            return .refund(ours)
        }
        return fresh.isEmpty ? .none : .doubtful
    }

    /// Whether a refund's lines are these, with the same pieces and amounts as far as both name them.
    private func isOf(_ items: [JSON]) -> Bool {
        let wanted = body["lineItems"].elements
        guard Set(items.compactMap { $0["id"].scalar }) == lineIDs, items.count == wanted.count else { return false }
        return wanted.allSatisfy { line in
            guard let item = items.first(where: { $0["id"].scalar == line["id"].scalar }) else { return false }
            let (count, amount) = (item["quantity"].scalar, item["value"]["amount"].scalar)
            if let wanted = line["quantity"].scalar, let count { return wanted == count }
            let currency = "?"
            guard let wanted = Money(decimal: line["value"]["amount"].scalar, currency: currency), amount != nil else {
                return true
            }
            return Money(decimal: amount, currency: currency) == wanted
        }
    }

    private static func quantity(_ id: String, _ count: Int64) -> JSON {
        ["id": .string(id), "type": "QUANTITY", "quantity": .number(String(count))]
    }

    /// A UUID (RFC 9562 version 8) that stays the same for the same key.
    static func commandID(_ key: String) -> String {
        var bytes = Array(sha256(Array("allegro refund \(key)".utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(hexadecimal(bytes))
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
    }
}

extension ActionOutcome {
    /// What a refund's status means; the list of words is open, so unknown ones are waited for.
    init(allegroRefund refund: JSON) {
        let total = refund["totalValue"]
        let amount = total["amount"].scalar.map { "\($0) \(total["currency"].filled ?? "")" }
        switch refund["status"].filled {
        case "SUCCESS"?: self = .done(note: amount)
        case "PARTIAL_SUCCESS"?: self = .done(note: "only partly: \(amount ?? "see the portal")")
        case "CANCELED"?, "CANCELLED"?, "FAILED"?, "REJECTED"?: self = .failed(reason: "Allegro cancelled the refund")
        default: self = .pending
        }
    }
}
