import Domain
import MIME
import Replies
import Testing

@Suite("Marker line and marks")
struct ReplyMarkerTests {
    private let token: TicketToken

    init() throws { token = try #require(TicketToken("q4xk7mzp2wjc5tga3rneh6ysba")) }

    @Test(
        "the line begins with a letter, holds the short token and fits into one line of a mail",
        arguments: AgentLanguage.allCases)
    func line(language: AgentLanguage) throws {
        let line = ReplyMarker.line(token: token, language: language)
        #expect(line.first?.isLetter ?? false)
        #expect(line.hasSuffix("[[mb:Q4XK-7M]]"))
        #expect(!line.lowercased().contains(token.text))
        #expect(line.count < 70)
        #expect(ReplyMarker.isIn("> *\(line.lowercased())*"))
    }

    @Test(
        "the token is found, not the sentence",
        arguments: ["x [[mb:K7Q2-9F]]", "[[MB:k7q2]]", "[[[mb:aaaa]]", "[[mb:[[mb:K7Q2-9F]]"])
    func found(text: String) { #expect(ReplyMarker.isIn(text)) }

    @Test(
        "other brackets are no marker",
        arguments: [
            "", "[[mb:]]", "[mb:K7Q2-9F]", "[[mb:K7 Q2]]", "[[mb:abc]]", "[[mb:K7Q2-9F", "[[xx:K7Q2-9F]]",
            "[[mb:K7Q2-9F] ]",
        ])
    func notFound(text: String) { #expect(!ReplyMarker.isIn(text)) }

    @Test("a long row of brackets takes no time")
    func brackets() { #expect(!ReplyMarker.isIn(String(repeating: "[[mb:", count: 50_000))) }

    @Test("marks are written so that they are read")
    func marks() {
        #expect(
            TicketMark.markerAttributes(token: token) == #" id="mb-reply-marker" class="mb-marker" data-mb="Q4XK-7M""#)
        for part in TicketPart.allCases {
            #expect(TicketMark.attributes(of: part).contains("data-mb-part=\"\(part.rawValue)\""))
        }
    }

    @Test("parts are read from the HTML and given to the lines of the text")
    func sentMail() throws {
        let ticket = try #require(TicketFixture(.fr))
        let mail = SentMail(text: ticket.lines.joined(separator: "\n"), html: ticket.html())
        let parts = Dictionary(mail.lines.map { ($0.text, $0.part) }, uniquingKeysWith: { first, _ in first })
        #expect(parts[ticket.marker] == .some(.head))
        for line in ticket.customer { #expect(parts[line] == .some(.customer)) }
        for line in ticket.head { #expect(parts[line] == .some(.head)) }
        for line in ticket.`internal` { #expect(parts[line] == .some(.internal)) }
    }

    @Test("header names are known as own in any case")
    func headers() {
        func mailClass(_ field: String) -> MailClass {
            Message(parsing: Array("From: a@b.example\r\n\(field): 1\r\n\r\nx".utf8)).classification().mailClass
        }
        #expect(mailClass("x-MAILBRIDGE-anything") == .loop)
        #expect(mailClass("X-Mailbridged") == .human)
        for name in [BridgeHeader.ticket, BridgeHeader.kind, BridgeHeader.marketplace, BridgeHeader.order] {
            #expect(mailClass(name) == .loop)
        }
    }
}
