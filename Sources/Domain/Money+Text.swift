extension Money {
    /// Codes (ISO 4217) and signs of the currencies of the supported marketplaces, as people write them, in lower case.
    private static let currencies: [String: String] = {
        let codes = [
            "EUR", "PLN", "GBP", "USD", "CHF", "SEK", "DKK", "NOK", "CZK", "HUF", "RON", "BGN", "TRY", "CAD", "AUD",
            "MXN", "BRL", "AED", "SAR", "INR", "SGD",
        ]
        var names = Dictionary(uniqueKeysWithValues: codes.map { ($0.lowercased(), $0) })
        for (sign, code) in [
            ("€", "EUR"), ("euro", "EUR"), ("euros", "EUR"), ("zł", "PLN"), ("zl", "PLN"), ("£", "GBP"), ("$", "USD"),
            ("kč", "CZK"),
        ] { names[sign] = code }
        return names
    }()

    /// The code that a word or sign means: `EUR` for `€`, `eur`, `Euro`. Three capitals that are no known code stand for
    /// themselves, so that a strange currency is never taken for none.
    public static func currencyCode(_ word: some StringProtocol) -> String? {
        if let known = currencies[word.lowercased()] { return known }
        return word.count == 3 && word.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
            ? String(word) : nil
    }

    /// Signs that may stand right before or behind the digits.
    public static let currencySigns = ["€", "zł", "£", "$", "kč", "Kč"]

    /// A plain amount: digits, and behind one point or comma at most two more. Nil for anything else: `1.000` may be a
    /// thousand or one, `1.000,00` and `1,000.00` are written differently in different countries, and other digits than
    /// 0 to 9, signs, exponents and fractions are nobody's way to write money. Never negative.
    public init?(amount: some StringProtocol, currency: String) {
        let parts = amount.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard (1...2).contains(parts.count), (1...9).contains(parts[0].utf8.count), parts.allSatisfy({ !$0.isEmpty }),
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }), let whole = Int64(parts[0])
        else { return nil }
        var cents: Int64 = 0
        if parts.count == 2 {
            guard parts[1].utf8.count <= 2, let digits = Int64(parts[1]) else { return nil }
            cents = parts[1].utf8.count == 1 ? digits * 10 : digits
        }
        self.init(minorUnits: whole * 100 + cents, currency: currency)
    }

    /// Amount and currency in either order, with or without a blank: `12.50 EUR`, `€ 12,50`, `50€`.
    public init?(_ text: String) {
        var amount = ""
        var name = ""
        let words = text.split(whereSeparator: \.isWhitespace)
        guard (1...2).contains(words.count) else { return nil }
        for character in words.joined(separator: " ") {
            if character.isNumber || character == "." || character == "," {
                amount.append(character)
            } else {
                name.append(character)
            }
        }
        let joined = text.filter { !$0.isWhitespace }
        name.removeAll(where: \.isWhitespace)
        guard joined == amount + name || joined == name + amount, let code = Self.currencyCode(name) else { return nil }
        self.init(amount: amount, currency: code)
    }

    /// The sum; nil for different currencies, or if it is more than a number holds.
    public func adding(_ other: Money) -> Money? {
        guard currency == other.currency else { return nil }
        let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
        return overflow ? nil : Money(minorUnits: sum, currency: currency)
    }

    /// So many times as much; nil if it is more than a number holds.
    public func times(_ count: Int) -> Money? {
        let (product, overflow) = minorUnits.multipliedReportingOverflow(by: Int64(count))
        return overflow ? nil : Money(minorUnits: product, currency: currency)
    }
}
