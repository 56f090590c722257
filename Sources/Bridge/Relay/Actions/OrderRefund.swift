import Domain
import Marketplaces

/// Turns "12.50 EUR of line 2" into what is asked of the marketplace.
struct OrderRefund: Sendable {
    enum Plan: Sendable, Hashable {
        /// `shown`: the exact effect, a line each; empty for the whole order.
        case refunds([ActionRequest.Refund], shown: [String])
        case unknownLine(String)
        case badAmount(String, limit: Money)
    }

    let plan: Plan

    init(_ order: OrderContext, _ arguments: ActionArguments) { plan = Self.plan(order, arguments) }

    private static func plan(_ order: OrderContext, _ arguments: ActionArguments) -> Plan {
        guard let line = line(order, arguments) else {
            if arguments.line == nil, arguments.amount == nil { return .refunds([], shown: []) }
            return .unknownLine(arguments.line.map(String.init) ?? "?")
        }
        guard !line.ids.isEmpty else { return .unknownLine(arguments.line.map(String.init) ?? "1") }
        guard let amount = arguments.amount else {
            return .refunds(line.ids.map { ActionRequest.Refund(line: $0) }, shown: [line.shown])
        }
        guard let price = line.price else {
            return .badAmount(amount, limit: Money(minorUnits: 0, currency: order.total?.currency ?? "?"))
        }
        let product = price.minorUnits.multipliedReportingOverflow(by: Int64(max(1, line.quantity)))
        let limit = Money(
            minorUnits: product.overflow ? price.minorUnits : product.partialValue, currency: price.currency)
        guard let money = arguments.money(in: price.currency, upTo: limit) else {
            return .badAmount(amount, limit: limit)
        }
        return .refunds(spread(money, over: line), shown: ["\(money): \(line.shown)"])
    }

    /// The named line; of an order with one line, that one if an amount is named.
    private static func line(_ order: OrderContext, _ arguments: ActionArguments) -> OrderContext.Line? {
        if let number = arguments.line {
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
