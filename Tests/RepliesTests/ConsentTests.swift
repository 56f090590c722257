import Domain
import MIME
import Replies
import Testing

@Suite("Consent with ok")
struct ConsentTests {
    private let ticket: TicketFixture
    private let quoted: String

    init() throws {
        ticket = try #require(TicketFixture(.de))
        quoted =
            "\n\nAm 26.11.26 um 10:05 schrieb Ticket Bridge:\n" + ticket.lines.map { "> \($0)" }.joined(separator: "\n")
            + "\n"
    }

    /// As text, as HTML with a line break for each line, and as both.
    private func readings(_ text: String, from: String) -> [ReplyExtraction] {
        let html =
            "<div dir=\"ltr\">\(text.replacing("\n", with: "<br>\n"))</div><br><div class=\"gmail_quote\">"
            + "<blockquote class=\"gmail_quote\">\(ticket.html())</blockquote></div>"
        return [(text + quoted, nil), (nil, html), (text + quoted, html), (text, nil)]
            .map { replyMail(text: $0, html: $1, from: from).reply(to: [ticket.sent]) }
    }

    private static let anna = "Anna Berg <a.berg@lampert.example>"

    @Test(
        "the word alone, with greeting, formula, name and signature",
        arguments: [
            "ok", "OK", "Okay", "ok!", "Ok.", "o.k.", "*OK*", "„ok“", "ok,", "\n\n  okay  \n\n", "ok 👍",
            "Hallo,\nok", "Hallo zusammen,\n\nok\n", "Dear team,\nok", "ok\nAnna", "ok\n\nanna", "ok\n\nAnna B.",
            "ok\n\nViele Grüße\nAnna", "ok\n\nViele Grüße, Anna", "ok\nlg anna", "OK.\n\nMfG\nA. Berg",
            "Guten Morgen,\n\nok\n\nMit freundlichen Grüßen\n\ni. A. Anna Berg\nKundenservice",
            "ok\n\nDanke und viele Grüße aus Kiel\nAnna", "ok\n\nVielen Dank!",
            "ok\n\nKind regards,\nAnna Berg\nCustomer Care",
            "ok\n\nThanks and best regards\nAnna", "ok\n\nThanks a lot",
            "Goedemiddag,\nok\n\nMet vriendelijke groet,\nAnna",
            "Bonjour,\nok\n\nBien cordialement\nAnna", "Dzień dobry,\nok\n\nZ poważaniem\nAnna",
            "ok\n\nVon meinem iPhone gesendet", "ok\n\n-- \nAnna Berg\nLampert Leuchten GmbH",
            "ok\n\nAnna Berg\nLampert Leuchten GmbH\nAm Hafen 3, 24103 Kiel\nTel. 0431 5550177",
            "ok\nAnna Berg\nLampert Leuchten GmbH\nAm Hafen 3, 24103 Kiel\nTel. 0431 5550177",
            "ok\nLampert Leuchten GmbH\nAm Hafen 3, 24103 Kiel\nTel. 0431 5550177",
        ])
    func given(text: String) {
        for result in readings(text, from: Self.anna) {
            #expect(result.isConsent, "\(text.debugDescription) \(result)")
        }
    }

    @Test(
        "any further word is an answer",
        arguments: [
            "", "Hallo,", "Viele Grüße\nAnna", "ja", "yes", "oui", "tak", "ok?", "okidoki", "ok 5", "not ok",
            "nicht ok",
            "ok, but tell him that it takes a week", "ok, aber ohne Rabatt", "ok\naber ohne Rabatt", "ok\n\nNein",
            "ok\n\nBut tell him no", "ok\n\nViele Grüße\nAnna\n\nPS: Bitte ohne Rabatt.",
            "ok\nViele Grüße\nAnna\nErst morgen",
            "ok\n\nDanke und bitte erst morgen senden", "ok\nthanks, but no refund", "Das ist ok", "ok so", "ok\n\n???",
            "ok\n\nMorgen", "ok\n\nDas Paket kommt morgen.", "Hallo Anna, das ist ok", "ok\n\nstatt 5 EUR bitte 10",
            "ok\nfor all of you", "#note ok", "#resolved\nok", "ok\n\n#note mit Jan klären",
            "ok\nbut use x@y.example instead",
            "ok\n\nViele Grüße\nAnna\n\nBitte sagen Sie ihm, dass es keine Erstattung gibt.\n\nLampert GmbH\nTel. 0431 5550177",
        ])
    func notGiven(text: String) {
        for result in readings(text, from: Self.anna) {
            #expect(!result.isConsent, "\(text.debugDescription) \(result)")
        }
    }

