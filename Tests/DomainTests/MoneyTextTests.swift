import Domain
import Testing

@Suite("Amounts as people write them") struct MoneyTextTests {
    @Test(
        "plain amounts are read exactly, everything that can be read in two ways is none",
        arguments: [
            ("12.50", 1250), ("12,5", 1250), ("12", 1200), ("0", 0), ("007", 700), ("999999999,99", 99_999_999_999),
            ("1.000", nil), ("1,000.00", nil), ("1.000,00", nil), ("12,505", nil), ("1'000", nil), ("-5", nil),
            ("+5", nil), ("5e2", nil), ("½", nil), ("٥", nil), ("５", nil), ("", nil), (".", nil), ("5.", nil),
            (".5", nil), ("1 000", nil), ("0x10", nil), ("9999999999", nil),
        ] as [(String, Int64?)])
    func amount(text: String, minor: Int64?) {
        #expect(Money(amount: text, currency: "EUR")?.minorUnits == minor, "\(text)")
    }

    @Test(
        "amount and currency stand in either order",
        arguments: [
            ("12.50 EUR", "12.50 EUR"), ("EUR 12,50", "12.50 EUR"), ("50€", "50.00 EUR"), ("€50", "50.00 EUR"),
            ("5 eur", "5.00 EUR"), ("5 Euro", "5.00 EUR"), ("200 PLN", "200.00 PLN"), ("200 zł", "200.00 PLN"),
            ("£3", "3.00 GBP"), ("7 XTS", "7.00 XTS"), ("7 XQ\u{308}S", nil), ("12.50", nil), ("EUR", nil),
            ("12 50 EUR", nil),
            ("EUR 5 EUR", nil), ("5 apples", nil), ("1.000 EUR", nil), ("-5 EUR", nil),
        ] as [(String, String?)])
    func money(text: String, shown: String?) { #expect(Money(text)?.description == shown, "\(text)") }

    @Test("sums and multiples end where numbers end")
    func sums() {
        let most = Money(minorUnits: .max, currency: "EUR")
        let cent = Money(minorUnits: 1, currency: "EUR")
        #expect(cent.adding(cent)?.minorUnits == 2)
        #expect(most.adding(cent) == nil)
        #expect(cent.adding(Money(minorUnits: 1, currency: "PLN")) == nil)
        #expect(cent.times(3)?.minorUnits == 3)
        #expect(most.times(2) == nil)
    }

    @Test("a limit allows up to its amount, in its currencies")
    func limits() {
        let limit = MoneyLimit.upTo([Money(minorUnits: 5000, currency: "EUR"), Money(minorUnits: 1, currency: "PLN")])
        #expect(limit.allows(Money(minorUnits: 5000, currency: "EUR")))
        #expect(!limit.allows(Money(minorUnits: 5001, currency: "EUR")))
        #expect(!limit.allows(Money(minorUnits: 5000, currency: "PLN")))
        #expect(!limit.allows(Money(minorUnits: 1, currency: "USD")))
        #expect(MoneyLimit.unlimited.allows(Money(minorUnits: .max, currency: "USD")))
        #expect(!MoneyLimit.none.allows(Money(minorUnits: 0, currency: "EUR")))
    }
}
