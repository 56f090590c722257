import Domain
import Marketplaces

/// Turns "12.50 EUR of line 2" into what is asked of the marketplace.
struct OrderRefund: Sendable {
    enum Plan: Sendable, Hashable {
        /// `shown`: the exact effect, a line each; empty for the whole order.
        case refunds([ActionRequest.Refund], shown: [String], amount: Money?)
        case unknownLine(String)
        case badAmount(String, limit: Money)
        /// What was asked for before takes it, or leaves open what is left.
        case earlier
    }

    let plan: Plan

    init(_ order: OrderContext, _ arguments: ActionArguments, earlier: EarlierMoney = EarlierMoney()) {
        plan = Self.plan(order, arguments, earlier)
    }

    private static func plan(
        _ order: OrderContext, _ arguments: ActionArguments, _ earlier: EarlierMoney
    ) -> Plan {
        // Of the whole order a marketplace gives back what is left: nobody knows how much while anything is open.
        if arguments.line == nil, arguments.amount == nil, earlier.isOpen { return .earlier }
        guard let line = line(order, arguments) else {
            if arguments.line == nil, arguments.amount == nil {
                return .refunds([], shown: [], amount: order.givenBack)
            }
            return .unknownLine(arguments.line.map(String.init) ?? "?")
        }
        guard !line.ids.isEmpty else { return .unknownLine(arguments.line.map(String.init) ?? "1") }
        guard !earlier.isWhole else { return .earlier }
        guard let amount = arguments.amount else {
            guard let price = line.price, let value = line.value else {
                guard !earlier.isOpen(of: line) else { return .earlier }
                return .refunds(line.ids.map { ActionRequest.Refund(line: $0) }, shown: [line.shown], amount: nil)
            }
            let left = left(of: line, price, earlier.parts)
            guard left == value else { return .badAmount(value.description, limit: left) }
            // As an amount, so that the marketplace gives back what is shown and no shipping or taxes beside.
            let refunds = spread(value, over: line).map { refund in
                var refund = refund
                refund.isWhole = true
                return refund
            }
            return .refunds(refunds, shown: ["\(value): \(line.shown)"], amount: value)
        }
        guard let price = line.price else {
            return .badAmount(amount, limit: Money(minorUnits: 0, currency: order.total?.currency ?? "?"))
        }
        let limit = left(of: line, price, earlier.parts)
        guard let money = arguments.money(in: price.currency, upTo: limit) else {
            return .badAmount(amount, limit: limit)
        }
        return .refunds(spread(money, over: line), shown: ["\(money): \(line.shown)"], amount: money)
    }

    /// What the line cost, less what was given back of it before.
    private static func left(
        of line: OrderContext.Line, _ price: Money, _ earlier: [ActionRequest.Refund]
    ) -> Money {
        var limit = (line.value ?? price).minorUnits
        for refund in earlier where line.ids.contains(refund.line) {
            guard let amount = refund.amount else {
                limit = 0
                continue
            }
            if amount.currency == price.currency {
                limit = max(0, limit - max(0, min(limit, amount.minorUnits)))
            }
        }
        return Money(minorUnits: limit, currency: price.currency)
    }

    /// The named line; of an order with one line, that one if an amount is named.
    private static func line(_ order: OrderContext, _ arguments: ActionArguments) -> OrderContext.Line? {
        if let number = arguments.line {
            guard number > 0 else { return nil }
            return order.lines.indices.contains(number - 1) ? order.lines[number - 1] : nil
        }
        return arguments.amount != nil && order.lines.count == 1 ? order.lines[0] : nil
    }

    /// A marketplace that counts pieces takes back no more than its price for each.
    private static func spread(_ money: Money, over line: OrderContext.Line) -> [ActionRequest.Refund] {
        guard line.ids.count > 1, let price = line.price, price.minorUnits > 0 else {
            return [ActionRequest.Refund(line: line.ids[0], amount: money)]
        }
        var rest = money.minorUnits
        var refunds: [ActionRequest.Refund] = []
        for id in line.ids where rest > 0 {
            let part = min(rest, price.minorUnits)
            refunds.append(
                ActionRequest.Refund(line: id, amount: Money(minorUnits: part, currency: money.currency)))
            rest -= part
        }
        return refunds
    }
}
