import Domain

/// What stands behind a command that touches an order: `2: 12.50 EUR arrived broken`.
struct ActionArguments: Sendable, Hashable {
    /// Line of the order, from 1; nil = all.
    var line: Int?
    /// As written: `12,50`.
    var amount: String?
    /// As written: `EUR`, `€`.
    var currency: String?
    /// The rest; empty if there is none.
    var reason: String

    /// - Parameter takesAmount: whether a number at the start is an amount, and not the start of the reason
    init(_ text: String, takesAmount: Bool) {
        var words = text.split(whereSeparator: \.isWhitespace)[...]
        if let first = words.first, first.last == ":", let number = Int(first.dropLast()) {
            line = number
            words.removeFirst()
        }
        if takesAmount, var first = words.first {
            for sign in ["€", "zł"] where first.hasSuffix(sign) || first.hasPrefix(sign) {
                currency = sign
                first = first.hasSuffix(sign) ? first.dropLast(sign.count) : first.dropFirst(sign.count)
            }
            if first.first?.isNumber == true {
                amount = String(first)
                words.removeFirst()
                if currency == nil, let next = words.first, Self.isCurrency(next) {
                    currency = String(next)
                    words.removeFirst()
                }
            } else {
                currency = nil
            }
        }
        reason = words.joined(separator: " ")
    }

    private static func isCurrency(_ word: Substring) -> Bool {
        ["€", "zł"].contains(word) || (word.count == 3 && word.allSatisfy { ("A"..."Z").contains($0) })
    }

    /// The amount in `currency`; nil if it is none, names another currency, or is not between one cent and `limit`.
    func money(in currency: String, upTo limit: Money?) -> Money? {
        guard let amount else { return nil }
        let names = ["€": "EUR", "zł": "PLN"]
        if let named = self.currency, (names[named] ?? named) != currency { return nil }
        let parts = amount.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard (1...2).contains(parts.count), (1...9).contains(parts[0].count), parts.allSatisfy({ !$0.isEmpty }),
            parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }), let whole = Int64(parts[0])
        else { return nil }
        var cents: Int64 = 0
        if parts.count == 2 {
            // `1.000` may be a thousand or one: nobody can tell.
            guard parts[1].count <= 2, let digits = Int64(parts[1]) else { return nil }
            cents = parts[1].count == 1 ? digits * 10 : digits
        }
        let minor = whole * 100 + cents
        guard minor > 0, limit.map({ minor <= $0.minorUnits }) ?? true else { return nil }
        return Money(minorUnits: minor, currency: currency)
    }
}
