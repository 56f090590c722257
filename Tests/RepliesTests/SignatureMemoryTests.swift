import Domain
import MIME
import Replies
import TestSupport
import Testing

@Suite("Signature memory")
struct SignatureMemoryTests {
    private static let history = """


        Am 26.11.26 um 10:05 schrieb Kundin <x@y.example>:
        > Wo bleibt mein Paket?
        """

    /// What is taken from `last` after the `earlier` mails of the same agent were relayed.
    private func text(_ last: String, after earlier: [String], history: String = history) -> String {
        let tails = earlier.map { replyMail(text: $0 + history).reply().ending }
        var options = ExtractionOptions()
        options.learnedSignature = SignatureMemory(Array(tails.reversed()))
        return replyMail(text: last + history).reply(options: options).text
    }

    private static let bodies = [
        "Das Paket kommt morgen.", "Wir haben es verschickt.", "Das tut uns leid.", "Ja, gern.",
    ]

    private func mails(_ ending: String, _ bodies: [String] = bodies) -> [String] {
        bodies.map { "Guten Tag,\n\n\($0)\n\n\(ending)" }
    }

    @Test(
        "a block below closing and name that three mails had is known without any mark",
        arguments: [
            ("Viele Grüße\nAnna Berg\nKundenservice\nBerg Leuchten\nHamburg", "Viele Grüße\nAnna Berg"),
            ("Viele Grüße\n\nAnna Berg\n\nKundenservice\nBerg Leuchten", "Viele Grüße\n\nAnna Berg"),
            ("Kind regards\nKundenservice\nBerg Leuchten\nKiel", "Kind regards\nKundenservice"),
            ("Met vriendelijke groet\nMarieke\nAfdeling Verkoop\nLampenhuis", "Met vriendelijke groet\nMarieke"),
        ])
    func block(ending: String, kept: String) {
        let all = mails(ending)
        #expect(text(all[3], after: Array(all[..<3])).hasSuffix(kept))
        #expect(text(all[3], after: Array(all[..<2])).hasSuffix(ending), "two mails are too few")
    }

    @Test("letterhead in a paragraph of its own is known without a closing")
    func letterhead() {
        let ending = "Kundenservice Berg\nBergweg 4, Kiel\nTel. 0431 123456"
        let all = mails(ending)
        #expect(text(all[3], after: Array(all[..<3])) == "Guten Tag,\n\nJa, gern.")
    }

    @Test(
        "words that an agent says again and again stay",
        arguments: [
            "Wir kümmern uns darum.\nViele Grüße\nAnna", "Wir kümmern uns darum.\n\nViele Grüße\nAnna",
            "Wir melden uns.\nBis bald", "Viele Grüße\nAnna", "Viele Grüße\n\nAnna Berg", "Danke\nAnna",
            "rest folgt separat\nkein Problem", "Viele Grüße\nAnna\nPS: Wir haben morgen geschlossen.",
            "Viele Grüße\nAnna\nrest folgt separat\nkein Problem", "Passt das so?\nOder lieber anders?",
            "Guten Tag,\nalles klar", "Rest folgt separat\nKein Problem",
            "Sie erreichen uns so:\n\nBergweg 4, Kiel\nTel. 0431 123456",
            "Die Nummer des Zustellers:\nTel. 0431 123456\nMo bis Fr 9 bis 17 Uhr",
            "Viele Grüße\nAnna\nWir kümmern uns darum.\nVersprochen!",
        ])
    func kept(ending: String) {
        let all = mails(ending)
        #expect(text(all[3], after: Array(all[..<3])) == text(all[3], after: []))
    }

    @Test("the same whole mail three times keeps its words")
    func sameMail() {
        for body in ["ja\ngeht klar", "Ja\nGeht klar\nAnna", "Hallo\n\nKommt morgen\nViele Grüße\nAnna"] {
            #expect(text(body, after: [body, body, body]) == text(body, after: []))
        }
    }

    @Test("whatever was typed above the closing is never cut")
    func property() {
        var random = SeededGenerator(seed: 20_261_129)
        let said = [
            "Wir kümmern uns darum.", "Das Paket kommt morgen", "Bitte warten Sie noch", "ok", "Ja", "Gern!",
            "Bergweg 4", "Tel. 0431 123456", "Größe M", "Farbe: gelb", "rest folgt", "Nein, leider nicht", "Danke",
        ]
        let blocks = [
            "", "Kundenservice\nBerg Leuchten", "Berg Leuchten\nHamburg\nKiel", "Verkauf\nBergweg 4\nTel. 0431 1234",
        ]
        for _ in 0..<300 {
            // The last lines of the answer are the same in all four mails, as the memory likes it.
            let common = (0..<Int.random(in: 1...4, using: &random)).compactMap { _ in
                said.randomElement(using: &random)
            }
            let block = blocks.randomElement(using: &random) ?? ""
            let ending = common.joined(separator: "\n") + "\n\nViele Grüße\nAnna" + (block.isEmpty ? "" : "\n" + block)
            let all = mails(ending)
            let found = text(all[3], after: Array(all[..<3]))
            #expect(found.hasPrefix("Guten Tag,\n\nJa, gern.\n\n" + common.joined(separator: "\n")), "\(ending)")
            #expect(found.contains("Viele Grüße\nAnna"), "\(ending)")
        }
    }

