import Domain
import MIME
import Patterns
import Testing

@testable import Marketplaces

@Suite("Rules of recognition") struct NotificationRuleTests {
    private func rule(_ name: String = "own", _ kind: NotificationKind = .compliance) -> NotificationRule {
        NotificationRule(name: name, kind: kind)
    }

    @Test("an admin's rule comes before the built-in ones and takes what it names")
    func own() throws {
        var own = rule()
        own.marketplaces = ["conrad"]
        own.subject = [try Pattern("(?i)nachricht zum audit (?<order>\\d{6}-[A-Z])")]
        own.body = [
            try Pattern("^Frist: (?<deadline>.*)$"), try Pattern("Listing (?<item>\\d+)"), try Pattern("never"),
        ]
        own.capture = [try Pattern("(?<amount>[\\d.]+,\\d\\d) (?<currency>€)"), try Pattern("von (?<buyer>\\w+)")]
        own.text = NotificationFrame(begin: try Pattern("^Hallo.*$"), end: try Pattern("^Gruß"), cut: [])
        let mail = NotificationMailText(
            from: "x@conrad.de", subject: "Nachricht zum Audit 451264-B",
            body: """
                Hallo Händler,
                Frist: 31.12.2026 14:30
                Listing 4711 von Ben über 1.234,50 €
                Gruß
                """)
        let settings = [
            MarketplaceSettings(
                name: "conrad", connector: .mirakl, senders: ["conrad.de"], orderPattern: "x", clock: "c")
        ]
        let found = try mail.recognised(settings: settings, rules: [own])
        #expect(found.kind == .compliance && found.rule == "own" && found.order == "451264-B")
        #expect(found.details.deadline == Timestamp(iso8601: "2026-12-31T13:30:00Z").map(Recognition.Deadline.at))
        #expect(found.details.item == "4711" && found.buyerName == "Ben")
        #expect(found.details.amount == Money(minorUnits: 123_450, currency: "EUR"))
        #expect(found.text == "Frist: 31.12.2026 14:30\nListing 4711 von Ben über 1.234,50 €")
        own.marketplaces = ["other"]
        #expect(try mail.recognised(settings: settings, rules: [own]).kind == .buyerMessage)
        own.marketplaces = []
        own.connector = .amazon
        #expect(try mail.recognised(settings: settings, rules: [own]).kind == .buyerMessage)
    }

    @Test("the first of several own rules decides; one with a built-in name takes that one's place")
    func order() throws {
        let mail = NotificationMailText(from: "x@shop.mirakl.net", subject: "Vorfall und Nachricht", body: "")
        var first = rule("a", .feedback)
        first.subject = [try Pattern("Nachricht")]
        var second = rule("b", .system)
        second.subject = [try Pattern("Vorfall")]
        #expect(try mail.recognised(rules: [first, second]).kind == .feedback)
        #expect(try mail.recognised(rules: [second, first]).kind == .system)
        var replaced = rule("mirakl-incident", .claimOpen)
        replaced.subject = [try Pattern("never")]
        #expect(try mail.recognised().kind == .claimOpen)
        #expect(try mail.recognised(rules: [replaced]).kind == .buyerMessage)
    }

