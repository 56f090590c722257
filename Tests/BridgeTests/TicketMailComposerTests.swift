import Domain
import MIME
import Replies
import Testing

@testable import Bridge
@testable import Store

@Suite("Ticket mails") struct TicketMailComposerTests {
    private func mail(_ text: String, _ language: AgentLanguage = .en) throws -> (NewTicketMail, Message) {
        let mail = try Fixtures.composer(language).message(
            Fixtures.content(text), folder: "Marketplaces/Conrad", route: try Fixtures.route)
        return (mail, Message(parsing: mail.raw))
    }

    private func addresses(_ list: [Address]) -> [String] {
        list.flatMap { $0.mailboxes.map(\.address) }
    }

    @Test("the token stands in four places", arguments: AgentLanguage.allCases)
    func token(language: AgentLanguage) throws {
        let (mail, message) = try mail("Where is it?", language)
        let addressing = try Fixtures.settings().addressing
        let replyTo = try #require(message.replyTo.first?.mailboxes.first)
        #expect(addressing.token(inAddress: replyTo.address)?.text == Fixtures.token)
        #expect(addressing.token(inMessageID: mail.messageID)?.text == Fixtures.token)
        #expect(message.references.map { addressing.token(inMessageID: $0)?.text } == [Fixtures.token])
        #expect(message.inReplyTo == message.references)
        let token = try #require(TicketToken(Fixtures.token))
        #expect(mail.text.hasPrefix(ReplyMarker.line(token: token, language: language)))
        #expect(mail.html?.contains("[[mb:\(token.short)]]") == true)
    }

    @Test("without sub-addressing the address stays bare and the ids carry the token")
    func bareAddress() throws {
        let mail = try Fixtures.composer(subAddressing: false)
            .message(Fixtures.content("x"), folder: "F", route: try Fixtures.route)
        let message = Message(parsing: mail.raw)
        #expect(addresses(message.replyTo) == ["service@seller.example"])
        #expect(message.messageID == mail.messageID)
        #expect(mail.messageID.hasPrefix("mb-\(Fixtures.token)."))
    }

    @Test("the same message gives the same Message-ID, another one another")
    func identity() throws {
        let composer = try Fixtures.composer()
        let first = try composer.message(Fixtures.content("x"), folder: "F", route: try Fixtures.route)
        let again = try composer.message(Fixtures.content("x, read later"), folder: "F", route: try Fixtures.route)
        let other = try composer.message(
            Fixtures.content("x") { $0.remoteID = "m2" }, folder: "F", route: try Fixtures.route)
        #expect(first.messageID == again.messageID)
        #expect(first.messageID != other.messageID)
    }

