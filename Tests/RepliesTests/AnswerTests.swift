import Domain
import MIME
import Replies
import Testing

@Suite("What of the answer stays")
struct AnswerTests {
    private let ticket: TicketFixture
    private let quoted: String
    private let letterhead = AgentFixture(.de).letterhead.joined(separator: "\n")
    private let answer = "Guten Tag,\n\ndas Paket kommt morgen."

    init() throws {
        ticket = try #require(TicketFixture(.de))
        quoted =
            "\n\nAm 26.11.26 um 10:05 schrieb Ticket Bridge:\n" + ticket.lines.map { "> \($0)" }.joined(separator: "\n")
            + "\n"
    }

    private func read(_ text: String, _ options: ExtractionOptions = .init()) -> ReplyExtraction {
        replyMail(text: text).reply(to: [ticket.sent], options: options)
    }

    @Test(
        "closing and name stay, what follows goes",
        arguments: [
            (
                "\n\nMit freundlichen Grüßen\n\ni. A. Jonas Lampert\nKundenservice\n\n%",
                "\n\nMit freundlichen Grüßen\n\ni. A. Jonas Lampert"
            ),
            (
                "\n\nMit freundlichen Grüßen / Kind regards\nJonas Lampert\n%",
                "\n\nMit freundlichen Grüßen / Kind regards\nJonas Lampert"
            ),
            ("\n\nViele Grüße, Jonas\n%", "\n\nViele Grüße, Jonas"), ("\n\nJonas Lampert\n%", "\n\nJonas Lampert"),
            ("\n\n%", ""),
            ("\n\nViele Grüße\nJonas\n\n-- \nJonas Lampert\n%", "\n\nViele Grüße\nJonas"),
            ("\n\nDanke und viele Grüße\nJonas", "\n\nDanke und viele Grüße\nJonas"),
            (
                "\n\nViele Grüße\nJonas\n\n%\n\nBesuchen Sie unsere Ausstellung am Hafen, täglich von 9 bis 18 Uhr geöffnet!\nFolgen Sie uns",
                "\n\nViele Grüße\nJonas"
            ),
            (
                "\n\nViele Grüße\nJonas\n\nP.S.: Die Rechnung liegt bei.",
                "\n\nViele Grüße\nJonas\n\nP.S.: Die Rechnung liegt bei."
            ),
            (
                "\n\n--\nDie Rechnung folgt per Post, sobald die Ware bei Ihnen eingetroffen ist und geprüft wurde.",
                "\n\n--\nDie Rechnung folgt per Post, sobald die Ware bei Ihnen eingetroffen ist und geprüft wurde."
            ),
            (
                "\n\nRücksendung an:\n\nLampert Leuchten GmbH\nRetouren\nAm Hafen 3\n24103 Kiel",
                "\n\nRücksendung an:\n\nLampert Leuchten GmbH\nRetouren\nAm Hafen 3\n24103 Kiel"
            ),
        ])
    func closing(tail: String, kept: String) {
        let result = read(answer + tail.replacing("%", with: letterhead) + quoted)
        #expect(result.decision == .relay, "\(result)")
        #expect(result.text == answer + kept)
    }

    @Test("a warning of the mail server on top goes")
    func banner() {
        let result = read(
            "ACHTUNG: Diese E-Mail stammt von einem externen Absender. Öffnen Sie keine Anhänge.\n\n" + answer + quoted)
        #expect(result.text == answer)
    }

    @Test(
        "footers behind the history go",
        arguments: [
            "Diese E-Mail wurde von Avast-Antivirussoftware auf Viren geprüft.\nwww.avast.com", "-- \nJonas Lampert\n%",
            "Viele Grüße\nJonas\n%",
            "Von meinem iPhone gesendet",
            "This e-mail is confidential. If you are not the intended recipient, please delete it.",
            "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde.",
            "Ce message est confidentiel. Merci de ne l'imprimer que si nécessaire, destinataire seul.",
            "Wiadomość jest poufna i przeznaczona wyłącznie dla adresata.", "--\nLampert Leuchten, Licht seit 1950",
        ])
    func footers(footer: String) {
        for history in [quoted, "\n\n" + ticket.lines.joined(separator: "\n") + "\n"] {
            let result = read(answer + history + "\n" + footer.replacing("%", with: letterhead) + "\n")
            #expect(result.decision == .relay, "\(result)")
            #expect(result.text == answer)
        }
    }

