import Domain
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

extension News {
    /// For a ticket whose buyer waits since the first message that it holds.
    fileprivate init(_ conversations: [Conversation], known: Set<RemoteMessageID>, history: [TicketMessage]) {
        self.init(
            conversations, known: known, history: history, of: history.isEmpty ? nil : Self.ticket(history),
            counts: { _ in true })
    }

    fileprivate static func ticket(_ history: [TicketMessage]) -> Ticket {
        Fixtures.ticket { $0.waitingSince = history.first { $0.role == .buyer }?.createdAt }
    }
}

@Suite("What a conversation adds to a ticket") struct NewsTests {
    private func message(_ id: RemoteMessageID, _ role: AuthorRole, at seconds: Int64) -> ConversationMessage {
        ConversationMessage(id: id, role: role, text: id.text, createdAt: Fixtures.now + .seconds(seconds))
    }

    private func conversation(_ thread: ThreadID, _ messages: ConversationMessage...) -> Conversation {
        Conversation(thread: thread, messages: messages)
    }

    private func ids(_ news: News, mailed: Bool) -> [String] {
        news.messages.filter { $0.wantsMail == mailed }.map(\.message.id.text)
    }

    @Test("a new conversation: what was answered is history, the rest brings a mail")
    func newConversation() {
        let news = News(
            [
                conversation(
                    "t", message("1", .buyer, at: 0), message("2", .seller, at: 10), message("3", .buyer, at: 20),
                    message("4", .operator, at: 30))
            ], known: [], history: [])
        #expect(ids(news, mailed: true) == ["3", "4"])
        #expect(news.messages.filter { $0.source == .history }.map(\.message.id.text) == ["1"])
        #expect(news.waitingSince == Fixtures.now + .seconds(20))
        #expect(news.decidesWait)
    }

    @Test(
        "a new conversation: what the mail tells of is news though an answering machine spoke behind it, and so is that"
    )
    func answeringMachine() {
        func news(fresh: Int64) -> News {
            News(
                [
                    conversation(
                        "t", message("0", .buyer, at: -86_400), message("1", .seller, at: -86_399),
                        message("2", .buyer, at: 0), message("3", .seller, at: 1))
                ], known: [], history: [], of: nil, fresh: Fixtures.now + .seconds(fresh),
                counts: { !$0.isAutomatic })
        }
        #expect(ids(news(fresh: -600), mailed: true) == ["2", "3"])
        #expect(ids(news(fresh: -600), mailed: false) == ["0", "1"], "years of history are no news")
        #expect(news(fresh: -600).waitingSince == Fixtures.now, "a machine's words are no answer")
        #expect(ids(news(fresh: 1), mailed: true).isEmpty)
    }

    @Test("in a known conversation a question that crossed our answer brings its mail")
    func crossed() {
        let news = News(
            [
                conversation(
                    "t1", message("1", .buyer, at: 0), message("2", .buyer, at: 5), message("3", .seller, at: 10))
            ], known: ["1"], history: [Fixtures.message("1", .buyer)])
        #expect(ids(news, mailed: true) == ["2"])
        #expect(news.waitingSince == nil)
    }

    @Test(
        "what a mail brought while the API was silent brings no second mail, as far as it is certain",
        arguments: [
            ("Where is my parcel? It is late.", 30, 0, true), ("Where is  my\nparcel? It is late.", -300, 1, true),
            // Another text, a piece of a word, one that may stand in any mail, another time, a file that the mail had not.
            ("Where is my parcel? It was late.", 30, 0, false), ("here is my parcel? It is late.", 30, 0, false),
            ("It is late.", 30, 0, false), ("Where is my parcel? It is late.", 601, 0, false),
            ("Where is my parcel? It is late.", 30, 2, false),
        ] as [(String, Int64, Int, Bool)])
    func broughtByMail(text: String, seconds: Int64, files: Int, isKnown: Bool) {
        var mail = Fixtures.message(
            "mail:a", .buyer, "Hello seller,\nyou have a question:\nWhere is my parcel? It is late.\nBye")
        mail.source = .mail
        mail.files = 1
        var shown = message("1", .buyer, at: seconds)
        shown.text = text
        shown.attachments = (0..<files).map { AttachmentReference(handle: "f\($0)", name: "f\($0)") }
        let news = News([conversation("t1", shown)], known: ["mail:a"], history: [mail])
        #expect(ids(news, mailed: !isKnown) == ["1"])
        #expect(news.messages.map(\.source) == [isKnown ? .history : .api])
        #expect(news.waitingSince == min(Fixtures.now, Fixtures.now + .seconds(seconds)), "the mail's or its own time")
    }

