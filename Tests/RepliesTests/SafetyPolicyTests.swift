import Domain
import MIME
import Replies
import Testing

@Suite("What is held instead of relayed")
struct SafetyPolicyTests {
    private let ticket: TicketFixture
    private let quoted: String

    init() throws {
        ticket = try #require(TicketFixture(.de))
        quoted =
            "\n\nAm 26.11.26 um 10:05 schrieb Ticket Bridge:\n" + ticket.lines.map { "> \($0)" }.joined(separator: "\n")
            + "\n"
    }

    private func decision(_ text: String, _ options: ExtractionOptions = .init(), html: String? = nil)
        -> ReplyExtraction.Decision
    {
        replyMail(text: text, html: html).reply(to: [ticket.sent], options: options).decision
    }

    @Test(
        "short replies without content",
        arguments: [
            ("", HoldReason.empty), ("Guten Tag Frau Ostermann,", .onlyGreeting), ("Hallo,\n", .onlyGreeting),
            ("Viele Grüße\nJonas Lampert", .onlySignature),
            ("-- \nJonas Lampert\nLampert Leuchten GmbH", .onlySignature),
        ])
    func nothing(text: String, reason: HoldReason) { #expect(decision(text + quoted) == .hold(reason)) }

    @Test(
        "a token never goes out, wherever it was copied from",
        arguments: [
            "Siehe [mb:abcdefghijklmnopqrstuvwx23].", "Betreff: [Conrad 1-A] Frage [MB:ABCDEFGHIJKLMNOPQRSTUVWX23]",
            "Es geht um <mb-abcdefghijklmnopqrstuvwx23.0@seller.example>.",
        ])
    func tokens(text: String) { #expect(decision(text + quoted) == .hold(.bridgeText)) }

    @Test("what only looks a little like one does", arguments: ["Das Kabel mb-abc.2 kommt.", "500 mb-Paket: [MB] ja."])
    func noTokens(text: String) { #expect(decision(text + quoted) == .relay) }

    @Test(
        "a hold names the line that it is about",
        arguments: [
            ("#clsoe\nJa.", HoldReason.unknownCommand, "#clsoe", nil), ("Ja.\n#close", .commandBelow, "#close", nil),
            ("#note intern\n\nUnd dies?", .unclearNote, "Und dies?", nil),
            (
                "Ja.\nMfG\nJonas\nIch rufe Sie morgen gern noch an.\nLampert GmbH\nTel. 0431 123456", .textInSignature,
                "Ich rufe Sie morgen gern noch an.", 4
            ),
        ] as [(String, HoldReason, String, Int?)])
    func place(text: String, reason: HoldReason, excerpt: String, line: Int?) {
        let result = replyMail(text: text + quoted).reply(to: [ticket.sent])
        #expect(result.decision == .hold(reason))
        #expect(result.place?.excerpt == excerpt && result.place?.line == line)
    }

    @Test("what was left out is shown without what the bridge had sent")
    func foreign() {
        let result = replyMail(text: "Ja, gern.\n\n-- \nJonas\nLampert Leuchten" + quoted).reply(to: [ticket.sent])
        #expect(result.foreign.contains("Lampert Leuchten") && result.foreign.contains("[…]"))
        for line in ticket.lines where line.utf8.count > 12 { #expect(!result.foreign.contains(line), "\(line)") }
        #expect(result.removed.contains(ticket.customer[1]))
    }

    @Test("our own text is never sent back")
    func sameAsSent() {
        let answer = ticket.customer[1] + "\n" + ticket.customer[2]
        #expect(decision(answer) != .relay)
        #expect(decision("Ihre Frage: " + ticket.customer[1] + "\nJa, das ersetzen wir." + quoted) == .relay)
    }

    @Test(
        "a command is new though a mail has its words behind a label or without its sign, and not if it is a line of ours"
    )
    func command() {
        let offered = "#refund 1: 25.00 EUR"
        let lines = [
            SentMail.Line("Erstattung: \(offered)", .internal), .init("Close", .head), .init("#status", .head),
        ]
        let sent = SentMail(lines: ticket.sent.lines + lines)
        func decision(_ text: String) -> ReplyExtraction.Decision { replyMail(text: text).reply(to: [sent]).decision }
        for command in [offered, "#close", "#close\n\(offered)"] {
            for rest in ["", quoted + lines.map { "> \($0.text)\n" }.joined()] {
                #expect(decision(command + rest) == .ignore(.commandsOnly), "\(command)\(rest)")
            }
        }
        #expect(decision("#status") == .hold(.sameAsSent))
    }

    @Test(
        "what belongs to the bridge or the house stays inside",
        arguments: [
            ("Unser Einkauf 31,90 EUR, Spanne 22 % gibt nicht mehr her.", HoldReason.internalText),
            ("Antwort bis: Freitag, 27. November 2026, 16:00", .bridgeText),
        ])
    func internalText(text: String, reason: HoldReason) {
        #expect(decision("Das geht heute raus.\n\n\(text)\n" + quoted) == .hold(reason))
    }

    @Test("a marker in the middle of the answer is not relayed")
    func marker() {
        #expect(decision("Bitte über [[mb:K7Q2-9F]] antworten.\nDanke!" + quoted) != .relay)
    }

    @Test("ticket addresses and bridge links stay inside")
    func ownAddresses() throws {
        var options = ExtractionOptions()
        options.ownAddresses = [try #require(EmailAddress("tickets@bridge.example"))]
        options.bridgeHosts = ["helpdesk.lampert.example"]
        #expect(decision("Schreiben Sie an tickets+abc@bridge.example." + quoted, options) == .hold(.bridgeText))
        #expect(decision("Siehe https://helpdesk.lampert.example/t/9 dort." + quoted, options) == .hold(.bridgeText))
        #expect(decision("Schreiben Sie an service@lampert-leuchten.example." + quoted, options) == .relay)
    }

    @Test("history known by its form only is weak evidence, unless the client was confirmed")
    func weakEvidence() {
        let text = "Ja, gern.\n\nAm 26.11.26 um 10:05 schrieb Jemand <x@y.example>:\n> eins\n> zwei\n> drei\n> vier\n"
        #expect(decision(text) == .hold(.weakEvidence))
        var options = ExtractionOptions()
        options.confirmedForms = [.attribution]
        #expect(decision(text, options) == .relay)
        #expect(replyMail(text: text).reply().decision == .relay)
    }

    @Test("text below the history that is no footer is held together with the text above")
    func textAfter() {
        let result = replyMail(text: "Ja, gern." + quoted + "\nUnd die Farbe ist leider nur in Grün lieferbar.\n")
            .reply(to: [ticket.sent])
        #expect(result.decision == .hold(.textAboveAndBelow))
        #expect(result.text == "Ja, gern.\n\nUnd die Farbe ist leider nur in Grün lieferbar.")
    }

    @Test("answers inside the quote are recovered, but asked about")
    func insideQuote() {
        let text =
            "Am 26.11.26 um 10:05 schrieb Ticket Bridge:\n> Guten Tag,\n>\n> das Teil kommt morgen.\n"
            + ticket.lines.map { "> \($0)" }.joined(separator: "\n")
        let result = replyMail(text: text).reply(to: [ticket.sent])
        #expect(result.decision == .hold(.quotedNewText))
        #expect(result.text.contains("das Teil kommt morgen."))
        #expect(!result.text.contains("intern"))
    }

    @Test("a changed line of ours is held")
    func edited() {
        let text = quoted.replacing(
            "beim Auspacken zerbrochen", with: "beim Auspacken schon völlig zerbrochen, sagen Sie")
        let result = replyMail(text: "Ja, gern." + text).reply(to: [ticket.sent])
        #expect(result.decision == .hold(.quotedNewText) || result.decision == .hold(.editedQuote))
    }

    @Test("parts that say different things are held")
    func partsDisagree() {
        #expect(decision("Ja, gern.", html: "<p>Nein, leider nicht.</p>") == .hold(.partsDisagree))
        #expect(decision("Ja, *gern*.", html: "<p>Ja,&nbsp;<b>gern</b>.</p>") == .relay)
    }

    @Test("lengths")
    func lengths() {
        var options = ExtractionOptions()
        options.maximumLength = 20
        #expect(decision("Das ist länger als zwanzig Zeichen." + quoted, options) == .hold(.tooLong))
        options = ExtractionOptions()
        options.usualLength = 150
        #expect(
            decision(String(repeating: "Das Teil kommt morgen. ", count: 30) + quoted, options) == .hold(.unusualLength)
        )
        options.textLimit = 100
        #expect(decision(String(repeating: "Das Teil kommt morgen. ", count: 30) + quoted, options) == .hold(.tooLarge))
    }

    @Test("a postscript below the name is not lost")
    func postscript() {
        let letterhead = AgentFixture(.de).letterhead.joined(separator: "\n")
        let text =
            "Ja, gern.\n\nMit freundlichen Grüßen\nJonas Lampert\n\nP.S. Die Rechnung liegt bei.\n\n" + letterhead
        #expect(decision(text + quoted) == .hold(.textInSignature))
    }

    @Test("text between the form of a start and our own text is nobody's until asked")
    func unclear() {
        let text =
            "Ja, gern.\n\nAm 26.11.2026 um 10:20 schrieb Petra <petra@lampert-leuchten.example>:\nKannst du das machen?\n"
            + quoted
        #expect(decision(text) == .hold(.unclearHistory))
    }
}
