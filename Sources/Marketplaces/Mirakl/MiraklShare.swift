import Domain
import Wire

/// What is given back for one line, as OR28 and OR30 take it.
struct MiraklShare: Sendable, Hashable {
    var line: String
    var amounts: MiraklOrder.Amounts
    var quantity: Int64

    /// Of what the buyer paid for it, goods and shipping together, in minor units.
    var paid: Int64 = 0

    func json(reason: String, currency: String?) -> JSON {
        var members: [JSON.Member] = [
            JSON.Member(key: "order_line_id", value: .string(line)),
            JSON.Member(key: "amount", value: Self.decimal(amounts.price)),
            JSON.Member(key: "shipping_amount", value: Self.decimal(amounts.shipping)),
            JSON.Member(key: "quantity", value: .number(String(quantity))),
            JSON.Member(key: "reason_code", value: .string(reason)),
        ]
        if let currency { members.append(JSON.Member(key: "currency_iso_code", value: .string(currency))) }
        members.append(JSON.Member(key: "taxes", value: Self.list(amounts.taxes)))
        members.append(JSON.Member(key: "shipping_taxes", value: Self.list(amounts.shippingTaxes)))
        return .object(members)
    }

    private static func list(_ taxes: [MiraklOrder.Tax]) -> JSON {
        .array(taxes.map { ["code": .string($0.code), "amount": decimal($0.amount)] })
    }

    /// Major units with two decimals.
    private static func decimal(_ amount: Int64) -> JSON {
        let cents = String(amount % 100)
        return .number("\(amount / 100).\(cents.count == 1 ? "0" : "")\(cents)")
    }
}

/// How much of which lines.
enum MiraklShares: Sendable, Hashable {
    case shares([MiraklShare])
    case refused(String)

    /// - Parameter refunds: empty = all that is left of the lines that can be refunded, with shipping. Without an amount the
    ///   rest of the line's price is meant. Amounts are what the buyer gets, with taxes.
    static func refund(_ refunds: [ActionRequest.Refund], of order: MiraklOrder) -> MiraklShares {
        guard !refunds.isEmpty else {
            let lines = order.lines.filter(\.canRefund)
            if let line = lines.first(where: { $0.rest == nil }) { return .refused(unknownPrice(of: line)) }
            let shares = lines.compactMap { whole($0, of: order) }.filter { $0.paid > 0 }
            return shares.isEmpty ? .refused("no line of this order can be refunded (any more)") : .shares(shares)
        }
        guard Set(refunds.map(\.line)).count == refunds.count else { return .refused("a line is named twice") }
        var shares: [MiraklShare] = []
        for refund in refunds {
            guard let line = order.lines.first(where: { $0.id == refund.line }) else {
                return .refused("the order has no line \(refund.line.prefix(40))")
            }
            guard line.canRefund else {
                return .refused("line \(line.id) can not be refunded now\(line.state.map { " (\($0))" } ?? "")")
            }
            guard let all = line.amounts, let rest = line.rest else { return .refused(unknownPrice(of: line)) }
            let left = rest.paid(addsTaxes: order.addsTaxes).goods
            let price: Int64?
            switch pieces(refund, of: line) {
            case .refused(let why): return .refused(why)
            case .all: price = left
            case .some(let count): price = part(count, of: line, order)
            }
            guard let amount = refund.amount?.minorUnits ?? price else {
                return .refused(
                    "the price of line \(line.id) does not divide by its \(line.quantity) pieces: state the amount")
            }
            if let currency = refund.amount?.currency, currency != order.currency {
                return .refused("the order is in \(order.currency ?? "another currency"), not in \(currency)")
            }
            guard amount > 0, amount <= left else {
                let most = Money(minorUnits: left, currency: order.currency ?? "")
                return .refused("at most \(most) can be refunded for line \(line.id)")
            }
            let part = amount == left ? rest : all.part(amount, addsTaxes: order.addsTaxes)
            shares.append(
                MiraklShare(
                    line: line.id,
                    amounts: MiraklOrder.Amounts(
                        price: part.price, shipping: 0, taxes: part.taxes, shippingTaxes: all.shippingTaxes.map(\.none)),
                    quantity: Int64(max(0, refund.quantity ?? 0)), paid: amount))
        }
        return .shares(shares)
    }