    @Test("every client, signed, in every language", arguments: Client.allCases, AgentLanguage.allCases)
    func clients(client: Client, language: AgentLanguage) throws {
        let ticket = try #require(TicketFixture(language))
        let known = AgentFixture(language)
        for (word, isConsent) in [("ok", true), ("ok, 5 EUR", false)] {
            let agent = AgentFixture(answer: [word], closing: known.closing, letterhead: known.letterhead)
            let bodies = client.reply(agent, ticket, signed: true, marks: true)
            for (text, html) in [(bodies.text, nil), (nil, bodies.html)] where text != nil || html != nil {
                let result = replyMail(text: text, html: html).reply(to: [ticket.sent])
                #expect(result.isConsent == isConsent, "\(word), html \(html != nil): \(result)")
            }
        }
    }

    @Test("what was changed in the quote, or differs between the bodies, is no consent")
    func changed() {
        let edited = quoted.replacing(
            "beim Auspacken zerbrochen", with: "beim Auspacken schon völlig zerbrochen, sagen Sie")
        #expect(!replyMail(text: "ok" + edited).reply(to: [ticket.sent]).isConsent)
        #expect(!replyMail(text: "ok" + quoted + "\nUnd die Farbe ist Grün.\n").reply(to: [ticket.sent]).isConsent)
        #expect(!replyMail(text: "nein", html: "<p>ok</p>").reply(to: [ticket.sent]).isConsent)
        #expect(!replyMail(text: "ok", html: "<p>ok, aber ohne Rabatt</p>").reply(to: [ticket.sent]).isConsent)
    }

    @Test("it counts whatever the decision is")
    func held() {
        let text = "ok\nLampert Leuchten GmbH\nAm Hafen 3, 24103 Kiel\nTel. 0431 5550177"
        let result = replyMail(text: text + quoted).reply(to: [ticket.sent])
        #expect(result.decision == .hold(.onlySignature))
        #expect(result.isConsent)
    }

    @Test(
        "a code behind the word is read, and never goes to a buyer",
        arguments: [
            ("ok 7F3K2M", "7F3K2M"), ("OK 7f3k2m", "7F3K2M"), ("ok 7F3-K2M.", "7F3K2M"), ("ok: (7F3K2M)", "7F3K2M"),
            ("okay 7F3K2M\n\nViele Grüße\nAnna", "7F3K2M"), ("Hallo,\nok 7F3K2M", "7F3K2M"),
            ("ok\n7F3K2M\nAnna", "7F3K2M"),
        ])
    func code(text: String, code: String) {
        for result in readings(text, from: Self.anna) {
            #expect(result.isConsent && result.consentCode == code, "\(text.debugDescription) \(result)")
            #expect(result.decision != .relay)
        }
    }

    @Test("words around a code are no consent, and do not go to a buyer either")
    func aroundCode() {
        for text in ["ok 7F3K2M, but only half", "ok 7F3K2M please wait"] {
            let result = replyMail(text: text).reply()
            #expect(!result.isConsent)
            #expect(result.decision == .hold(.confirmationCode))
        }
        for text in ["ok 12345", "ok thanks", "Das ist ok 7F3K2M"] {
            #expect(replyMail(text: text).reply().decision == .relay, "\(text)")
        }
    }
}