    @Test("a given signature is cut wherever the client wraps it, and nothing else")
    func given() {
        var options = ExtractionOptions()
        options.signatures = [["Anna Berg aus dem Kundenservice von Berg Leuchten", "Licht seit 1950"]]
        let wrapped = "Ja.\n\nAnna Berg aus dem Kundenservice\nvon Berg Leuchten\n\nLicht seit 1950"
        #expect(replyMail(text: wrapped).reply(options: options).text == "Ja.")
        for other in ["Ja, von Berg Leuchten\nLicht seit 1950", "Licht seit 1950", "Anna Berg"] {
            #expect(replyMail(text: "Ja.\n\n" + other).reply(options: options).text == "Ja.\n\n" + other)
        }
        #expect(replyMail(text: wrapped.dropFirst(5) + "").reply(options: options).decision != .relay)
    }

    // MARK: What is remembered

    private func habit(
        _ standing: ReplyHabit.Standing, client: String = "outlook", method: String = "attribution",
        form: Bool = true, length: Int = 100, tail: [UInt64] = [1, 2, 3]
    ) -> ReplyHabit {
        ReplyHabit(
            at: Timestamp(seconds: 0), agent: "a@x.example", client: client, method: method, isFormOnly: form,
            standing: standing, length: length, tail: tail)
    }

    private static let outlook = MailClient(Message(parsing: Array("X-Mailer: Microsoft Outlook 16.0\r\n\r\nx".utf8)))

    @Test("a form counts once its last three mails were confirmed, with this client only")
    func forms() {
        let confirmed = [habit(.confirmed), habit(.confirmed), habit(.confirmed)]
        func forms(_ habits: [ReplyHabit]) -> Set<ReplyExtraction.Method> {
            ReplyMemory(habits, client: Self.outlook).confirmedForms
        }
        #expect(forms(confirmed) == [.attribution])
        #expect(forms([habit(.relayed)] + confirmed) == [.attribution])
        #expect(forms(Array(confirmed.dropLast())) == [])
        #expect(forms([habit(.asked)] + confirmed) == [])
        #expect(forms(confirmed.dropLast() + [habit(.confirmed, client: "gmail")]) == [])
        #expect(forms(confirmed.dropLast() + [habit(.confirmed, method: "separator")]) == [])
        #expect(forms(confirmed.dropLast() + [habit(.relayed, form: false)]) == [])
    }

    @Test("the usual length is the median of what went out, from five answers on")
    func length() {
        let lengths = [10, 900, 20, 30, 40].map { habit(.relayed, length: $0) }
        #expect(ReplyMemory(lengths, client: Self.outlook).usualLength == 30)
        #expect(ReplyMemory(lengths.dropLast() + [habit(.asked)], client: Self.outlook).usualLength == nil)
    }

    @Test("only what went out with the same client teaches a signature")
    func standing() {
        func knows(_ habits: [ReplyHabit]) -> Bool { ReplyMemory(habits, client: Self.outlook).signature != nil }
        #expect(knows([habit(.relayed), habit(.confirmed), habit(.relayed)]))
        #expect(!knows([habit(.relayed), habit(.asked), habit(.relayed)]))
        #expect(!knows([habit(.relayed), habit(.relayed, client: "ios-mail"), habit(.relayed)]))
        #expect(!knows([habit(.relayed), habit(.relayed, tail: [9, 3]), habit(.relayed)]), "one line in common")
    }

    @Test(
        "the client is known by what it says, by its marks or its host",
        arguments: [
            ("User-Agent: Mozilla Thunderbird\r\nMessage-ID: <a@shop.example>", "x", "thunderbird"),
            ("X-Mailer: Microsoft Outlook 16.0", "x", "outlook"), ("X-Mailer: Apple Mail (2.3774)", "x", "apple-mail"),
            ("X-Mailer: iPhone Mail (21F90)", "x", "ios-mail"), ("User-Agent: FooMail/3.2 (x)", "x", "foomail"),
            ("Message-ID: <CA+x@mail.gmail.com>", "x", "gmail"),
            ("Message-ID: <x@AM0PR01.eurprd01.prod.outlook.com>", "<div id=\"divRplyFwdMsg\">", "outlook-web"),
            (
                "Message-ID: <x@AM0PR01.eurprd01.prod.outlook.com>", "<div id=\"ms-outlook-mobile-signature\">",
                "outlook-mobile"
            ),
            ("Message-ID: <x@AM0PR01.eurprd01.prod.outlook.com>", "<p>x", "exchange"),
            ("Subject: x", "<p>x", "unknown"),
        ])
    func client(header: String, body: String, name: String) {
        let mail = "\(header)\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\(body)"
        #expect(MailClient(Message(parsing: Array(mail.utf8))).name == name)
    }
}
