import Domain
import MIME
import Testing

@testable import Marketplaces

@Suite("Recognition of notifications") struct RecognitionTests {
    static let proof = "Authentication-Results: mx.seller.example; dmarc=pass header.from=marketplace.amazon.de"

    private func recognise(
        _ fields: [String], _ body: String = "", settings: [MarketplaceSettings] = [],
        host: String? = "mx.seller.example"
    ) throws -> Recognition {
        let mail = fields.joined(separator: "\r\n") + "\r\n\r\n" + body.replacing("\n", with: "\r\n")
        return try NotificationRecogniser(settings: settings, authservID: host).recognise(
            Message(parsing: Array(mail.utf8)))
    }

    private static let framed = """
        Sie haben eine Nachricht erhalten.
        # 302-0000002-0000002:
        1 / Kanne [ASIN: B0SAMPLE01]

        ------------- Nachricht: -------------

        Wo bleibt es?
        ------------- Ende der Nachricht -------------
        Und: https://sellercentral.amazon.de/messaging/no-response-needed?t=forged

        ------------- Ende der Nachricht -------------

        Fall lösen https://sellercentral.amazon.de/messaging/no-response-needed?t=real&h=1
        https://sellercentral.amazon.de.evil.example/messaging/no-response-needed?t=foreign
        https://sellercentral.amazon.de/messaging/inbox?fi=caseId&ss=1111-2222&cc=3333-4444
        """
    private static let buyer = [
        "From: Jette - Amazon Marketplace <alias123@marketplace.amazon.de>",
        "Reply-To: alias123+abcd-efgh-1234@marketplace.amazon.de", "To: a@seller.example",
        "Content-Type: text/plain; charset=utf-8",
    ]

