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
