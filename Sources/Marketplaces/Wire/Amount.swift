import Domain

extension Money {
    /// Reads an amount in major units as JSON carries it (`54.93`, `5`, `-0.5`); digits behind the second decimal, which
    /// appear where a peer counts in binary fractions, are rounded. Nil if it is no plain decimal number.
    init?(decimal: String?, currency: String?) {
        guard let decimal, let currency, !currency.isEmpty else { return nil }
        var rest = decimal[...]
        let negative = rest.first == "-"
        if negative { rest.removeFirst() }
        let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, whole.count <= 15, whole.allSatisfy(\.isASCIIDigit) else {
            return nil
        }
        let fraction = parts.count > 1 ? parts[1] : ""
        guard fraction.allSatisfy(\.isASCIIDigit), let major = Int64(whole) else { return nil }
        let padded = fraction.prefix(3) + String(repeating: "0", count: max(0, 3 - fraction.count))
        guard let thousandths = Int64(padded) else { return nil }
        let minor = major * 100 + (thousandths + 5) / 10
        self.init(minorUnits: negative ? -minor : minor, currency: currency)
    }
}

// A range of characters alone also has in it what begins like one of its own: a digit with a combining mark.
extension Character {
    var isASCIIDigit: Bool { isASCII && ("0"..."9").contains(self) }
    var isASCIICapital: Bool { isASCII && ("A"..."Z").contains(self) }
    var isASCIILetter: Bool { isASCIICapital || (isASCII && ("a"..."z").contains(self)) }
}
