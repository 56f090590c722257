import Domain
import Wire

/// The body of issueRefund.
enum EbayRefundRequest {
    /// No lines = all that is left of the order. In orders of one line the amount belongs to the order.
    static func body(
        _ lines: [ActionRequest.Refund], reason: String, order: EbayOrder
    ) -> Result<JSON, EbayRefusal> {
        var members = [JSON.Member(key: "reasonForRefund", value: .string(reason))]
        do throws(EbayRefusal) {
            if lines.isEmpty {
                let amount = try checked(nil, left: order.remainder, of: "order")
                members.append(JSON.Member(key: "orderLevelRefundAmount", value: json(amount)))
            } else if order.lines.count == 1, lines.count == 1, let line = lines.first {
                _ = try remainder(of: line, order)
                let amount = try checked(
                    stated(line, order), left: order.remainder, of: "order")
                members.append(JSON.Member(key: "orderLevelRefundAmount", value: json(amount)))
            } else {
                members.append(JSON.Member(key: "refundItems", value: .array(try items(lines, order))))
            }
        } catch {
            return .failure(error)
        }
        return .success(.object(members))
    }

    private static func items(
        _ lines: [ActionRequest.Refund], _ order: EbayOrder
    ) throws(EbayRefusal) -> [JSON] {
        guard Set(lines.map(\.line)).count == lines.count else { throw EbayRefusal(reason: "a line is named twice") }
        var items: [JSON] = []
        for line in lines {
            let left = try remainder(of: line, order)
            let amount = try checked(stated(line, order), left: left, of: "line \(line.line)")
            items.append(["lineItemId": .string(line.line), "refundAmount": json(amount)])
        }
        return items
    }

    private static func remainder(
        of line: ActionRequest.Refund, _ order: EbayOrder
    ) throws(EbayRefusal) -> Money? {
        guard order.lines.contains(where: { $0["lineItemId"].scalar == line.line }) else {
            throw EbayRefusal(reason: "the order has no line \(line.line)")
        }
        return order.remainder(ofLine: line.line)
    }

    /// The amount that is named, else the price of the pieces that are, without shipping: eBay counts none. Nil = all of
    /// the line is meant.
    private static func stated(_ line: ActionRequest.Refund, _ order: EbayOrder) throws(EbayRefusal) -> Money? {
        if let amount = line.amount { return amount }
        guard let quantity = line.quantity.map({ Int64($0) }) else { return nil }
        let json = order.lines.first { $0["lineItemId"].scalar == line.line } ?? .null
        let count = json["quantity"].scalar.flatMap { Int64($0) } ?? 1
        guard quantity >= 1, quantity <= count else {
            throw EbayRefusal(reason: "\(quantity) pieces are wanted, line \(line.line) has \(count)")
        }
        guard quantity < count else { return nil }
        guard let cost = EbayOrder.money(json["lineItemCost"]), cost.minorUnits % count == 0 else {
            throw EbayRefusal(
                reason: "the price of one piece of line \(line.line) is not known: state the amount")
        }
        return Money(minorUnits: cost.minorUnits / count * quantity, currency: cost.currency)
    }

    private static func checked(
        _ amount: Money?, left: Money?, of thing: String
    ) throws(EbayRefusal) -> Money {
        guard let amount = amount ?? left else {
            throw EbayRefusal(reason: "eBay names no price of the \(thing): state the amount")
        }
        guard amount.minorUnits > 0 else { throw EbayRefusal(reason: "nothing is left to be refunded of the \(thing)") }
        guard let left else { return amount }
        guard amount.currency == left.currency else {
            throw EbayRefusal(reason: "the \(thing) was paid in \(left.currency), not in \(amount.currency)")
        }
        guard amount.minorUnits <= left.minorUnits else {
            throw EbayRefusal(reason: "only \(left) are left to be refunded of the \(thing)")
        }
        return amount
    }

    private static func json(_ amount: Money) -> JSON {
        let value = amount.description.dropLast(amount.currency.count + 1)
        return ["value": .string(String(value)), "currency": .string(amount.currency)]
    }
}
