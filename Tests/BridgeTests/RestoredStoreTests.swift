import Domain
import GRDB
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

@Suite("Answers of the time that a restored store does not know") struct RestoredStoreTests {
    /// The copy is an hour old; the service begins a minute from now.
    private func restore(_ bench: DeskBench) {
        let now = bench.bridge.now()
        bench.restored(RestoredStore(copiedAt: now - .seconds(3600), startedAt: now + .seconds(60)))
    }

    /// The store becomes a copy of a minute ago, on which the service begins now.
    private func copied(_ bench: DeskBench) async throws -> RestoredStore {
        let store = try #require(bench.store as? SQLiteStore)
        let copiedAt = bench.bridge.now()
        try await store.pool.write { try SQLiteStore.markAsCopy($0, at: copiedAt) }
        bench.advance(.seconds(60))
        let restored = try #require(try await store.begin(at: bench.bridge.now()))
        bench.restored(restored)
        return restored
    }

    @Test("an answer is held and its agent told why; the agent's later ok sends it, once it was looked for")
    func held() async throws {
        let bench = try await DeskBench()
        restore(bench)
        let received = bench.bridge.now()
        try await bench.send("Tomorrow.")
        let held = try #require(try await bench.outbox().first)
        #expect(held.state == .held && held.reason == RestoredStore.reason && held.doubtedAt == received)
        #expect(bench.connector.posts.isEmpty)
        let question = try #require(try await bench.mails().last)
        #expect(question.kind == .question && question.text.contains("restored from a backup"))

        bench.advance(.seconds(61))
        try await bench.receive(try await bench.mail("ok", answering: "@QUESTION@"))
        try await bench.dispatch()
        #expect(bench.connector.posts.count == 1)
        try await bench.send("And more.")
        #expect(bench.connector.posts.count == 2)
    }

    @Test("an ok and a command of that time change nothing, and their agent is told", arguments: ["ok", "#close"])
    func words(text: String) async throws {
        let bench = try await DeskBench()
        try await bench.send("Tomorrow.")
        try await bench.send("Tomorrow.")
        #expect(try await bench.outbox().map(\.state) == [.confirmed, .held])
        restore(bench)
        let state = try await bench.current().state
        let mail = try await bench.mail(text, answering: text == "ok" ? "@QUESTION@" : "@TICKET@")
        try await bench.receive(mail)
        try await bench.dispatch()
        #expect(try await bench.outbox().map(\.state) == [.confirmed, .held])
        #expect(try await bench.current().state == state)
        let told = try #require(try await bench.mails().last)
        #expect(told.kind == .notice && told.text.contains("restored from a backup"))
    }

    @Test(
        "an answer that was held in the copy already may have gone out since: an ok to the old question asks once more")
    func heldBefore() async throws {
        let bench = try await DeskBench()
        try await bench.send("Tomorrow.")
        try await bench.send("Tomorrow.")
        let old = try #require(try await bench.mails().last { $0.kind == .question }?.messageID)
        let restored = try await copied(bench)
        let held = try #require(try await bench.outbox().last)
        #expect(held.state == .held && held.reason == "same-text" && held.doubtedAt == restored.startedAt)

        bench.advance(.seconds(86_400))
        #expect(try await HeldReminders(bench.bridge).pass() == 1)
        #expect(try await bench.mails().contains { $0.kind == .question && $0.text.contains("restored from a backup") })
        try await bench.receive(try await bench.mail("ok", answering: old))
        #expect(try await bench.outbox().last?.reason == RestoredStore.reason)
        #expect(try await HeldReminders(bench.bridge).pass() == 0, "its agent was asked just now")
        let posts = bench.connector.posts.count
        try await bench.dispatch()
        #expect(bench.connector.posts.count == posts)
        try await bench.receive(try await bench.mail("ok", answering: "@QUESTION@"))
        #expect(try await bench.outbox().last?.state == .queued)
    }

