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
        reason = ""
        if takesAmount { readAmount(&words) }
        reason = words.joined(separator: " ")
    }

    /// `12.50`, `12.50 EUR`, `12€`, `€ 12`, `eur 12`, `-5`. What looks like money and is none becomes an amount that
    /// ``money(in:upTo:)`` refuses, never a part of the reason: a refund without an amount is one of the whole order.
    private mutating func readAmount(_ words: inout ArraySlice<Substring>) {
        guard var first = words.first else { return }
        var sign: String?
        if let code = Money.currencyCode(first), let next = words.dropFirst().first, Self.looksLikeAmount(next) {
            sign = code
            words.removeFirst()
            first = next
        } else {
            for mark in Money.currencySigns where first.count > mark.count {
                if first.hasSuffix(mark) {
                    sign = mark
                    first = first.dropLast(mark.count)
                } else if first.hasPrefix(mark) {
                    sign = mark
                    first = first.dropFirst(mark.count)
                }
            }
        }
        guard Self.looksLikeAmount(first) || sign != nil else { return }
        words.removeFirst()
        amount = String(first)
        currency = sign
        if let next = words.first, Money.currencyCode(next) != nil {
            // `€5 PLN` names two currencies, `€5 EUR` one.
            let isSame = sign.map { Money.currencyCode($0) == Money.currencyCode(next) } ?? true
            currency = isSame ? String(next) : "\(sign ?? "") \(next)"
            words.removeFirst()
        }
        // `1 000,00`, `5 - 10`, `5 EUR 10`: nobody can tell what is meant.
        if let next = words.first, Self.looksLikeAmount(next) {
            amount = "\(first) \(words.removeFirst())"
        }
    }

    /// Begins with a digit of any script, or with a sign and a digit.
    private static func looksLikeAmount(_ word: Substring) -> Bool {
        let rest = word.drop { "+-−–.,±~<>(".contains($0) }
        return rest.first?.isNumber ?? false
    }

    /// The amount in `currency`; nil if it is none, names another currency, or is not between one cent and `limit`.
    func money(in currency: String, upTo limit: Money?) -> Money? {
        guard let amount else { return nil }
        if let named = self.currency, Money.currencyCode(named) != currency { return nil }
        guard let money = Money(amount: amount, currency: currency), money.minorUnits > 0,
            limit.map({ money.minorUnits <= $0.minorUnits }) ?? true
        else { return nil }
        return money
    }
}