    private enum Pieces {
        case all
        case some(Int64)
        case refused(String)
    }

    private static func pieces(_ refund: ActionRequest.Refund, of line: MiraklOrder.Line) -> Pieces {
        guard let quantity = refund.quantity.map({ Int64($0) }) else { return .all }
        guard quantity >= 1, quantity <= line.quantity else {
            return .refused("\(quantity) pieces are wanted, line \(line.id) has \(line.quantity)")
        }
        return quantity == line.quantity ? .all : .some(quantity)
    }

    /// What the buyer paid for so many pieces of a line, without shipping; nil where it is no whole number of cents.
    private static func part(_ count: Int64, of line: MiraklOrder.Line, _ order: MiraklOrder) -> Int64? {
        guard let whole = line.amounts?.paid(addsTaxes: order.addsTaxes).goods, whole % line.quantity == 0 else {
            return nil
        }
        return whole / line.quantity * count
    }

    private static func unknownPrice(of line: MiraklOrder.Line) -> String {
        "the price of line \(line.id) is not known"
    }

    /// - Parameter names: empty = all lines that were not sent.
    static func cancellation(_ names: [String], of order: MiraklOrder) -> MiraklShares {
        var lines: [MiraklOrder.Line] = []
        for name in names where !lines.contains(where: { $0.id == name }) {
            guard let line = order.lines.first(where: { $0.id == name }) else {
                return .refused("the order has no line \(name.prefix(40))")
            }
            guard !line.isTooLateToCancel else {
                return .refused("line \(line.id) is \(line.state ?? "?"): it can not be cancelled, only refunded")
            }
            lines.append(line)
        }
        if names.isEmpty { lines = order.lines.filter { !$0.isTooLateToCancel } }
        guard !lines.isEmpty else {
            return .refused("the order can not be cancelled any more\(order.state.map { " (\($0))" } ?? "")")
        }
        let shares = lines.compactMap { whole($0, of: order) }
        guard shares.count == lines.count else { return .refused("the price of a line is not known") }
        return .shares(shares)
    }

    /// All that is left of a line; nil where its price is not known.
    private static func whole(_ line: MiraklOrder.Line, of order: MiraklOrder) -> MiraklShare? {
        guard let rest = line.rest else { return nil }
        let paid = rest.paid(addsTaxes: order.addsTaxes)
        let gone = line.cancelations.reduce(Int64(0)) { $0.addingReportingOverflow($1.quantity).partialValue }
        return MiraklShare(
            line: line.id, amounts: rest,
            quantity: max(0, line.quantity.subtractingReportingOverflow(gone).partialValue),
            paid: paid.goods + paid.shipping)
    }
}

extension MiraklOrder.Tax {
    fileprivate var none: MiraklOrder.Tax { MiraklOrder.Tax(code: code, amount: 0) }
}

extension MiraklOrder.Amounts {
    /// The part of the goods that the buyer paid `amount` for; taxes in proportion, rounded so that the sum stays.
    fileprivate func part(_ amount: Int64, addsTaxes: Bool) -> MiraklOrder.Amounts {
        let whole = paid(addsTaxes: addsTaxes).goods
        guard whole > 0 else { return self }
        let parts = taxes.map { MiraklOrder.Tax(code: $0.code, amount: ($0.amount * amount + whole / 2) / whole) }
        let onTop = addsTaxes ? parts.reduce(Int64(0)) { $0 + $1.amount } : 0
        return MiraklOrder.Amounts(
            price: max(0, amount - onTop), shipping: 0, taxes: parts, shippingTaxes: shippingTaxes)
    }
}