    @Test("a code for money that was asked for before the copy was made moves nothing, and a new one is asked for")
    func moneyBefore() async throws {
        let bench = try await DeskBench()
        try await bench.send("#refund 1: 10 EUR")
        let old = try await bench.mail("ok @CODE@", answering: "@QUESTION@")
        _ = try await copied(bench)
        try await bench.receive(old)
        try await bench.dispatch()
        #expect(bench.connector.requests.isEmpty)
        let put = try #require(try await bench.outbox().last)
        #expect(put.state == .held && put.isInDoubt)
        try await bench.receive(try await bench.mail("ok", answering: "@QUESTION@"))
        #expect(try await bench.mails().last?.text.contains("look in the portal") == true)
    }

    @Test("other words to a question from before are an answer of their own, which leaves what may have gone out alone")
    func otherWords() async throws {
        let bench = try await DeskBench()
        try await bench.send("Tomorrow.")
        try await bench.send("Tomorrow.")
        let old = try #require(try await bench.mails().last { $0.kind == .question }?.messageID)
        _ = try await copied(bench)
        let before = try #require(try await bench.outbox().last)
        try await bench.receive(try await bench.mail("On Friday, we are sorry.", answering: old))
        let now = try await bench.outbox()
        #expect(now.first { $0.id == before.id }?.text == "Tomorrow.")
        #expect(now.last?.text == "On Friday, we are sorry." && now.last?.replyKey != before.replyKey)
    }

    @Test("an action that waited in the copy is told to its agent too")
    func action() async throws {
        let bench = try await DeskBench(MoneyConnector(doors: [.reopen: .api]))
        try await bench.receive(try await bench.mail("#reopen"))
        #expect(try await bench.outbox().map(\.state) == [.queued])
        _ = try await copied(bench)
        #expect(try await HeldReminders(bench.bridge).pass() == 1)
        #expect(try await bench.mails().last?.text.contains("restored from a backup") == true)
    }

    @Test("a question about money whose code had run out when the copy was made is no doubt")
    func lapsed() async throws {
        let bench = try await DeskBench()
        try await bench.send("#refund 1: 10 EUR")
        bench.advance(.seconds(3600))
        _ = try await copied(bench)
        #expect(try await bench.outbox().map(\.doubtedAt) == [nil])
    }

    @Test("what was waiting in the copy is told to its agent at once, and only once")
    func waiting() async throws {
        let bench = try await DeskBench(MoneyConnector(), rules: { _ in }) { $0.grace = .seconds(600) }
        try await bench.send("Tomorrow.")
        #expect(try await bench.outbox().map(\.state) == [.queued])
        #expect(try await copied(bench).held == 1)
        #expect(try await bench.outbox().map(\.reason) == [RestoredStore.reason])
        #expect(try await HeldReminders(bench.bridge).pass() == 1)
        #expect(try await HeldReminders(bench.bridge).pass() == 0)
        #expect(try await bench.mails().last?.text.contains("restored from a backup") == true)
    }

    @Test("a refund that was confirmed and waited in the copy asks for a new code at its agent's first ok")
    func money() async throws {
        let bench = try await DeskBench()
        try await bench.send("#refund 1: 10 EUR")
        try await bench.receive(try await bench.mail("ok @CODE@", answering: "@QUESTION@"))
        #expect(try await copied(bench).held == 1)

        try await bench.receive(try await bench.mail("ok", answering: "@QUESTION@"))
        try await bench.dispatch()
        let held = try #require(try await bench.outbox().first)
        #expect(held.state == .held && held.reason == "confirm-action")
        let question = try #require(try await bench.mails().last)
        #expect(question.kind == .question && question.text.contains("It is not certain whether"))
        #expect(bench.connector.requests.isEmpty)
        try await bench.receive(try await bench.mail("ok @CODE@", answering: "@QUESTION@"))
        try await bench.dispatch()
        #expect(try await bench.outbox().map(\.state) == [.confirmed])
        #expect(bench.connector.requests.count == 1)
    }

    @Test("what asks for another reason says so too")
    func otherReason() async throws {
        let bench = try await DeskBench()
        restore(bench)
        try await bench.send("Tomorrow.\n\n> something that nobody of us wrote\n\nAnd below.")
        let held = try #require(try await bench.outbox().first)
        #expect(held.state == .held && held.doubtedAt != nil)
        #expect(try await bench.mails().last?.text.contains("restored from a backup") == true)
    }
}
