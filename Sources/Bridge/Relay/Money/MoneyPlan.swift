import Digests
import Domain
import Marketplaces

/// What a refund or cancellation would do to one order. A value without I/O.
struct MoneyPlan: Sendable, Hashable {
    enum Mistake: Error, Sendable, Hashable {
        case unknownLine(String)
        case badAmount(String, limit: Money)
        /// What was asked for before takes it, or leaves open what is left.
        case earlier
    }

    var task: ActionRequest.Task
    /// The exact effect, a line each; empty for the whole order.
    var shown: [String]
    /// How much the buyer gets back; nil if the marketplace does not say.
    var amount: Money?

    /// - Parameter earlier: what counts of the order's refunds and cancellations before
    static func refund(
        _ order: OrderContext, _ arguments: ActionArguments, reason: Reason?, earlier: EarlierMoney = EarlierMoney()
    ) throws(Mistake) -> MoneyPlan {
        let refund = OrderRefund(order, arguments, earlier: earlier)
        switch refund.plan {
        case .unknownLine(let line): throw .unknownLine(line)
        case .badAmount(let amount, let limit): throw .badAmount(amount, limit: limit)
        case .earlier: throw .earlier
        case .refunds(let refunds, let shown, let amount):
            return MoneyPlan(task: .refund(refunds, reason: reason?.code), shown: shown, amount: amount)
        }
    }

    static func cancel(
        _ order: OrderContext, _ arguments: ActionArguments, reason: Reason?, earlier: EarlierMoney = EarlierMoney()
    ) throws(Mistake) -> MoneyPlan {
        if let number = arguments.line, number < 1 { throw .unknownLine(String(number)) }
        let isHindered = arguments.line.map { number in
            order.lines.indices.contains(number - 1) && earlier.isOpen(of: order.lines[number - 1])
        }
        guard !(isHindered ?? earlier.isOpen) else { throw .earlier }
        guard let number = arguments.line else {
            return MoneyPlan(task: .cancel(lines: [], reason: reason?.code), shown: [], amount: order.givenBack)
        }
        guard order.lines.indices.contains(number - 1) else { throw .unknownLine(String(number)) }
        let line = order.lines[number - 1]
        // The limit is one for all that leaves, not for the goods alone.
        let amount = line.givenBack ?? line.value
        let shown = line.givenBack.map { $0 == line.value ? line.shown : "\($0): \(line.shown)" } ?? line.shown
        return MoneyPlan(task: .cancel(lines: line.ids, reason: reason?.code), shown: [shown], amount: amount)
    }
}

extension OrderContext {
    /// The total, else the sum of the lines; nil if that is not known.
    var value: Money? {
        if let total { return total }
        guard let first = lines.first?.value else { return nil }
        return lines.dropFirst().reduce(first as Money?) { sum, line in line.value.flatMap { sum?.adding($0) } }
    }

    /// What the buyer gets back with the whole order: the total, or what the lines give back with shipping and taxes, if that
    /// is more; nil if it is not known.
    var givenBack: Money? {
        let all = lines.compactMap(\.givenBack)
        guard let first = all.first, all.count == lines.count else { return value }
        guard let sum = all.dropFirst().reduce(first as Money?, { sum, money in sum?.adding(money) }) else {
            return nil
        }
        guard let value, value.currency == sum.currency else { return sum }
        return value.minorUnits > sum.minorUnits ? value : sum
    }

    /// Changes whenever something changes that a decision about money looks at.
    var digest: String {
        let parts = lines.map { line in
            "\(line.ids) \(line.quantity) \(line.price?.description ?? "") \(line.givenBack?.description ?? "") \(line.state ?? "")"
        }
        let all = [number.text, state ?? "", total?.description ?? ""] + parts
        return hexadecimal(sha256(all.joined(separator: "\n").utf8))
    }
}

extension OrderContext.Line {
    /// Price of all its pieces.
    var value: Money? { price?.times(max(1, quantity)) }

    /// `2 × Kettle (K-1), 12.50 EUR`
    var shown: String {
        "\(quantity) × \(title)" + (sku.map { " (\($0))" } ?? "") + (price.map { ", \($0)" } ?? "")
    }
}