    @Test(
        "what only sounds like a footer is the answer",
        arguments: [
            "Gesendet mit DHL Express 00340434123", "Verzonden met PostNL op maandag", "Sent by DHL Express on Monday",
            "Gesendet mit DHL am 28.11.2026, Sendung 00340434123.", "Envoyé avec Colissimo hier",
            "Der Stick ist virenfrei und kann verwendet werden.", "The stick is virus-free and can be used again.",
            "Mehr dazu steht in our privacy policy, die wir Ihnen gern senden.",
        ])
    func soundsLikeFooter(line: String) {
        for gap in ["\n", "\n\n"] {
            let result = read(answer + gap + line + quoted)
            #expect(result.text == answer + gap + line, "\(result)")
        }
    }

    @Test("a warning about the goods is no banner")
    func soundsLikeBanner() {
        let warning = "Achtung: Bitte öffnen Sie keine der Dosen, die Charge wird zurückgerufen."
        #expect(read(warning + "\n\n" + answer + quoted).text == warning + "\n\n" + answer)
    }

    @Test(
        "a sentence that goes with a signature is asked about",
        arguments: [
            "\n--\nBitte antworten Sie bis Freitag, sonst verfällt das Angebot.",
            "\n—\nPlease do not send the kettle back.",
            "\n\nViele Grüße\nAnna Berg\n\nBitte beachten: Rücksendung an Berg GmbH, Hafenweg 3",
        ])
    func sentenceInSignature(tail: String) {
        #expect(read(answer + tail + quoted).decision == .hold(.textInSignature))
    }

    @Test("a phone number that the text announces stays")
    func announced() {
        let text = answer + "\n\nSie erreichen DHL unter\n0228 4333112\nwww.dhl.de"
        #expect(read(text + quoted).text == text)
    }

