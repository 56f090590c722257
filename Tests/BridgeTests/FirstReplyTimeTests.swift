import Domain
import Marketplaces
import Routing
import Store
import Templates
import Testing

@testable import Bridge
@testable import Store

@Suite("When the first reply goes out") struct FirstReplyTimeTests {
    /// 22 Nov 2026 is a Sunday; the fixtures' time lies on it.
    private func bench(_ change: @escaping @Sendable (inout Template) -> Void) async throws -> (DeskBench, FirstReply) {
        var template = Template(
            name: "first", language: nil, marketplaces: [], text: try TemplateText("Bald."), isCanned: false,
            isAutomatic: true)
        change(&template)
        let made = template
        let bench = try await DeskBench(rules: { _ in }) { $0.templates = TemplateBook([made]) }
        return (bench, FirstReply(bench.bridge, try #require(bench.bridge.accounts["conrad"]), bench.ticket))
    }

    private func messages(_ bench: DeskBench) -> [NewMessage] {
        [
            NewMessage(
                ticket: bench.ticket.id, remoteID: "m9", thread: "t1", role: .buyer, authorName: nil, text: "Where?",
                createdAt: Fixtures.now, source: .api)
        ]
    }

    @Test("outside its hours only")
    func hours() async throws {
        let day = LocalTime(Fixtures.now, in: .utc).weekday
        let whole = try #require(DayWindow("00:00-23:59"))
        let (open, shut) = try await (bench { $0.outsideHours = [day: [whole]] }, bench { $0.outsideHours = [:] })
        #expect(await open.1.entry(messages(open.0)) == nil)
        #expect(await shut.1.entry(messages(shut.0)) != nil)
    }

    @Test("after its delay, and dropped when an agent has answered by then, whose answer it does not hold up")
    func delay() async throws {
        let (bench, first) = try await bench { $0.delay = .seconds(600) }
        let entry = try #require(await first.entry(messages(bench)))
        #expect(entry.notBefore == Fixtures.now + .seconds(600))
        var intake = Intake(
            mail: MailKey(account: "x", folder: "y", uidValidity: 1, uid: 1),
            outcome: Outcome(.update, reason: "test", ticket: bench.ticket.id, messageID: "n2@x", contentHash: "1"))
        intake.outbox = entry
        _ = try await bench.store.commit(intake, at: Fixtures.now)
        try await bench.send("Es kommt morgen an.")
        #expect(bench.connector.posts.map(\.text) == ["Es kommt morgen an."])
        bench.advance(.seconds(700))
        try await bench.dispatch()
        #expect(bench.connector.posts.count == 1)
        #expect(try await bench.outbox().map(\.state) == [.dropped, .confirmed])
    }

    @Test("one for each ticket in 24 hours where the buyer has no name")
    func onceForTheNameless() async throws {
        let (bench, named) = try await bench { _ in }
        var ticket = bench.ticket
        ticket.buyerName = nil
        let first = FirstReply(bench.bridge, named.account, ticket)
        let entry = try #require(await first.entry(messages(bench)))
        var intake = Intake(
            mail: MailKey(account: "x", folder: "y", uidValidity: 1, uid: 1),
            outcome: Outcome(.update, reason: "test", ticket: bench.ticket.id, messageID: "n2@x", contentHash: "1"))
        intake.outbox = entry
        _ = try await bench.store.commit(intake, at: Fixtures.now)
        #expect(await first.entry(messages(bench)) == nil)
        bench.advance(.seconds(86_401))
        #expect(await first.entry(messages(bench)) != nil)
    }

    @Test("one for each buyer in 24 hours, over all tickets")
    func once() async throws {
        let (bench, first) = try await bench { _ in }
        let entry = try #require(await first.entry(messages(bench)))
        var intake = Intake(
            mail: MailKey(account: "x", folder: "y", uidValidity: 1, uid: 1),
            outcome: Outcome(.update, reason: "test", ticket: bench.ticket.id, messageID: "n2@x", contentHash: "1"))
        intake.outbox = entry
        _ = try await bench.store.commit(intake, at: Fixtures.now)
        #expect(await first.entry(messages(bench)) == nil)
        bench.advance(.seconds(86_401))
        #expect(await first.entry(messages(bench)) != nil)
    }
}
