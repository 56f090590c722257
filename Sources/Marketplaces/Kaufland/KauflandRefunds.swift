import Domain

/// How money for lines of an order is spread over its units, since Kaufland refunds unit by unit.
enum KauflandRefunds {
    struct Share: Sendable, Hashable {
        var unit: KauflandUnit
        /// Cents.
        var amount: Int64
    }

    enum Plan: Sendable, Hashable {
        case shares([Share])
        case refused(String)
    }

    /// - Parameter refunds: empty = all units with their shipping. Without an amount a unit's price is meant; an amount
    ///   with a quantity is spread evenly over so many pieces of the line, without one it fills piece after piece.
    static func plan(_ refunds: [ActionRequest.Refund], of units: [KauflandUnit]) -> Plan {
        let shares: [Share]
        if refunds.isEmpty {
            let left = units.filter { !$0.isOver }
            guard !left.isEmpty else { return .refused("the order has nothing left to refund") }
            var whole: [Share] = []
            for unit in left {
                guard let amount = unit.whole else { return .refused("the price of unit \(unit.id) is not known") }
                whole.append(Share(unit: unit, amount: amount))
            }
            shares = whole
        } else {
            let named = Set(refunds.map(\.line))
            guard named.count == refunds.count else { return .refused("a unit is named twice") }
            var parts: [Share] = []
            for refund in refunds {
                guard let unit = units.first(where: { $0.id == refund.line }) else {
                    return .refused("the order has no unit \(refund.line.prefix(40))")
                }
                guard !unit.isOver else { return .refused("unit \(unit.id) is \(unit.status ?? "over") already") }
                let others = units.filter {
                    $0.isSameLine(as: unit) && $0 != unit && !$0.isOver && !named.contains($0.id)
                }
                switch spread(refund, over: [unit] + others) {
                case .refused(let reason): return .refused(reason)
                case .shares(let some): parts += some
                }
            }
            shares = parts
        }
        // The API speaks of Eurocents; what it makes of other currencies is not documented.
        if let other = shares.first(where: { $0.unit.currency != "EUR" }) {
            let currency = other.unit.currency ?? "an unknown currency"
            return .refused(
                "Kaufland's interface takes refunds in euro only, and this order is in \(currency): refund it in the portal"
            )
        }
        guard Set(shares.map(\.unit)).count == shares.count else { return .refused("a unit is named twice") }
        return .shares(shares)
    }

    private static func spread(_ refund: ActionRequest.Refund, over pieces: [KauflandUnit]) -> Plan {
        guard let unit = pieces.first, let price = unit.price, unit.whole != nil else {
            return .refused("the price of unit \(refund.line.prefix(40)) is not known")
        }
        let count = refund.quantity ?? 1
        guard count > 0, count <= pieces.count else {
            return .refused("\(count) pieces are wanted, the line has \(pieces.count)")
        }
        guard let amount = refund.amount else {
            return .shares(pieces.prefix(count).map { Share(unit: $0, amount: price) })
        }
        guard amount.currency == unit.currency else {
            return .refused("the order is in \(unit.currency ?? "another currency"), not in \(amount.currency)")
        }
        guard amount.minorUnits > 0 else { return .refused("the amount has to be more than nothing") }
        if refund.quantity != nil {
            let (each, rest) = amount.minorUnits.quotientAndRemainder(dividingBy: Int64(count))
            let shares = pieces.prefix(count).enumerated().map { index, piece in
                Share(unit: piece, amount: each + (Int64(index) < rest ? 1 : 0))
            }
            guard shares.allSatisfy({ $0.amount <= $0.unit.whole ?? 0 }) else { return tooMuch(pieces.prefix(count)) }
            return .shares(shares.filter { $0.amount > 0 })
        }
        var left = amount.minorUnits
        var shares: [Share] = []
        for piece in pieces where left > 0 {
            let part = min(left, piece.whole ?? 0)
            guard part > 0 else { continue }
            shares.append(Share(unit: piece, amount: part))
            left -= part
        }
        return left == 0 ? .shares(shares) : tooMuch(pieces[...])
    }

    private static func tooMuch(_ pieces: ArraySlice<KauflandUnit>) -> Plan {
        let sum = pieces.reduce(Int64(0)) { $0.addingReportingOverflow($1.whole ?? 0).partialValue }
        return .refused("at most \(Money(minorUnits: sum, currency: pieces.first?.currency ?? "EUR")) can be refunded")
    }
}
