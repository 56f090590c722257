import Domain
import GRDB
import Reports
import Routing
@testable import Store
import Testing

@Suite("Store: facts for reports") struct FactTests {
    let fixture: StoreFixture
    var store: any TicketStore { fixture.store }
    init() throws { fixture = try StoreFixture() }

    private var now: Timestamp { fixture.now }

    private func asked(_ ticket: Ticket, at time: Timestamp, id: RemoteMessageID) async throws {
        try await say(ticket, .buyer, at: time, id: id) {
            ($0.state, $0.waitingSince, $0.deadline) = (.open, .some(time), .some(time + .seconds(3600)))
        }
    }

    private func say(
        _ ticket: Ticket, _ role: AuthorRole, at time: Timestamp, id: RemoteMessageID, kind: Outcome.Kind = .update,
        _ change: (inout TicketUpdate) -> Void
    ) async throws {
        var intake = Intake(
            mail: fixture.key(UInt32.random(in: 1...UInt32.max)),
            outcome: fixture.outcome(kind, ticket: ticket.id, id: id.text))
        intake.messages = [
            NewMessage(
                ticket: ticket.id, remoteID: id, thread: ticket.thread, role: role, authorName: nil, text: "text",
                createdAt: time, source: .api)
        ]
        var update = TicketUpdate()
        change(&update)
        intake.ticketUpdate = update
        _ = try await store.commit(intake, at: time)
    }

    private func post(_ ticket: Ticket, _ key: String, uid: UInt32, at time: Timestamp) async throws -> Int64 {
        let id = try #require(try await fixture.enqueue(ticket, key, uid: uid))
        _ = try await store.claimPost(marketplace: "conrad", at: now)
        let done = PostOutcome(
            entry: id, result: .confirmed(remoteID: RemoteMessageID(key), at: time),
            ticketUpdate: TicketUpdate(state: .pending, waitingSince: .some(nil), deadline: .some(nil)))
        try await store.finish(done, at: time)
        return id
    }

