import ContentRules
import Domain
import Testing

@Suite("Links, addresses and phone numbers")
struct ContactRulesTests {
    @Test(
        "web addresses are found however they are written",
        arguments: [
            ("Mehr auf www.firma.example dort.", "www.firma.example"),
            ("Siehe https://firma.example/anleitung.pdf", "https://firma.example/anleitung.pdf"),
            ("Siehe firma.de/anleitung", "firma.de/anleitung"),
            ("Im Shop seller-shop.de gibt es mehr.", "seller-shop.de"), ("Besuchen Sie SHOP.DE!", "SHOP.DE"),
            ("Nur bei „seller-shop.de“ erhältlich", "seller-shop.de"), ("Zie mijn-winkel.nl.", "mijn-winkel.nl"),
            ("seller-shop (punkt) de", "seller-shop (punkt) de"), ("sellershop punkt de", "sellershop punkt de"),
            ("our shop is sellershop dot com", "sellershop dot com"), ("mijnwinkel[.]nl", "mijnwinkel[.]nl"),
            ("sell\u{200B}er-shop.de", "sell\u{200B}er-shop.de"), ("ｓｅｌｌｅｒ.de", "ｓｅｌｌｅｒ.de"),
            ("Siehe müller-shop.de", "müller-shop.de"), ("wa.me/4943112345", "wa.me/4943112345"),
        ])
    func links(text: String, found: String) { #expect(excerpts(.link, in: text) == [found]) }

    @Test(
        "what only looks like one is none",
        arguments: [
            "Danke.Es kommt morgen.", "z.B. am 01.12. oder 02.12.", "Das ist der Punkt. De facto ja.",
            "Le point de vente est fermé.", "Siehe rechnung.pdf im Anhang", "und/oder 7/8", "danke.es kommt morgen",
            "Version 2.5 bzw. 3.1.", "5.de", "an diesem Punkt es zu lassen", "Das Paket ist da...de facto",
            "anna@example.com",
        ])
    func noLinks(text: String) { #expect(excerpts(.link, in: text) == []) }

    @Test("links of allowed hosts go out, those that only resemble them do not")
    func allowed() {
        let allowed = ["dhl.de", "amazon.de"]
        for text in [
            "https://www.dhl.de/x?id=1", "dhl.de", "Siehe DHL.de!", "www.dhl.de, heute", "(https://dhl.de/x).",
            "https://amazon.de:443/x",
        ] {
            #expect(excerpts(.link, in: text, allowing: allowed) == [], "\(text)")
        }
        let fakes = [
            "https://dhl.de.evil.example/x", "https://xdhl.de/x", "https://dhl.de@evil.example/",
            "https://evil.example/dhl.de", "https://evil.example?dhl.de", "amazon-de.shop",
        ]
        for text in fakes { #expect(!excerpts(.link, in: text, allowing: allowed).isEmpty, "\(text)") }
    }

    @Test("the agent's own domain counts as a link, but not once more in an address")
    func ownDomain() {
        var facts = ContentFacts()
        facts.ownDomains = ["lampert.firma"]
        #expect(excerpts(.link, in: "Unser Shop heißt Lampert.Firma.", facts: facts) == ["Lampert.Firma"])
        #expect(excerpts(.link, in: "an info@lampert.firma", facts: facts) == [])
    }

    @Test(
        "mail addresses are found, also disguised ones",
        arguments: [
            ("Schreiben Sie an service@firma.example.", "service@firma.example."),
            ("anna (at) seller punkt example", "anna (at) seller punkt example"),
            ("anna(at)seller.de", "anna(at)seller.de"), ("anna [ät] seller [punkt] de", "anna [ät] seller [punkt] de"),
            ("anna at seller dot com", "anna at seller dot com"), ("anna @ seller . de", "anna @ seller . de"),
            ("jan apenstaartje winkel punt nl", "jan apenstaartje winkel punt nl"),
            ("paul arobase boutique point fr", "paul arobase boutique point fr"),
            ("ewa małpa sklep kropka pl", "ewa małpa sklep kropka pl"),
            ("klaus Klammeraffe laden.de", "klaus Klammeraffe laden.de"),
            ("an\u{AD}na＠seller.de", "an\u{AD}na＠seller.de"),
        ])
    func addresses(text: String, found: String) { #expect(excerpts(.address, in: text) == [found]) }

    @Test(
        "what only looks like one is none",
        arguments: [
            "We arrive at amazon.de tomorrow.", "Je 3 Stück @ 5 Euro", "look at point 3", "Siehe (a) und (b).",
            "Das @-Zeichen fehlt", "at that point com is down",
        ])
    func noAddresses(text: String) { #expect(excerpts(.address, in: text) == []) }

    @Test("the buyer's alias may stand in the text")
    func alias() {
        var facts = ContentFacts()
        facts.allowedAddresses = ["abc123@marketplace.amazon.de"]
        #expect(excerpts(.address, in: "an ABC123@marketplace.amazon.de.", facts: facts) == [])
        #expect(excerpts(.address, in: "an abc124@marketplace.amazon.de.", facts: facts).count == 1)
    }

    @Test(
        "phone numbers are found",
        arguments: [
            ("Rufen Sie uns an: 0431 5550177.", "0431 5550177"), ("Unsere Nummer: +49 431 5550177", "+49 431 5550177"),
            ("Tel. 5550177", "5550177"), ("Appelez le 03 55 50 01 23.", "03 55 50 01 23"),
            ("Bel 0800/123 45 67", "0800/123 45 67"), ("０４３１ ５５５０１７７", "０４３１ ５５５０１７７"),
        ])
    func phones(text: String, found: String) { #expect(excerpts(.phone, in: text) == [found]) }

    @Test(
        "other numbers are none",
        arguments: [
            "Die Sendungsnummer lautet 00340434161094021501.", "Bestellung 302-1234567-7654321 ist unterwegs.",
            "Ihre eBay-Nummer 03-12345-67890 haben wir.", "Lieferung am 24.11.2026 zwischen 08:00 und 12:00 Uhr.",
            "IBAN DE02 1203 0000 0000 2020 51 wurde belastet.", "Artikel 4006381333931, 49,90 EUR.",
            "Maße 120 x 80 x 0,5 cm, Nr. 0815", "Die Teile 12-34/56 und/oder 7/8 passen.",
        ])
    func noPhones(text: String) { #expect(excerpts(.phone, in: text) == []) }

    @Test("the place is named in lines and characters of the text as it stands")
    func place() throws {
        var policy = ContentPolicy()
        policy[.link] = .refuse
        let findings = ContentCheck(policy).findings(in: "Guten Tag,\n\nGrüße – siehe \u{200B}müller.de, danke")
        let finding = try #require(findings.first)
        #expect(finding == Finding(rule: .link, action: .refuse, excerpt: "müller.de", line: 3, column: 16))
    }

    @Test("the buyer's own words above an answer are not looked at")
    func quoted() { #expect(excerpts(.link, in: "> siehe www.firma.example\nJa.") == []) }
}
