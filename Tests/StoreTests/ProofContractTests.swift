import Domain
import Store
import Testing

@Suite("Store: audit") struct ProofContractTests {
    let fixture: StoreFixture
    var store: any TicketStore { fixture.store }
    init() throws { fixture = try StoreFixture() }

    @Test("a store in good order has no findings")
    func clean() async throws {
        let ticket = try await fixture.openTicket()
        var intake = Intake(mail: fixture.key(1), outcome: fixture.outcome(.ticket, ticket: ticket.id))
        intake.messages = [fixture.message(ticket, "m1", mailID: "tm1@x")]
        _ = try await store.commit(intake, at: fixture.now)
        let report = try await store.audit(at: fixture.now)
        #expect(report.findings.isEmpty)
        #expect(report.outcomes == ["ticket": 1])
    }

    @Test("an undecided mail, an unreported post and an undelivered ticket mail are found")
    func findings() async throws {
        let later = fixture.now + .seconds(3601)
        let ticket = try await fixture.openTicket()
        _ = try await store.accept([1], messageID: nil, contentHash: "00", at: fixture.now)
        var intake = Intake(mail: fixture.key(1), outcome: fixture.outcome(.ticket, ticket: ticket.id))
        intake.messages = [fixture.message(ticket, "m1", mailID: "tm1@x")]
        _ = try await store.commit(intake, at: fixture.now)
        let id = try #require(try await fixture.enqueue(ticket, "r1", uid: 2))
        _ = try await store.claimPost(marketplace: "conrad", at: fixture.now)
        try await store.finish(
            PostOutcome(entry: id, result: .confirmed(remoteID: "x1", at: fixture.now)), at: fixture.now)
        let rules = Set(try await store.audit(at: later).findings.map(\.rule))
        #expect(
            rules == [
                "decided-within-an-hour", "buyer-message-reaches-the-agents", "finished-post-was-reported",
            ])
    }

    @Test("an answer that waits for its time is no forgotten one; an hour behind that it is")
    func delayed() async throws {
        let ticket = try await fixture.openTicket()
        _ = try await fixture.enqueue(ticket, "r1", uid: 2, notBefore: fixture.now + .seconds(14_400))
        #expect(try await store.audit(at: fixture.now + .seconds(7_200)).findings.isEmpty)
        let rules = try await store.audit(at: fixture.now + .seconds(18_001)).findings.map(\.rule)
        #expect(rules == ["post-is-finished-or-someone-was-told"])
    }

    @Test("a question about an action is no report of it, and a command's action is in the outbox")
    func actions() async throws {
        let ticket = try await fixture.openTicket()
        var lost = Intake(mail: fixture.key(1), outcome: fixture.outcome(.command, "asked: refund", ticket: ticket.id))
        #expect(try await store.commit(lost, at: fixture.now).outbox == nil)
        lost.mail = fixture.key(2)
        lost.outcome = fixture.outcome(.command, "requested: close", ticket: ticket.id)
        lost.outbox = fixture.reply(ticket, "k1")
        var question = fixture.mail(ticket, "q1@x", kind: .question)
        let id = try #require(try await store.commit(lost, at: fixture.now).outbox)
        question.outbox = id
        var asked = Intake(mail: fixture.key(3), outcome: fixture.outcome(.command, "asked", ticket: ticket.id))
        asked.ticketMails = [question]
        _ = try await store.commit(asked, at: fixture.now)
        _ = try await store.claimPost(marketplace: "conrad", at: fixture.now)
        try await store.finish(
            PostOutcome(entry: id, result: .confirmed(remoteID: nil, at: fixture.now)), at: fixture.now)
        let rules = Set(try await store.audit(at: fixture.now).findings.map(\.rule))
        #expect(rules == ["reply-is-in-the-outbox", "finished-post-was-reported"])
    }

    @Test("a finding about a ticket that changed meanwhile is not written")
    func overtaken() async throws {
        let ticket = try await fixture.openTicket()
        let id = try #require(try await fixture.enqueue(ticket, "r1", uid: 1))
        let before = try await store.version(of: ticket.id)
        _ = try await store.claimPost(marketplace: "conrad", at: fixture.now)
        let update = TicketUpdate(state: .pending, waitingSince: .some(nil), deadline: .some(nil))
        try await store.finish(
            PostOutcome(entry: id, result: .confirmed(remoteID: "x1", at: fixture.now), ticketUpdate: update),
            at: fixture.now + .seconds(1))
        let wait = TicketUpdate(state: .open, waitingSince: .some(fixture.now), deadline: .some(nil))
        let stale = SweepFinding(ticket: ticket.id, requires: before, messages: [], ticketUpdate: wait)
        #expect(try await store.commit(stale, at: fixture.now + .seconds(2)) == nil)
        #expect(try await store.ticket(ticket.id)?.waitingSince == nil)
        let finding = SweepFinding(
            ticket: ticket.id, requires: try await store.version(of: ticket.id), messages: [], ticketUpdate: wait)
        #expect(try await store.commit(finding, at: fixture.now + .seconds(2)) == 0)
        #expect(try await store.ticket(ticket.id)?.waitingSince == fixture.now)
    }

    @Test("the journal keeps what happened to a ticket, in order")
    func journal() async throws {
        let ticket = try await fixture.openTicket()
        for event in ["one", "two"] {
            try await store.record(JournalEntry(at: fixture.now, event: event, ticket: ticket.id))
        }
        #expect(try await store.journal(of: ticket.id).map(\.event) == ["one", "two"])
    }

    @Test("a file that is no database is refused with its name")
    func notADatabase() throws {
        #expect(throws: StoreError.self) { try SQLiteStore(path: "/proc/version") }
    }
}