    @Test("a sentence below the history is asked about, whatever number stands in it")
    func numberBelow() {
        let result = read(answer + quoted + "\n\nBitte die 0251 5550123 nicht anrufen, sie ist abgestellt.")
        #expect(
            result.decision == .hold(.textAfterHistory) || result.decision == .hold(.textAboveAndBelow), "\(result)")
        #expect(result.text.contains("abgestellt"))
    }

    @Test("a link of the agent's between quoted lines is not taken for history")
    func linkInside() {
        let lines = ticket.lines.map { "> \($0)" }
        let inside = lines.dropLast() + ["https://www.dhl.de/sendung/00340434", lines.last ?? ""]
        let result = read(answer + "\n\nAm 24.11.2026 schrieb Kunde:\n" + inside.joined(separator: "\n"))
        #expect(result.decision != .relay && result.text.contains("dhl.de/sendung"), "\(result)")
    }

    @Test("a known signature goes as a whole, without any sign of one")
    func knownSignature() {
        var options = ExtractionOptions()
        options.signatures = [["Beste Wünsche aus dem Norden", "", "Jonas – Licht & Leben"]]
        let result = read(answer + "\n\nBeste Wünsche aus dem Norden\nJonas - Licht & Leben" + quoted, options)
        #expect(result.text == answer)
    }

    @Test("what agents write into the signature's element stays")
    func insideSignature() {
        let head =
            "<hr><div id=\"divRplyFwdMsg\"><b>Von:</b> a@b.example<br><b>Gesendet:</b> 1.1.2026 10:00<br><b>An:</b> b<br><b>Betreff:</b> c</div>"
        let signature = "<p>Mit freundlichen Grüßen</p><p>Jonas Lampert</p><p>Lampert GmbH</p><p>Tel. 0431 5550177</p>"
        for outside in ["", "<div>Guten Tag,</div>"] {
            let html =
                "\(outside)<div id=\"Signature\"><p>das Paket kommt morgen.</p>\(signature)</div>\(head)\(ticket.html())"
            let result = replyMail(html: html).reply(to: [ticket.sent])
            #expect(result.decision == .relay, "\(result)")
            #expect(result.text.contains("das Paket kommt morgen."))
            #expect(!result.text.contains("5550177"))
        }
    }

    @Test("coloured answers inside the quoted mail are found")
    func colouredAnswers() {
        let html = ticket.html().replacing(
            ticket.customer[2], with: "\(ticket.customer[2])<br><span style=\"color:red\">Ja, kommt morgen.</span>")
        let result = replyMail(html: "<p>Siehe unten.</p><hr id=\"stopSpelling\">" + html).reply(to: [ticket.sent])
        #expect(result.decision == .hold(.interleaved))
        #expect(result.text == "Siehe unten.\n\nJa, kommt morgen.")
    }

    @Test("the buyer's greeting does not swallow the agent's")
    func sameGreeting() {
        let result = read("Guten Tag,\n\nja.\n\n" + ticket.lines.joined(separator: "\n"))
        #expect(result.text == "Guten Tag,\n\nja.")
        let below = read(ticket.lines.joined(separator: "\n") + "\n\nGuten Tag,\n\nja, morgen.\n")
        #expect(below.text == "Guten Tag,\n\nja, morgen.")
    }

    @Test("what an agent wrote before, shown again by us, may be sent again, changed or not")
    func repeatedAnswer() {
        let before = [
            "Guten Tag,", "vielen Dank für Ihre Nachricht, wir prüfen das im Lager.",
            "Morgen melden wir uns wieder bei Ihnen.", "Mit freundlichen Grüßen", "Jonas Lampert",
        ]
        let receipt = SentMail(
            lines: [.init(ticket.marker, .head), .init("Gesendet wurde:", .head)] + before.map { .init($0, .answer) })
        let text = before.joined(separator: "\n")
        let changed = text.replacing("Morgen", with: "Übermorgen")
        let quote = ([ticket.marker, "Gesendet wurde:"] + before).map { "> \($0)" }.joined(separator: "\n")
        let unquoted = ([ticket.marker, "Gesendet wurde:"] + before).joined(separator: "\n")
        for answer in [text, changed] {
            for mail in [
                answer, answer + "\n\n" + quote, quote + "\n\n" + answer, answer + "\n\n" + unquoted, answer + quoted,
            ] {
                let result = replyMail(text: mail).reply(to: [ticket.sent, receipt])
                #expect(result.decision == .relay, "\(mail)\n\(result)")
                #expect(result.text == answer)
            }
        }
    }

    @Test("an article's name from the head may be said, its whole line may not")
    func articleName() {
        let sheet = SentMail(lines: [.init("1 x Stehlampe Nordlicht dreiflammig schwarz matt, 129,00 EUR", .head)])
        let name = replyMail(text: "Die Stehlampe Nordlicht dreiflammig schwarz matt ist unterwegs.").reply(to: [sheet])
        #expect(name.decision == .relay)
        let line = replyMail(text: "Sie haben 1 x Stehlampe Nordlicht dreiflammig schwarz matt, 129,00 EUR bestellt.")
            .reply(to: [sheet])
        #expect(line.decision == .hold(.bridgeText))
    }

    @Test("the text's form: LF, composed, plain blanks, no invisible characters, at most two empty lines")
    func form() {
        let result = read("Gro\u{308}ße\u{A0}80\u{202F}cm\u{200B},\t ja. \n\n\n\n\nSchluss \u{FEFF}\n")
        #expect(Array(result.text.unicodeScalars) == Array("Größe 80 cm,  ja.\n\n\nSchluss".unicodeScalars))
    }

    @Test("result tells method, offset and what was cut")
    func record() {
        let result = read(answer + "\n\n-- \nJonas" + quoted)
        #expect(result.method == .marker)
        #expect(result.cutOffset == (answer + "\n\n-- \nJonas\n\n").utf8.count)
        #expect(result.removed.hasPrefix("-- \nJonas\n"))
        #expect(result.removed.contains("Am 26.11.26 um 10:05 schrieb Ticket Bridge:\n> \(ticket.marker)"))
        #expect(read("Ja.").cutOffset == nil)
    }

    @Test("HTML lists, tables, preformatted text and entities become lines")
    func htmlText() {
        let html =
            "<style>p{}</style><p>Zwei&nbsp;Schritte &amp; mehr:</p><ul><li>Stecker <b>ziehen</b></li><li>warten</li></ul>"
            + "<ol><li>eins</li><li>zwei</li></ol><table><tr><td>Länge</td><td>2 m</td></tr></table><pre>a\n  b</pre><div style=\"display:none\">x</div>"
        #expect(
            replyMail(html: html).reply().text
                == "Zwei Schritte & mehr:\n\n- Stecker ziehen\n- warten\n1. eins\n2. zwei\nLänge 2 m\na\n  b")
    }
}