    @Test("a lighter mail is the same mail without its files, which it names", arguments: AgentLanguage.allCases)
    func lighter(language: AgentLanguage) throws {
        let composer = try Fixtures.composer(language)
        let content = Fixtures.content("Is it this one? <b>") {
            $0.attachments = ["größe.png", "b.pdf"].map {
                Attachment(name: $0, type: "application/octet-stream", bytes: Array(repeating: 7, count: 50_000))
            }
        }
        let new = try composer.message(content, folder: "F", route: try Fixtures.route)
        let mail = try #require(composer.lighter(TicketMail(new)))
        let light = Message(parsing: try #require(mail.raw))
        let full = Message(parsing: new.raw)
        #expect(light.bytes.count < 10_000)
        #expect(light.defects.isEmpty)
        #expect(light.parts.map(\.type) == ["multipart/alternative", "text/plain", "text/html"])
        let note = composer.fill(composer.texts.notAttached, ["names": "größe.png, b.pdf"])
        #expect(mail.text == "\(new.text)\n\(note)\n")
        #expect(light.text(of: light.parts[1]).filter { !$0.isNewline } == mail.text.filter { !$0.isNewline })
        #expect(light.text(of: light.parts[2]).contains("<p>\(Sheet.escaped(note))</p>"))
        func shown(_ message: Message) -> [String] {
            message.header.fields.filter { !$0.name.hasPrefix("Content-") }.map { "\($0.name): \($0.text)" }.sorted()
        }
        #expect(shown(light) == shown(full))
        #expect(composer.lighter(mail) == nil)
    }

    @Test("head, question, order, deadline, portal and history stand in this order")
    func layout() throws {
        let content = Fixtures.content("Where is it?") {
            $0.deadline = Fixtures.now + .seconds(3600)
            $0.missing = ["film.mp4"]
            $0.order = OrderContext(
                number: "12345-A", state: "SHIPPED",
                lines: [OrderContext.Line(title: "Lamp", sku: "L-1", quantity: 2)], tracking: ["DHL 1"])
            $0.noReplyLink = "https://portal.example/no-reply"
            $0.history = [
                Fixtures.message("1", .buyer, "Hello?", at: -90), Fixtures.message("2", .seller, "Hi.", at: -80),
            ]
        }
        let mail = try Fixtures.composer().message(content, folder: "F", route: try Fixtures.route)
        let expected = """
            Please type your reply above this line [[mb:ABCD-EF]]

            Zerlina Kanari wrote on Sun 2026-11-22 10:00 UTC:

            Where is it?

            Not attached, because too large or not available: film.mp4

            Order: 12345-A
            State: SHIPPED
            2 × Lamp (L-1)
            Shipment: DHL 1

            Answer by: Sun 2026-11-22 11:00 UTC
            In the portal: https://portal.example/orders/12345-A
            No reply needed (opens the portal): https://portal.example/no-reply

            One click and Send does it:
            Close: #close
            Status: #status

            Earlier in this conversation:

            Sun 2026-11-22 09:58 UTC, Zerlina:

            Hello?

            Sun 2026-11-22 09:58 UTC, We:

            Hi.

            """
        #expect(mail.text.replacing(/\[\[mb:[A-Z0-9-]+\]\]/, with: "[[mb:ABCD-EF]]") == expected)
        let sent = SentMail(text: mail.text, html: mail.html)
        func part(_ line: String) -> TicketPart? { sent.lines.first { $0.text == line }?.part }
        #expect(part("Where is it?") == .customer)
        #expect(part("Hello?") == .customer)
        #expect(part("Hi.") == .answer)
        #expect(part("Order: 12345-A") == .head)
        #expect(part("In the portal: https://portal.example/orders/12345-A") == .internal)
    }

    @Test("subject, sender and fields say what it is about, and ask machines for silence")
    func header() throws {
        let (_, message) = try mail("Where is it?")
        #expect(message.subject == "[Conrad 12345-A] Where is my parcel?")
        let from = try #require(message.from.first?.mailboxes.first)
        #expect(from.name == "Zerlina Kanari via Conrad")
        #expect(message.header.text("auto-submitted") == "auto-generated")
        #expect(message.header.text("x-mailbridge-ticket") == "7")
        #expect(message.header.text("x-mailbridge-order") == "12345-A")
        #expect(message.classification().mailClass != .human)
    }

    @Test(
        "names and topics of others cannot add fields or recipients",
        arguments: [
            "a\r\nBcc: x@evil.example", "a\r\nCc: x@evil.example", "a\nTo: x@evil.example", "\"a\" <x@evil.example>,",
            "\u{0}\u{1B}[2J",
            "=?utf-8?q?=0ABcc:x?=",
        ]
    )
    func hostileNames(name: String) throws {
        let composer = try Fixtures.composer { $0.subject = name }
        let mail = try composer.message(
            Fixtures.content("x") { $0.authorName = name }, folder: "F", route: try Fixtures.route)
        let message = Message(parsing: mail.raw)
        #expect(addresses(message.to) == ["service@seller.example"])
        #expect(addresses(message.from).count == 1)
        #expect(addresses(message.from).first?.hasSuffix("@seller.example") == true)
        for field in ["cc", "bcc", "sender", "resent-to"] { #expect(message.header.first(field) == nil, "\(field)") }
        #expect(message.header.all("to").count == 1 && message.header.all("from").count == 1)
        #expect(message.header.all("subject").count == 1)
    }

    @Test("a buyer's subject holds no tag that would take the answer elsewhere")
    func foreignTag() throws {
        let composer = try Fixtures.composer { $0.subject = "Frage [mb:aaaaaaaaaaaaaaaaaaaaaaaaaa] [MB:x]" }
        let mail = try composer.message(Fixtures.content("x"), folder: "F", route: try Fixtures.route)
        let subject = try #require(Message(parsing: mail.raw).subject)
        #expect(!subject.lowercased().contains("[mb:a") && !subject.lowercased().contains("[mb:x"))
    }

    private static let pieces = [
        "Hello", " ", "\n", "\r\n", "\n\n", "<b>", "&amp;", "\"", "'", ">", "> ", "-- ", "[[mb:K7Q2-9F]]", "ä", "日本",
        "\u{0}", "\u{1B}", "\u{202E}", "\u{FEFF}", "{name}", "From ", ".", "https://x.example/?a=1&b=<2>", "</div>",
        String(repeating: "x", count: 1200), "\t", "=3D", "🧑‍🚀", "\u{2028}",
    ]

    @Test("whatever a buyer writes becomes a mail that says the same in text and HTML")
    func anyText() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Seeded(state: seed)
        for _ in 0..<300 {
            let count = Int.random(in: 0...12, using: &random)
            let text = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            let (mail, message) = try mail(text)
            #expect(words(message.body.text ?? "") == words(mail.text), "seed \(seed): \(text.debugDescription)")
            let html = try #require(mail.html)
            // The links of the last block are ours; their targets stand in the HTML only.
            let read = plainText(fromHTML: html).replacing(/<mailto:[^>]*>/, with: "")
            #expect(words(read) == words(mail.text), "seed \(seed): \(text.debugDescription)")
            #expect(html.components(of: "<a ") == 3, "seed \(seed): \(text.debugDescription)")
            #expect(addresses(message.to).count == 1)
        }
    }

    /// What is left of a text when layout and characters without a shape do not count.
    private func words(_ text: String) -> [String] {
        text.unicodeScalars.filter { scalar in
            scalar.properties.isWhitespace || ![.control, .format].contains(scalar.properties.generalCategory)
        }
        .split(whereSeparator: \.properties.isWhitespace).map { String(String.UnicodeScalarView($0)) }
    }

    @Test(
        "receipts, failures and questions join the agent's thread in each language", arguments: AgentLanguage.allCases)
    func reports(language: AgentLanguage) throws {
        let composer = try Fixtures.composer(language)
        let answers = ["m@seller.example", "r@client.example"]
        let mails = [
            try composer.failure(
                name: "f", reason: ["too long"], text: "It comes.", files: [], thread: nil, answers: answers,
                folder: "F"),
            try composer.question(
                name: "q",
                Question(introduction: [composer.texts.question], text: "It comes.", canConfirm: true),
                answers: answers, folder: "F"),
            try composer.notice(
                name: "n", lines: [composer.texts.undone], quoting: "It comes.", answers: answers, folder: "F"),
        ]
        for mail in mails {
            let message = Message(parsing: mail.raw)
            #expect(message.inReplyTo == ["r@client.example"])
            #expect(message.references == ["mb-\(Fixtures.token).0@seller.example"] + answers)
            #expect(mail.text.contains("It comes."))
            // The agent may say the same again.
            let sent = SentMail(text: mail.text, html: mail.html)
            #expect(sent.lines.first { $0.text == "It comes." }?.part == .answer)
            #expect(!mail.text.contains("{"))
        }
    }

    @Test("ids of odd mails are not repeated, and do not break the mail")
    func oddIDs() throws {
        let odd = ["a b@c", "<x@y>", String(repeating: "x", count: 300) + "@y", "ü@y", "nothing"]
        let mail = try Fixtures.composer().notice(name: "n", lines: ["x"], answers: odd, folder: "F")
        #expect(Message(parsing: mail.raw).references == ["mb-\(Fixtures.token).0@seller.example"])
    }
}

/// A small generator that repeats itself for the same seed (SplitMix64).
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

extension TicketMail {
    fileprivate init(_ new: NewTicketMail) {
        self.init(
            id: 1, ticket: new.ticket, message: nil, outbox: nil, kind: new.kind, messageID: new.messageID,
            mailbox: new.mailbox, folder: new.folder, keywords: new.keywords, text: new.text, html: new.html,
            raw: new.raw, state: .pending, isInDoubt: false, attempts: 0, uidValidity: nil, uid: nil,
            createdAt: Fixtures.now)
    }
}