    @Test("a buyer's message at Amazon: text, order, case, alias, name and the one true link")
    func buyer() throws {
        let found = try recognise([Self.proof] + Self.buyer, Self.framed)
        #expect(found.standing == .proven)
        #expect(found.marketplace == "amazon" && found.kind == .buyerMessage)
        #expect(found.order == "302-0000002-0000002")
        #expect(found.thread == "abcd-efgh-1234")
        #expect(found.relayAddress?.text == "alias123+abcd-efgh-1234@marketplace.amazon.de")
        #expect(found.buyerName == "Jette")
        #expect(
            found.links == [
                .noReplyNeeded("https://sellercentral.amazon.de/messaging/no-response-needed?t=real&h=1"),
                .portal("https://sellercentral.amazon.de/messaging/inbox?fi=caseId&ss=1111-2222&cc=3333-4444"),
            ])
        let text = try #require(found.text)
        #expect(text.hasPrefix("Wo bleibt es?") && text.contains("------------- Ende der Nachricht -------------"))
        #expect(!text.contains("forged"))
    }

    @Test("an order that only the buyer writes of is not the message's")
    func mentionedOrder() throws {
        let other = Self.framed.replacing("Wo bleibt es?", with: "Wie bei 305-1111111-1111111?")
        #expect(try recognise([Self.proof] + Self.buyer, other).order == "302-0000002-0000002")
        let presale = other.replacing("# 302-0000002-0000002:\n", with: "")
        let found = try recognise([Self.proof] + Self.buyer, presale)
        #expect(found.order == nil && found.text?.contains("305-1111111-1111111") == true)
        #expect(found.relayAddress != nil)
        let subject = ["Subject: Frage (Bestellung: 303-2222222-2222222)"]
        #expect(try recognise([Self.proof] + Self.buyer + subject, presale).order == "303-2222222-2222222")
        #expect(try recognise([Self.proof] + Self.buyer, "305-1111111-1111111").order == nil, "no frame at all")
        let behind = presale + "\n305-1111111-1111111"
        #expect(try recognise([Self.proof] + Self.buyer, behind).order == nil, "behind the frame")
    }

    @Test("a copy of an answer is the answer's words; its order is the one that the relay mail added")
    func ownCopy() throws {
        let fields = [
            "From: donotreply@amazon.com", "X-Space-Notification-Type: BBC_MESSAGE_CONFIRMATION_TO_MERCHANT",
            "Subject: Ihre E-Mail an Jette", "Content-Type: text/plain; charset=utf-8",
        ]
        func copy(_ answer: String) throws -> Recognition {
            try recognise(
                fields,
                "------------- Nachricht -------------\n\n\(answer)\n------------- Ende der Nachricht -------------\nFuß 306-9999999-9999999\n"
            )
        }
        let full = try copy("Wie bei 305-1111111-1111111.\nGruß\n\n# 302-0000002-0000002\n\n> Wo bleibt es?\n> 1\n")
        #expect(full.kind == .ownCopy && full.order == "302-0000002-0000002" && full.buyerName == "Jette")
        #expect(full.text == "Wie bei 305-1111111-1111111.\nGruß")
        #expect(try copy("zu 305-1111111-1111111").order == "305-1111111-1111111")
        #expect(try copy("zu 305-1111111-1111111 und 302-0000002-0000002").order == nil)
        #expect(try copy("ohne").order == nil)
        #expect(try copy("# 302-0000002-0000002").text == "# 302-0000002-0000002", "never empty")
    }

    @Test("the case comes from the footer where the alias has none")
    func linkedCase() throws {
        let fields = Self.buyer.filter { !$0.hasPrefix("Reply-To") }
        #expect(try recognise([Self.proof] + fields, Self.framed).thread == "3333-4444")
    }

    @Test(
        "proof is the topmost field of the own host, for the sender's own domain",
        arguments: [
            ("dmarc=pass header.from=marketplace.amazon.de", true), ("dmarc=pass header.from=amazon.de", false),
            ("dmarc=pass", false), ("dkim=pass header.d=amazon.de", true), ("dkim=pass header.i=@amazon.de", true),
            ("dkim=pass header.d=amazonses.com", false), ("dkim=pass header.d=de", false),
            ("dkim=fail header.d=amazon.de", false),
            ("spf=pass smtp.mailfrom=amazon.de", false),
            ("dmarc=pass header.from=marketplace.amazon.de.evil.example", false),
            ("dmarc=fail (dmarc=pass header.from=marketplace.amazon.de) header.from=marketplace.amazon.de", false),
            ("none", false),
        ])
    func proof(results: String, isProven: Bool) throws {
        let fields = ["Authentication-Results: mx.seller.example; \(results)"] + Self.buyer
        #expect(try recognise(fields, Self.framed).standing == (isProven ? .proven : .unproven))
        #expect(try recognise(fields, Self.framed, host: nil).standing == .unproven)
        #expect(try recognise(fields, Self.framed, host: "mx.other.example").standing == .unproven)
    }

    @Test("two senders prove nothing")
    func twoSenders() throws {
        let mail = try recognise([Self.proof] + Self.buyer + ["From: x@evil.example"], Self.framed)
        #expect(mail.standing == .unproven && mail.relayAddress == nil && mail.links.isEmpty)
        let list = ["From: alias123@marketplace.amazon.de, x@evil.example"] + Self.buyer.dropFirst()
        #expect(try recognise([Self.proof] + list, Self.framed).standing == .unproven)
    }

    @Test(
        "look-alikes claim to be a marketplace",
        arguments: [
            "x@marketplace.amazon.de.evil.example", "x@marketplace.amazon.evil.x", "x@marketplace-amazon.de",
            "\"a@marketplace.amazon.de\" <x@evil.example>", "Kaufland <x@kaufland-marktplatz.de.evil.example>",
            "x@members.ebay.de.evil.example", "x@notification.mirakl.net.evil.example",
        ])
    func lookAlike(sender: String) throws {
        let fields = ["From: \(sender)", "To: a@seller.example", "Subject: Frage"]
        #expect(try recognise(fields, "Hallo").standing == .unproven)
    }

    @Test(
        "ordinary mail stays ordinary",
        arguments: [
            ("Karin <karin@privat.example>", "Mittagessen?", "Freitag 12:30"),
            ("bahn@bahn.example", "Ihr Ticket 00112345678", "Ticket 00112345678"),
            ("p@papier.example", "Rechnung", "zu Ihrer Bestellung 4500123456"),
            ("b@seller.example", "Frage zu 305-7654321-1234567", "Kümmerst du dich?"), ("", "", ""),
            ("mia@bolderberg.example", "bol", "x"), ("a@amazonas-reisen.example", "Amazonas", "Reise 1234567890"),
        ])
    func ordinary(sender: String, subject: String, text: String) throws {
        let found = try recognise(["From: \(sender)", "To: service@seller.example", "Subject: \(subject)"], text)
        #expect(found.standing == .ordinary && found.marketplace == nil)
    }

    @Test("a colleague's forward from the own house is ordinary, from elsewhere it is a claim")
    func forward() throws {
        let proof = "Authentication-Results: mx.seller.example; dmarc=pass header.from=seller.example"
        let fields = ["From: anna@seller.example", "To: a@seller.example", "Content-Type: text/plain; charset=utf-8"]
        #expect(try recognise([proof] + fields, Self.framed).standing == .ordinary)
        #expect(try recognise(fields, Self.framed).standing == .unproven)
    }

    @Test("a stranger among his own receivers is not of the own house, where that is known")
    func strangerInCc() throws {
        let house = ["anna@seller.example"].compactMap { EmailAddress($0) }
        func standing(_ domain: String) throws -> Recognition.Standing {
            let mail =
                "Authentication-Results: mx.seller.example; dmarc=pass header.from=\(domain)\nFrom: x@\(domain)\nTo: a@seller.example\nCc: box@\(domain)\nContent-Type: text/plain\n\n\(Self.framed)"
            return try NotificationRecogniser(settings: [], authservID: "mx.seller.example", house: house).recognise(
                Message(parsing: Array(mail.replacing("\n", with: "\r\n").utf8))
            ).standing
        }
        #expect(try standing("evil.example") == .unproven)
        #expect(try standing("seller.example") == .ordinary)
    }

    @Test(
        "a field that decides and stands twice proves nothing: a signature covers only the lower one",
        arguments: [
            "Subject: Bestellung 302-1111111-2222222", "Reply-To: x@evil.example", "To: b@seller.example",
            "Content-Type: text/html", "X-Space-Notification-Type: BBC_MESSAGE_CONFIRMATION_TO_MERCHANT",
            "X-Marketplace-ID: A1PA6795UKMFR9", "Date: Mon, 12 Oct 2026 20:38:11 +0000", "Message-ID: <a@b.example>",
        ])
    func doubledField(field: String) throws {
        let others = [
            "Subject: Frage", "Date: Mon, 12 Oct 2026 20:38:12 +0000", "Message-ID: <b@b.example>",
            "X-Space-Notification-Type: BBC_MESSAGE_SENT_TO_MERCHANT", "X-Marketplace-ID: A1PA6795UKMFR9",
        ]
        #expect(try recognise([Self.proof] + Self.buyer + others, Self.framed).standing == .proven)
        #expect(try recognise([Self.proof, field] + Self.buyer + others, Self.framed).standing == .unproven)
    }

    @Test("of several accounts the recipient decides, then country or portal, else none")
    func accounts() throws {
        func account(_ name: String, recipient: String? = nil, country: String? = nil) -> MarketplaceSettings {
            MarketplaceSettings(
                name: MarketplaceName(name), connector: .amazon,
                recipients: [recipient.flatMap { EmailAddress($0) }].compactMap { $0 },
                clock: "c", options: country.map { ["marketplace_id": $0] } ?? [:])
        }
        let mail = [Self.proof, "X-Marketplace-ID: A1PA6795UKMFR9"] + Self.buyer
        func chosen(_ settings: MarketplaceSettings...) throws -> String? {
            try recognise(mail, Self.framed, settings: settings).marketplace?.text
        }
        #expect(try chosen(account("one")) == "one")
        #expect(
            try chosen(account("one", recipient: "a@seller.example"), account("two", recipient: "b@seller.example"))
                == "one")
        #expect(try chosen(account("one", recipient: "b@seller.example"), account("two")) == "two")
        #expect(try chosen(account("it", country: "APJ6JRA9NG5V4"), account("de", country: "A1PA6795UKMFR9")) == "de")
        #expect(try chosen(account("one"), account("two")) == nil)
    }

    @Test("an operator's own domain and order pattern")
    func mirakl() throws {
        let settings = MarketplaceSettings(
            name: "conrad", connector: .mirakl, url: "https://conrad.mirakl.net", senders: ["conrad.example"],
            orderPattern: "Nr\\. (?<order>[0-9]{6})", clock: "c")
        let fields = [
            "Authentication-Results: mx.seller.example; dmarc=pass header.from=news.conrad.example",
            "From: no-reply@news.conrad.example", "To: a@seller.example", "Subject: Neue Nachricht",
        ]
        let text = """
            Bestellung Nr. 451264, Kunde wartet.
            https://conrad.mirakl.net/mmp/shop/order/959b6845-0000-46ab-9bad-631442646913
            https://conrad.mirakl.net/mmp/shop/messages/959b6845-6200-46ab-9bad-631442646913
            """
        let found = try recognise(fields, text, settings: [settings])
        #expect(found.standing == .proven && found.marketplace == "conrad" && found.kind == .buyerMessage)
        #expect(found.order == "451264" && found.thread == "959b6845-6200-46ab-9bad-631442646913")
    }

    @Test("a pattern that is none is named", arguments: ["(", "[a-", "(?<order"])
    func pattern(pattern: String) {
        #expect(throws: OrderPattern.SyntaxError.self) { try OrderPattern(pattern) }
        let settings = MarketplaceSettings(name: "m", connector: .mirakl, orderPattern: pattern, clock: "c")
        #expect(throws: OrderPattern.SyntaxError.self) {
            try NotificationRecogniser(settings: [settings], authservID: nil)
        }
    }

    @Test("a pattern's match stands alone")
    func standsAlone() throws {
        let pattern = try OrderPattern("[A-Z0-9_]{5,}-[A-Z]")
        #expect(pattern.numbers(in: "451264-A, 451264-AB x451264-A 998877-B.") == ["451264-A", "998877-B"])
    }

    @Test("a text is cut between scalars", arguments: 0...12)
    func bounded(limit: Int) {
        let cut = "aé€😀b".boundedUTF8(limit)
        #expect("aé€😀b".hasPrefix(cut) && cut.utf8.count <= limit && limit - cut.utf8.count < 4)
        #expect(("e" + String(repeating: "\u{301}", count: 100)).boundedUTF8(limit).utf8.count <= limit)
    }

    @Test(
        "long and repetitive mails are read without traps",
        arguments: [
            "-", "---\n", "--- Message ---\n", "--- Message --- x ", "https://sellercentral.amazon.de/x?y ", "https://",
            "> x\n",
            "\n", "Von: x\n", "Am 1 schrieb:\n", "communicationName=ABCDE&", "a@b ", "<pre style=\"-o-pre-wrap\">",
            "e\u{301}",
            "\u{301}", "123-1234567-", "[", "=C3",
        ])
    func hostile(piece: String) throws {
        let body = String(repeating: piece, count: 30_000 / piece.utf8.count)
        for type in ["text/plain", "text/html"] {
            let fields = ["From: a1@marketplace.amazon.de", "Content-Type: \(type); charset=utf-8"]
            #expect(try recognise(fields, body).kind == .buyerMessage)
            _ = try recognise(
                ["From: x@shop.mirakl.net", "Subject: \(piece.filter { !$0.isNewline })"] + fields.dropFirst(), body)
            _ = try recognise(["From: x@kaufland-marktplatz.de"] + fields.dropFirst(), body)
            _ = try recognise(["From: x@evil.example"] + fields.dropFirst(), body)
        }
    }

    @Test(
        "shapes of order and ticket numbers",
        arguments: [
            ("MB7UWLD", true), ("MB7UWLD-2", true), ("MESSAGE", false), ("MB7UWL", false), ("mb7uwld", false),
            ("M12345678", true),
            ("M1234567890", false),
        ])
    func kauflandOrder(word: String, fits: Bool) { #expect(IDShape.isKauflandOrder(word) == fits) }

    @Test(
        "shapes of Mirakl's order numbers",
        arguments: [
            ("2500000001-A", true), ("12345_123456789-A", true), ("123-ABCDEF1234-A", true), ("Order_00010-A", true),
            ("Kunden-ID", false), ("A-1001", false), ("2026-11-20", false),
        ])
    func miraklOrder(word: String, fits: Bool) { #expect(IDShape.isMiraklOrder(word) == fits) }
}
