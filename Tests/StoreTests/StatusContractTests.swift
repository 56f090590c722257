import Domain
import GRDB
import Testing

@testable import Store

@Suite("what people see at a glance")
struct StatusContractTests {
    private static func ticket(_ f: StoreFixture, _ number: Int, deadline: Duration?) async throws -> Ticket {
        let ticket = try await f.openTicket(order: OrderNumber("\(number)-A"), thread: ThreadID("t\(number)"))
        try await f.store.update(
            ticket.id, TicketUpdate(state: .open, deadline: .some(deadline.map { f.now + $0 })), at: f.now)
        return ticket
    }

    @Test("open tickets come by deadline, those without at the end, page by page")
    func order() async throws {
        let f = try StoreFixture()
        let deadlines: [Duration?] = [.seconds(50), nil, .seconds(-10), .seconds(50), .seconds(7), nil]
        var ids: [TicketID] = []
        for (number, deadline) in deadlines.enumerated() {
            ids.append(try await Self.ticket(f, number, deadline: deadline).id)
        }
        let closed = try await Self.ticket(f, 99, deadline: .seconds(1))
        try await f.store.update(closed.id, TicketUpdate(state: .closed), at: f.now)
        let expected = [2, 4, 0, 3, 1, 5].map { ids[$0] }
        #expect(try await f.store.openTickets(after: nil, limit: 10).map(\.id) == expected)
        var paged: [TicketID] = []
        var position: DeadlinePosition?
        while let last = try await f.store.openTickets(after: position, limit: 1).first {
            paged.append(last.id)
            position = DeadlinePosition(DeadlinePosition(last).description)
            #expect(position != nil)
        }
        #expect(paged == expected)
        #expect(try await f.store.openTickets(dueBefore: [f.now, f.now + .seconds(10)], limit: 100) == [1, 1, 2])
        #expect(try await f.store.openTickets(dueBefore: [], limit: 4) == [4])
        #expect(
            try await f.store.deadlines(after: f.now, through: f.now + .seconds(50)) == [MarketplaceName("conrad"): 3])
        #expect(try await f.store.standing(at: f.now).nextDeadline == f.now - .seconds(10))
    }

    @Test(
        "what is no position is none",
        arguments: ["", "-", "1", "1-2-3", "a-b", "1-", "99999999999999999999-1", "1; DROP TABLE ticket"])
    func positions(text: String) {
        #expect(DeadlinePosition(text) == nil)
    }

    @Test("tickets are counted as they change state, are merged and taken apart")
    func counts() async throws {
        let f = try StoreFixture()
        func open() async throws -> Int? { try await f.store.standing(at: f.now).openTickets["conrad"] }
        #expect(try await open() == nil)
        let first = try await Self.ticket(f, 1, deadline: nil)
        let second = try await f.store.openTicket(
            marketplace: "conrad", order: nil, thread: "t2", fallback: "x", token: "t2", at: f.now)
        #expect(try await open() == 2)
        try await f.store.merge(second.id, into: first.id, at: f.now)
        #expect(try await open() == 1)
        try await f.store.unmerge(
            second.id, own: TicketUpdate(state: .open), rest: TicketUpdate(),
            requires: try await f.store.version(of: first.id), at: f.now)
        #expect(try await open() == 2)
        try await f.store.update(first.id, TicketUpdate(state: .closed), at: f.now)
        #expect(try await open() == 1)
        try await f.store.update(first.id, TicketUpdate(state: .open), at: f.now)
        try await f.store.update(first.id, TicketUpdate(subject: "again"), at: f.now)
        #expect(try await open() == 2)
    }

    @Test("the queue shows what needs a person first, and failures of late")
    func queue() async throws {
        let f = try StoreFixture()
        let ticket = try await f.openTicket()
        var ids: [Int64] = []
        for number in 1...4 {
            let id = try await f.enqueue(
                ticket, "k\(number)", uid: UInt32(number), state: number == 2 ? .held : .queued)
            ids.append(try #require(id))
        }
        _ = try #require(try await f.store.claimPost(marketplace: "conrad", at: f.now))
        try await f.store.finish(PostOutcome(entry: ids[0], result: .failed(reason: "no")), at: f.now)
        let standing = try await f.store.standing(at: f.now)
        #expect(standing.posts == [.held: 1, .queued: 2])
        #expect(standing.oldestDuePost == f.now && standing.unknownOutcomes == 0)
        let shown = try await f.store.queuedPosts(failedSince: f.now, limit: 10)
        #expect(shown.map(\.entry) == [ids[0], ids[1], ids[2], ids[3]])
        #expect(shown.map(\.state) == [.failed, .held, .queued, .queued])
        #expect(shown.first?.reason == "no" && shown.first?.order == "1-A" && shown.first?.isAction == false)
        #expect(try await f.store.queuedPosts(failedSince: f.now + .seconds(1), limit: 10).count == 3)
        #expect(try await f.store.queuedPosts(failedSince: f.now, limit: 2).count == 2)
    }

    @Test("what waits by intention, or for a marketplace, is not due; an unknown outcome is counted")
    func due() async throws {
        let f = try StoreFixture()
        let ticket = try await f.openTicket()
        let first = try #require(try await f.enqueue(ticket, "k1", uid: 1, notBefore: f.now + .seconds(14_400)))
        #expect(try await f.store.standing(at: f.now).oldestDuePost == nil)
        #expect(
            try await f.store.standing(at: f.now + .seconds(15_000)).oldestDuePost == f.now + .seconds(14_400))

        let later = f.now + .seconds(14_400)
        _ = try #require(try await f.store.claimPost(marketplace: "conrad", at: later))
        let pending = PostOutcome.Result.pending(handle: "feed 1", until: later + .seconds(60))
        try await f.store.finish(PostOutcome(entry: first, result: pending), at: later)
        #expect(try await f.store.standing(at: later + .seconds(7_200)).oldestDuePost == nil)

        let second = try #require(try await f.enqueue(ticket, "k2", uid: 2))
        _ = try #require(try await f.store.claimPost(marketplace: "conrad", at: later))
        let held = PostOutcome.Result.held(reason: OutboxEntry.outcomeUnknown)
        try await f.store.finish(PostOutcome(entry: second, result: held), at: later)
        let standing = try await f.store.standing(at: later)
        #expect(standing.unknownOutcomes == 1 && standing.oldestDuePost == nil)
    }

    @Test("the journal comes newest first")
    func journal() async throws {
        let f = try StoreFixture()
        for number in 1...3 { try await f.store.record(JournalEntry(at: f.now, event: "e\(number)")) }
        #expect(try await f.store.recentJournal(limit: 2).map(\.event) == ["e3", "e2"])
    }

    @Test("no look reads more than it shows: each goes by an index")
    func plans() async throws {
        let f = try StoreFixture()
        let store = try #require(f.store as? SQLiteStore)
        let open = "ticket INDEXED BY ticket_open_by_deadline WHERE state = 'open' AND merged_into IS NULL"
        let deadline = "coalesce(deadline, 9223372036854775807)"
        let statements = [
            "SELECT * FROM \(open) AND \(deadline) >= 1 AND (\(deadline), id) > (1, 2) ORDER BY \(deadline), id LIMIT 5":
                "ticket_open_by_deadline",
            "SELECT count(*) FROM (SELECT 1 FROM \(open) AND \(deadline) >= 1 AND \(deadline) < 2 LIMIT 5)":
                "ticket_open_by_deadline",
            """
            SELECT min(coalesce(intended_at, next_attempt)) FROM outbox INDEXED BY outbox_on_its_way
            WHERE state IN ('queued', 'sending', 'uncertain') AND handle IS NULL
            """: "outbox_on_its_way",
            "SELECT id FROM outbox WHERE state = 'failed' AND updated_at >= 1 ORDER BY updated_at DESC LIMIT 5":
                "outbox_failed",
            "SELECT count(*) FROM quarantine WHERE released_at IS NULL": "quarantine_waiting",
        ]
        for (statement, index) in statements {
            let plan = try await store.read { database in
                try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \(statement)").map { $0["detail"] as String }
            }
            #expect(
                plan.contains { $0.contains("USING INDEX \(index)") || $0.contains("COVERING INDEX \(index)") },
                "\(plan)")
            #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
        }
    }
}
