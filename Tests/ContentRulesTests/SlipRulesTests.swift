import ContentRules
import Domain
import Testing

private let marks = String(repeating: "X", count: 3)

@Suite("Bank data, placeholders, foreign orders, hidden characters, markup")
struct SlipRulesTests {
    @Test(
        "bank data is found",
        arguments: [
            ("Bitte auf DE89 3704 0044 0532 0130 00 zahlen.", "DE89 3704 0044 0532 0130 00"),
            ("IBAN: NL91ABNA0417164300", "NL91ABNA0417164300"),
            ("FR14 2004 1010 0505 0001 3M02 606", "FR14 2004 1010 0505 0001 3M02 606"),
            ("PL61 1090 1014 0000 0712 1981 2874", "PL61 1090 1014 0000 0712 1981 2874"),
            ("be68-5390-0754-7034", "be68-5390-0754-7034"), ("BIC: COBADEFF370", "BIC: COBADEFF370"),
            ("Karte 4111 1111 1111 1111", "4111 1111 1111 1111"), ("5500000000000004", "5500000000000004"),
            ("Amex 3782 822463 10005", "3782 822463 10005"), ("6304000000000000000", "6304000000000000000"),
        ])
    func bank(text: String, found: String) { #expect(excerpts(.bank, in: text) == [found]) }

    @Test("an account number behind its word is bank data")
    func account() { #expect(excerpts(.bank, in: "Kontonummer 1234567, BLZ 21050170").count == 2) }

    @Test(
        "other numbers are none",
        arguments: [
            "DE88 3704 0044 0532 0130 00", "Bestellung 302-1234567-7654321", "Sendung 00340434161094021501",
            "EAN 4006381333931", "4111 1111 1111 1112", "Artikel DE12345", "1Z999AA10123456784",
            "swift delivery promised",
            "MKT4111111111111111",
        ])
    func noBank(text: String) { #expect(excerpts(.bank, in: text) == []) }

    @Test("account numbers are no phone numbers")
    func bankIsNoPhone() {
        #expect(excerpts(.phone, in: "Konto FR14 2004 1010 0505 0001 3M02 606") == [])
    }

    @Test(
        "variables that nobody filled in are found",
        arguments: [
            ("Ihre Bestellung {{order.number}} ist da", "{{order.number}}"), ("Hallo {name},", "{name}"),
            ("Hallo {{ buyer.name | Kunde }}", "{{ buyer.name | Kunde }}"),
            ("Hallo [NAME EINSETZEN],", "[NAME EINSETZEN]"),
            ("Hallo [Name],", "[Name]"), ("Dear <Name>,", "<Name>"), ("Sendung \(marks) ist weg", marks),
            ("am ____ geliefert", "____"), ("Hallo %s,", "%s"), ("Hallo %1$s!", "%1$s"),
            ("Geachte [naam invullen]", "[naam invullen]"), ("Bonjour [NOM]", "[NOM]"),
            ("Dzień dobry [IMIĘ]", "[IMIĘ]"),
        ])
    func placeholders(text: String, found: String) { #expect(excerpts(.placeholder, in: text) == [found]) }

    @Test(
        "brackets and signs of ordinary texts are none",
        arguments: [
            "Teil [1] und [2]", "Größe XXL und \(marks.lowercased())", "50% sind da", "{ } ist leer", "a < b und c > d",
            "[…]",
            "Preis <50 EUR>", "[sic]", "Das kostet 20 % weniger", "100%s",
        ])
    func noPlaceholders(text: String) { #expect(excerpts(.placeholder, in: text) == []) }

    @Test("numbers of other orders are found as whole words, another buyer's apart")
    func orders() {
        var facts = ContentFacts()
        facts.otherOrders = ["302-1111111-2222222", "302-3333333-4444444"]
        facts.otherBuyersOrders = ["302-3333333-4444444"]
        let text = "Bestellung 302-1111111-2222222 und 302-3333333-4444444, nicht 1302-1111111-2222222"
        #expect(broken(.common, by: text, facts: facts) == [.otherOrder: .hold, .otherBuyer: .refuse])
        #expect(excerpts(.otherOrder, in: text, facts: facts) == ["302-1111111-2222222"])
    }

    @Test("hidden characters inside words are found, emojis and other scripts keep theirs")
    func hidden() {
        #expect(!excerpts(.hidden, in: "sell\u{200B}er").isEmpty)
        #expect(!excerpts(.hidden, in: "Preis \u{202E}001\u{202C}").isEmpty)
        #expect(!excerpts(.hidden, in: "an\u{2060}na@x").isEmpty)
        for text in ["Danke!\u{200B}", "👨\u{200D}👩\u{200D}👧", "می\u{200C}خواهم", "", "Grüße"] {
            #expect(excerpts(.hidden, in: text).isEmpty, "\(text)")
        }
    }

    @Test(
        "markup is found",
        arguments: [
            ("<b>Hallo</b>", 2), ("<a href='x'>hier</a>", 2), ("<img src=\"https://x/p.gif\" width=1>", 1),
            ("Hallo&nbsp;Sie", 1), ("[url=http://x]x[/url]", 2), ("1 < 2 & 3 > 2", 0), ("Größe <M>", 0),
            ("AT&T; ja", 0),
            ("<3", 0), ("[b] wie Bertha", 1),
        ])
    func markup(text: String, count: Int) { #expect(excerpts(.markup, in: text).count == count, "\(text)") }

    @Test("emojis are found")
    func decoration() {
        #expect(excerpts(.decoration, in: "Danke 😀!") == ["😀"])
        #expect(excerpts(.decoration, in: "Danke :) © 2026 – „gut“") == [])
    }
}
