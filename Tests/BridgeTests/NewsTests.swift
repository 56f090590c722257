import Domain
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

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

    @Test("in a known conversation a question that crossed our answer brings its mail")
    func crossed() {
        let news = News(
            [
                conversation(
                    "t", message("1", .buyer, at: 0), message("2", .buyer, at: 5), message("3", .seller, at: 10))
            ], known: ["1"], history: [Fixtures.message("1", .buyer)])
        #expect(ids(news, mailed: true) == ["2"])
        #expect(news.waitingSince == nil)
    }

    @Test("nothing new adds nothing")
    func nothing() {
        let news = News(
            [conversation("t", message("1", .buyer, at: 0))], known: ["1"], history: [Fixtures.message("1", .buyer)])
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
            order: nil, known: [], history: history)
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