    @Test("each mail stands for one message: the same words once more are news")
    func saidAgain() {
        var mail = Fixtures.message("mail:a", .buyer, "You have a question: Where is my parcel? It is late.")
        mail.source = .mail
        var first = message("1", .buyer, at: 0)
        first.text = "Where is my parcel? It is late."
        var second = first
        second.id = "2"
        let news = News([conversation("t", first, second)], known: ["mail:a"], history: [mail])
        #expect(ids(news, mailed: false) == ["1"] && ids(news, mailed: true) == ["2"])
    }

    @Test("nothing new adds nothing")
    func nothing() {
        let news = News(
            [conversation("t1", message("1", .buyer, at: 0))], known: ["1"], history: [Fixtures.message("1", .buyer)])
        #expect(news.messages.isEmpty)
        #expect(!news.needsMail)
        #expect(news.waitingSince == Fixtures.now)
    }

    @Test("several conversations of one order come in the order of time, and the oldest wait counts")
    func several() {
        let news = News(
            [
                conversation("a", message("2", .buyer, at: 20)),
                conversation("b", message("1", .buyer, at: 10), message("3", .buyer, at: 30)),
            ], known: [], history: [])
        #expect(ids(news, mailed: true) == ["1", "2", "3"])
        #expect(news.thread == "b")
        #expect(news.waitingSince == Fixtures.now + .seconds(10))
    }

    @Test("where the marketplace says whether it waits, its word counts")
    func stated() {
        var asked = conversation("t", message("1", .buyer, at: 0))
        asked.statesReplyNeeded = true
        #expect(News([asked], known: [], history: []).waitingSince == nil)
        asked.replyNeededSince = Fixtures.now + .seconds(3)
        #expect(News([asked], known: [], history: []).waitingSince == Fixtures.now + .seconds(3))
        asked.isClosed = true
        #expect(News([asked], known: [], history: []).waitingSince == nil)
    }

    private func mail(_ role: AuthorRole, at seconds: Int64, history: [TicketMessage]) -> News {
        News(
            mail: message("mail", role, at: seconds), attachments: [], relay: nil, thread: nil, subject: "x",
            order: nil, known: [], history: history, of: News.ticket(history), counts: { _ in true })
    }

    @Test("a buyer's mail waits since the oldest question that no answer followed")
    func mailWait() {
        let asked = Fixtures.message("1", .buyer, at: -50)
        let answered = Fixtures.message("2", .seller, at: -20)
        #expect(mail(.buyer, at: 0, history: []).waitingSince == Fixtures.now)
        #expect(mail(.buyer, at: 0, history: [asked]).waitingSince == asked.createdAt)
        #expect(mail(.buyer, at: 0, history: [asked, answered]).waitingSince == Fixtures.now)
        #expect(!mail(.system, at: 0, history: [asked]).decidesWait)
    }

    @Test(
        "a bracket that repeats the order is left out of the topic",
        arguments: [
            ("Frage (Bestellung: 12-A)", "Frage"), ("Frage (gelb)", "Frage (gelb)"), ("(12-A)", "(12-A)"),
            ("A (12-A) b", "A b"), ("Frage (12-A", "Frage (12-A"), ("", ""), (")12-A(", ")12-A("),
        ])
    func topic(subject: String, expected: String) {
        #expect(News.withoutOrder(subject, "12-A") == expected)
    }
}