    private func facts() async throws -> [String] {
        let pool = try DatabasePool(path: fixture.path)
        return try await pool.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT ticket_id, since, ended_at, deadline, is_first, how.text AS how, agent.text AS agent
                    FROM answer JOIN word AS how ON how.id = how LEFT JOIN word AS agent ON agent.id = agent ORDER BY since
                    """
            ).map { row in
                let start = (row["since"] as Int64 - now.milliseconds) / 1000
                let end = (row["ended_at"] as Int64 - now.milliseconds) / 1000
                return "\(row["ticket_id"] as Int64) \(start)-\(end) \(row["how"] as String) "
                    + "\(row["agent"] as String? ?? "-")\(row["is_first"] ? " first" : "")"
            }
        }
    }

    @Test("a wait is written down with who ended it, when and how")
    func ends() async throws {
        let ticket = try await fixture.openTicket()
        try await asked(ticket, at: now, id: "m1")
        _ = try await post(ticket, "r1", uid: 901, at: now + .seconds(60))
        try await asked(ticket, at: now + .seconds(100), id: "m2")
        try await say(ticket, .seller, at: now + .seconds(130), id: "p1") {
            ($0.state, $0.waitingSince) = (.pending, .some(nil))
        }
        try await asked(ticket, at: now + .seconds(200), id: "m3")
        var thanks = Intake(mail: fixture.key(77), outcome: fixture.outcome(.command, ticket: ticket.id))
        thanks.ticketUpdate = TicketUpdate(state: .pending, waitingSince: .some(nil))
        _ = try await store.commit(thanks, at: now + .seconds(210))
        try await asked(ticket, at: now + .seconds(300), id: "m4")
        try await store.update(
            ticket.id, TicketUpdate(state: .closed, waitingSince: .some(nil)), at: now + .seconds(310))
        #expect(
            try await facts() == [
                "1 0-60 answer anna@seller.example first", "1 100-130 answer portal", "1 200-210 no_reply_local -",
                "1 300-310 close -",
            ])
    }

    @Test("an answer that crossed a question ends one wait and begins the next")
    func crossing() async throws {
        let ticket = try await fixture.openTicket()
        try await asked(ticket, at: now, id: "m1")
        try await say(ticket, .seller, at: now + .seconds(30), id: "p1") {
            ($0.state, $0.waitingSince) = (.open, .some(now + .seconds(40)))
        }
        #expect(try await facts() == ["1 0-30 answer portal first"])
        #expect(try await store.ticket(ticket.id)?.waitingSince == now + .seconds(40))
    }

    @Test("a wait whose answer never arrived runs again, and is no fact any more")
    func bounced() async throws {
        let ticket = try await fixture.openTicket()
        try await asked(ticket, at: now, id: "m1")
        let entry = try await post(ticket, "r1", uid: 901, at: now + .seconds(60))
        var bounce = Intake(mail: fixture.key(78), outcome: fixture.outcome(.update, ticket: ticket.id))
        bounce.outboxChanges = [.bounce(id: entry, reason: "550")]
        bounce.ticketUpdate = TicketUpdate(state: .open, waitingSince: .some(now))
        _ = try await store.commit(bounce, at: now + .seconds(90))
        #expect(try await facts() == [])
        _ = try await post(ticket, "r2", uid: 902, at: now + .seconds(120))
        #expect(try await facts() == ["1 0-120 answer anna@seller.example first"])
    }

    @Test("a wait that moves to another ticket does not end")
    func merged() async throws {
        let first = try await fixture.openTicket()
        let second = try await fixture.openTicket(order: nil, thread: "t2")
        try await asked(first, at: now, id: "m1")
        try await asked(second, at: now + .seconds(10), id: "m2")
        try await store.merge(second.id, into: first.id, at: now + .seconds(20))
        #expect(try await facts() == [])
        _ = try await post(first, "r1", uid: 901, at: now + .seconds(60))
        #expect(try await facts() == ["1 0-60 answer anna@seller.example first"])
    }

    @Test("late answers of a ticket count when an older wait comes to it, and when that goes on")
    func mergedBehind() async throws {
        let first = try await fixture.openTicket()
        let second = try await fixture.openTicket(order: nil, thread: "t2")
        try await asked(second, at: now, id: "m1")
        try await asked(first, at: now + .seconds(10), id: "m2")
        _ = try await post(first, "r1", uid: 901, at: now + .seconds(9000))
        let late = "1 10-9000 answer anna@seller.example first"
        #expect(try await facts() == [late])
        try await store.merge(second.id, into: first.id, at: now + .seconds(9010))
        #expect(try await facts() == [late])
        // Whatever is heard of the wait that goes on, it is the same.
        try await say(first, .buyer, at: now + .seconds(9020), id: "m3") { [now] in
            ($0.state, $0.waitingSince) = (.open, .some(now))
        }
        #expect(try await facts() == [late])
        _ = try await post(first, "r2", uid: 902, at: now + .seconds(9030))
        #expect(try await facts() == ["1 0-9030 answer anna@seller.example", late])
        let scored = try await store.scoredWaits(at: "conrad", since: now, onlyFirst: false)
        #expect(scored.map(\.end) == [now + .seconds(9030), now + .seconds(9000)])
    }

    @Test("a report counts what happened: answers, courses, open tickets, incidents and products")
    func report() async throws {
        let first = try await fixture.openTicket()
        try await asked(first, at: now, id: "m1")
        var details = TicketUpdate(buyerName: "Zoë Müller")
        details.items = [TicketItem(title: "Kettle", sku: "K-1"), TicketItem(title: "Mug", sku: nil)]
        details.kind = .return
        try await store.update(first.id, details, at: now)
        _ = try await post(first, "r1", uid: 901, at: now + .seconds(60))
        let second = try await fixture.openTicket(order: "2-A", thread: "t2")
        try await asked(second, at: now + .seconds(100), id: "m2")
        details = TicketUpdate(buyerName: "zoë  müller")
        details.items = [TicketItem(title: "Kettle, red", sku: "K-1"), TicketItem(title: "Kettle, red", sku: "K-1")]
        details.kind = .claimOpen
        try await store.update(second.id, details, at: now + .seconds(100))

        var plan = ReportPlan(
            since: now - .seconds(10), until: now + .seconds(86_400), zone: .utc,
            marketplaces: [ReportPlan.Marketplace(name: "conrad", zone: .utc, incidentDays: 15)],
            now: now + .seconds(9 * 86_400))
        var report = try await store.report(plan)
        #expect(report.total.inTime == AnswerCount(inTime: 1, late: 1))
        #expect(report.total.answers.median == 60)
        #expect(report.total.firstContact.share == "100.0")
        #expect(report.total.buyers.total == 1)
        #expect(report.total.buyers.returning == 1)
        #expect(report.total.open == 1)
        #expect(report.total.overdue == 1)
        #expect(report.incidents.map(\.daysLeft) == [6])
        #expect(report.products.map(\.title) == ["Kettle, red", "Mug"])
        #expect(report.products.map(\.tickets) == [2, 1])
        #expect(report.agents.map(\.agent) == ["anna@seller.example"])

        // "Thank you" does not spoil the first answer, a second question does.
        try await asked(first, at: now + .seconds(200), id: "m3")
        #expect(try await store.report(plan).total.firstContact.solved == 0)
        var thanks = Intake(mail: fixture.key(77), outcome: fixture.outcome(.command, ticket: first.id))
        thanks.ticketUpdate = TicketUpdate(state: .pending, waitingSince: .some(nil))
        _ = try await store.commit(thanks, at: now + .seconds(210))
        #expect(try await store.report(plan).total.firstContact.solved == 1)
        plan.marketplaces = []
        report = try await store.report(plan)
        #expect(report.total.questions.tickets == 0)
    }

    @Test("a store of the version before gets its index, and the courses of its tickets")
    func migration() async throws {
        let path = fixture.path + ".old"
        let pool = try DatabasePool(path: path)
        try SQLiteStore.migrator.migrate(pool, upTo: "9")
        try await pool.write { database in
            try database.execute(
                sql: """
                    INSERT INTO ticket (marketplace, conversation, state, subject, buyer_name, token, root, created_at, updated_at)
                    VALUES ('conrad', 'c', 'open', 'Kettle', 'Zoë', 't', 't', 0, 0);
                    INSERT INTO message (ticket_id, marketplace, remote_id, role, text, created_at, source) VALUES
                        (1, 'conrad', 'a', 'buyer', 'It leaks', 1000, 'api'), (1, 'conrad', 'b', 'seller', 'Oh', 2000, 'api');
                    """)
        }
        try pool.close()
        let store = try SQLiteStore(path: path)
        var query = TicketQuery()
        query.text = SearchText("leaks")
        #expect(try await store.tickets(query).count == 1)
        query.text = SearchText("zoe kettle")
        #expect(try await store.tickets(query).count == 1)
        let plan = ReportPlan(
            since: Timestamp(seconds: 0), until: Timestamp(seconds: 86_400), zone: .utc,
            marketplaces: [ReportPlan.Marketplace(name: "conrad", zone: .utc)], now: Timestamp(seconds: 30 * 86_400))
        let report = try await store.report(plan)
        #expect(report.total.firstContact.share == "100.0")
        #expect(report.total.buyers.total == 1)
    }
}