    @Test("every condition has to be met")
    func conditions() throws {
        let mail = NotificationMailText(
            from: "no-reply@notify.shop.mirakl.net", subject: "Ärger",
            body: "Zeile eins\n> alt 77\nhttps://shop.mirakl.net/audits/12",
            fields: ["X-Kind: audit-7"])
        func isFitting(_ change: (inout NotificationRule) throws -> Void) throws -> Bool {
            var rule = rule()
            try change(&rule)
            return try mail.recognised(rules: [rule]).rule == "own"
        }
        func pattern(_ text: String) throws -> Pattern { try Pattern(text) }
        #expect(try isFitting { $0.header = [.init(name: "x-kind", pattern: try pattern("^audit"))] })
        #expect(try !isFitting { $0.header = [.init(name: "X-Kind", pattern: try pattern("^kit"))] })
        #expect(try !isFitting { $0.header = [.init(name: "X-Other", pattern: try pattern(""))] })
        #expect(try isFitting { $0.from = ["x.example", "shop.mirakl.net"] })
        #expect(try !isFitting { $0.from = ["hop.mirakl.net", "notify.shop.mirakl.net.x"] })
        #expect(try isFitting { $0.fromLocal = [try pattern("^no-?reply$")] })
        #expect(try !isFitting { $0.fromLocal = [try pattern("notify")] })
        #expect(try isFitting { $0.isRelayed = false })
        #expect(try !isFitting { $0.isRelayed = true })
        #expect(try isFitting { $0.subject = [try pattern("x"), try pattern("(?i)^ärger$")] })
        #expect(try !isFitting { $0.subject = [try pattern("eins")] })
        #expect(try isFitting { $0.body = [try pattern("eins$")] })
        #expect(try isFitting { $0.body = [try pattern("alt \\d+")] }, "history is read too")
        #expect(try isFitting { $0.anywhere = [try pattern("eins")] })
        #expect(try isFitting { $0.links = [try pattern("/audits/(?<case>\\d+)$")] })
        #expect(try !isFitting { $0.links = [try pattern("/audits/13")] })
        #expect(
            try !isFitting {
                $0.subject = [try pattern("(?i)ärger")]
                $0.body = [try pattern("zwei")]
            })
        #expect(
            try !isFitting {
                $0.subject = [try pattern("(?i)ärger")]
                $0.orderRequired = true
            })
    }

    @Test("two order numbers in a subject are attached to none and shown all; in a text the first counts")
    func ambiguous() throws {
        let two = NotificationMailText(
            from: "partners@bol.com", subject: "Vraag over bestelling 1234567890 en bestelling 1234567891",
            body: "bestelling 1234567892")
        let found = try two.recognised()
        #expect(found.order == nil && found.orders == ["1234567890", "1234567891"] && found.kind == .ticketNotice)
        let amazon = NotificationMailText(
            from: "donotreply@amazon.de", subject: "Stornierungsanfrage 302-0000002-0000002, 302-0000002-0000003",
            body: "302-0000002-0000004")
        #expect(try amazon.recognised().order == nil)
        #expect(try amazon.recognised().orders.count == 2)
        let text = NotificationMailText(
            from: "partners@bol.com", subject: "Klantvraag", body: "bestelling 1234567890, bestelling 1234567891")
        #expect(try text.recognised().order == "1234567890")
        let same = NotificationMailText(
            from: "x@ebay.de", subject: "12-34567-89012 und 12-34567-89012", body: "")
        #expect(try same.recognised().order == "12-34567-89012")
    }

    @Test("own text counts before quoted history")
    func history() throws {
        var own = rule()
        own.isRelayed = true
        own.capture = [try Pattern("Nr\\. (?<ticket>\\d+)")]
        let mail = NotificationMailText(
            from: "2ab3cd4ef5gh6ij7kl8mn9op0qr1@klantbericht.bol.com", subject: "Re: x",
            body: "neu\nNr. 2\n\nOp 3 aug 2026 schreef X:\n> Nr. 1\n")
        #expect(try mail.recognised(rules: [own]).details.ticket == "2")
        let old = NotificationMailText(
            from: "2ab3cd4ef5gh6ij7kl8mn9op0qr1@klantbericht.bol.com", subject: "Re: x",
            body: "neu\n\nOp 3 aug 2026 schreef X:\n> Nr. 1\n")
        #expect(try old.recognised(rules: [own]).details.ticket == "1")
    }

    @Test(
        "a link that says \"no answer needed\" counts only from the marketplace and over TLS, never from a buyer's words"
    )
    func noReply() throws {
        var own = rule("own", .buyerMessage)
        own.links = [try Pattern("/no-answer\\?(?<noreply>\\S+)")]
        func link(_ body: String, from: String = "x@shop.mirakl.net") throws -> String? {
            try NotificationMailText(from: from, subject: "x", body: body).recognised(rules: [own]).noReplyLink
        }
        #expect(try link("https://shop.mirakl.net/no-answer?t=1&h=2") == "https://shop.mirakl.net/no-answer?t=1&h=2")
        #expect(try link("http://shop.mirakl.net/no-answer?t=1") == nil)
        #expect(try link("https://shop.mirakl.net.evil.example/no-answer?t=1") == nil)
        #expect(
            try link("https://partner.bol.com/no-answer?t=1", from: "2ab3cd4ef5gh6ij7kl8mn9op0qr1@klantbericht.bol.com")
                == nil)
        #expect(
            try link(
                "--- Message ---\nhttps://sellercentral.amazon.de/no-answer?t=forged\n--- End message ---\nhttps://sellercentral.amazon.de/no-answer?t=real",
                from: "a1@marketplace.amazon.de") == "https://sellercentral.amazon.de/no-answer?t=real")
    }

    @Test("words are never cut to nothing")
    func frame() throws {
        let frame = NotificationFrame(begin: try Pattern("^>>$"), end: try Pattern("^<<$"), cut: [try Pattern("^--$")])
        let cases = [
            ("a\n>>\nb\n<<\nc", "b"), ("a\n<<\nb", "a"), (">>\n<<\n", ">>\n<<"), ("a\n>>\nb\n--\nc\n<<", "b"),
            ("a", "a"),
        ]
        for (text, words) in cases { #expect(frame.words(of: PatternText(text)) == words, "\(text)") }
        #expect(frame.words(of: PatternText(" \n")) == nil)
    }

    @Test(
        "deadlines are read as people write them",
        arguments: [
            ("2026-12-31T14:30:00Z", "2026-12-31T14:30:00Z"), ("2026-12-31T14:30:00+01:00", "2026-12-31T13:30:00Z"),
            ("31.12.2026 14:30", "2026-12-31T13:30:00Z"), ("31/12/2026", "2026-12-31T22:59:00Z"),
            ("2026-07-01", "2026-07-01T21:59:00Z"), ("1.7.2026, 9:05 Uhr", "2026-07-01T07:05:00Z"), ("32.1.2026", nil),
            ("31.12.", nil), ("soon", nil), ("99999999999.1.2026", nil),
        ] as [(String, String?)])
    func deadlines(text: String, instant: String?) throws {
        var own = rule()
        own.subject = [try Pattern("due (?<deadline>.+)")]
        let mail = NotificationMailText(from: "x@shop.mirakl.net", subject: "due \(text)", body: "")
        let wanted = instant.flatMap { Timestamp(iso8601: $0) }.map(Recognition.Deadline.at)
        #expect(try mail.recognised(rules: [own]).details.deadline == wanted)
    }

    @Test(
        "summer time of central Europe begins and ends on Sundays at 01:00 UTC",
        arguments: [
            ("2026-03-29T01:59:00Z", "2026-03-29T00:59:00Z"), ("2026-03-29T03:00:00Z", "2026-03-29T01:00:00Z"),
            ("2026-10-25T01:59:00Z", "2026-10-24T23:59:00Z"), ("2026-10-25T03:00:00Z", "2026-10-25T02:00:00Z"),
            ("2027-03-28T03:00:00Z", "2027-03-28T01:00:00Z"), ("2024-10-27T04:00:00Z", "2024-10-27T03:00:00Z"),
            ("2026-01-01T00:30:00Z", "2025-12-31T23:30:00Z"),
        ])
    func clock(local: String, instant: String) throws {
        let seconds = try #require(Timestamp(iso8601: local)).seconds
        #expect(Timestamp(seconds: LocalClock.centralEurope.instant(seconds)).description == instant)
    }

    @Test(
        "amounts are read as people write them",
        arguments: [
            ("119,00", "€", "119.00 EUR"), ("1.234,50", "EUR", "1234.50 EUR"), ("1,234.50", "£", "1234.50 GBP"),
            ("1 234,50", "zł", "1234.50 PLN"), ("12", "Kč", "12.00 CZK"), ("1.234", "€", "1234.00 EUR"),
            ("12,00", "stones", nil), ("", "€", nil), ("1234567890123456789012", "€", nil),
        ] as [(String, String, String?)])
    func amounts(text: String, currency: String, money: String?) {
        #expect(Money(written: text, currency: currency)?.description == money)
    }
}
