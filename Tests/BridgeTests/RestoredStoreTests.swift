import Domain
import Testing

@testable import Bridge
@testable import Store

@Suite("Answers of the time that a restored store does not know") struct RestoredStoreTests {
    /// The copy is an hour old; the service begins a minute from now.
    private func restore(_ bench: DeskBench) {
        let now = bench.bridge.now()
        bench.restored(RestoredStore(copiedAt: now - .seconds(3600), startedAt: now + .seconds(60)))
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

    @Test("a refund that was confirmed and waited in the copy asks for a new code at its agent's first ok")
    func money() async throws {
        let bench = try await DeskBench()
        try await bench.send("#refund 1: 10 EUR")
        try await bench.receive(try await bench.mail("ok @CODE@", answering: "@QUESTION@"))
        let store = try #require(bench.store as? SQLiteStore)
        let copied = bench.bridge.now()
        try await store.write { try SQLiteStore.markAsCopy($0, at: copied) }
        bench.advance(.seconds(3600))
        #expect(try await store.begin(at: bench.bridge.now())?.held == 1)

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
