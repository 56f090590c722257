import Domain
import GRDB
import Testing

@testable import Store

@Suite("Store: erasing")
struct ErasureTests {
    let fixture: StoreFixture
    var store: any TicketStore { fixture.store }
    init() throws { fixture = try StoreFixture() }

    private func entry(_ ticket: TicketID? = nil) -> JournalEntry {
        JournalEntry(at: fixture.now + .seconds(3600), event: "ticket-erased", ticket: ticket, user: "root (0)")
    }

    @Test("nothing of an erased order is left in any file, while another store user reads; proofs and counts stay")
    func byteSearch() async throws {
        let canary = try await CanaryTicket(fixture)
        let other = try SQLiteStore(path: fixture.path)
        defer { try? other.close() }
        #expect(try await other.ticket(canary.ticket.id)?.buyerName == "Zerlina Kanari")
        #expect(!(try traces(of: CanaryTicket.words, besides: fixture.path)).isEmpty)
        let before = try await store.audit(at: fixture.now + .seconds(60))
        let course = try await course(of: canary)

        let holdings = try await store.holdings(of: .order(CanaryTicket.order), at: nil)
        #expect(holdings.map(\.ticket.id) == [canary.ticket.id])
        #expect(holdings.first?.messages == 2 && holdings.first?.answers == 1 && holdings.first?.files == 1)
        #expect(holdings.first?.obstacles == [])
        try await store.erase(canary.ticket.id, force: false, entry(canary.ticket.id))
        try await store.scrub()

        #expect(try traces(of: CanaryTicket.words, besides: fixture.path) == [])
        #expect(try await store.holdings(of: .order(CanaryTicket.order), at: nil).isEmpty)
        let after = try await store.audit(at: fixture.now + .seconds(7200))
        #expect(after.findings == before.findings && after.findings.isEmpty)
        #expect(after.outcomes == before.outcomes && after.posts == before.posts && after.tickets == before.tickets)
        #expect(try await self.course(of: canary) == course)
        let journal = try await store.journal(of: canary.ticket.id)
        #expect(journal.map(\.event) == ["note-added", "ticket-erased"])
        #expect(journal.map(\.detail) == [nil, nil] && journal.last?.user == "root (0)")
        #expect(try await store.standing(ofToken: canary.ticket.token)?.isRevoked == true)
        #expect(try await other.ticket(canary.ticket.id)?.erasedAt != nil)
    }

    private func course(of canary: CanaryTicket) async throws -> [Int64?] {
        try await canary.database.read { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT asked_at, answered_at FROM course WHERE ticket_id = ?",
                arguments: [canary.ticket.id.number])
            return [row?["asked_at"], row?["answered_at"]]
        }
    }

    @Test("what was erased is known when it is seen again: the mail, and the marketplace's message")
    func seenAgain() async throws {
        let canary = try await CanaryTicket(fixture)
        try await store.erase(canary.ticket.id, force: false, entry(canary.ticket.id))
        #expect(
            try await store.duplicate(of: fixture.key(9), messageID: "kanari-note@conrad", contentHash: "00")
                == fixture.key(1))
        #expect(
            try await store.duplicate(of: fixture.key(9), messageID: "another@conrad", contentHash: "00") == nil)
        #expect(try await store.erased(among: ["kanari-m1", "m2"], at: "conrad") == ["kanari-m1"])
        #expect(try await store.erased(among: ["kanari-m1"], at: "bol").isEmpty)
        #expect(try await store.outcome(of: fixture.key(1))?.kind == .ticket)
        let next = try await store.openTicket(
            marketplace: "conrad", order: CanaryTicket.order, thread: "kanari-thread", fallback: "", token: "u",
            at: fixture.now)
        #expect(next.id != canary.ticket.id)
    }

    @Test("an unfinished ticket is erased only by force; its answers are given up then")
    func unfinished() async throws {
        let canary = try await CanaryTicket(fixture, isFinished: false)
        let holding = try #require(try await store.holdings(of: .ticket(canary.ticket.id), at: nil).first)
        #expect(holding.obstacles == [.openQuestion, .unfinishedAnswer, .unwrittenMail])
        await #expect(throws: StoreError.self) {
            try await store.erase(canary.ticket.id, force: false, entry(canary.ticket.id))
        }
        #expect(try await store.ticket(canary.ticket.id)?.order == CanaryTicket.order)
        let claimed = try #require(try await store.claimPost(marketplace: "conrad", at: fixture.now))
        await #expect(throws: StoreError.self) {
            try await store.erase(canary.ticket.id, force: true, entry(canary.ticket.id))
        }
        try await store.finish(
            PostOutcome(entry: claimed.id, result: .uncertain(until: fixture.now, reason: "x", looks: 0)),
            at: fixture.now)
        try await store.erase(canary.ticket.id, force: true, entry(canary.ticket.id))
        try await store.scrub()
        #expect(try traces(of: CanaryTicket.words, besides: fixture.path) == [])
        #expect(try await store.outbox(of: canary.ticket.id).map(\.state) == [.dropped])
        #expect(try await store.claimTicketMails(at: fixture.now, limit: 9).isEmpty)
        #expect(try await store.dueAlarms(at: fixture.now).isEmpty)
        #expect(try await store.audit(at: fixture.now + .seconds(7200)).findings.isEmpty)
    }

    @Test("a quarantined mail of a ticket under legal hold outlives its time")
    func heldQuarantine() async throws {
        let ticket = try await fixture.openTicket()
        for (uid, ticket) in [(UInt32(1), ticket.id), (2, nil)] {
            var intake = Intake(
                mail: fixture.key(uid), outcome: fixture.outcome(.quarantined, ticket: ticket, id: "q\(uid)"))
            intake.raw = [65]
            _ = try await store.commit(intake, at: fixture.now)
        }
        try await store.setLegalHold(true, on: ticket.id, entry(ticket.id))
        let later = fixture.now + .seconds(9)
        #expect(try await store.eraseQuarantine(before: later, limit: 9, at: later) == 1)
        #expect(try await store.keptMails().map(\.mail) == [fixture.key(1)])
        try await store.setLegalHold(false, on: ticket.id, entry(ticket.id))
        #expect(try await store.eraseQuarantine(before: later, limit: 9, at: later) == 1)
    }

    @Test("mails to the team about one ticket are among its copies, where they were written into a folder")
    func teamCopies() async throws {
        let ticket = try await fixture.openTicket()
        let queue = try DatabaseQueue(path: fixture.path)
        try await queue.write { database in
            for (name, recipients) in [("a", ""), ("b", "anna@seller.example")] {
                try database.execute(
                    sql: """
                        INSERT INTO team_mail (name, recipients, mailbox, folder, mail_message_id, ticket_id, state,
                            next_attempt, created_at) VALUES (?1, ?2, 'shop', 'Team', ?1 || '@x', ?3, 'sent', 0, 0)
                        """, arguments: [name, recipients, ticket.id.number])
            }
        }
        #expect(
            try await store.copies(of: ticket.id)
                == [FoundCopy(place: MailPlace(account: "shop", folder: "Team"), messageID: "a@x")])
    }

    @Test(
        "a kept mail's copies are where it came from; one that was handed over, or has no Message-ID, has none to find")
    func keptCopies() async throws {
        let handedOver = MailKey(account: MailKey.deliverAccount, folder: "", uidValidity: 1, uid: 1)
        for (mail, id) in [(fixture.key(1), "q1@x"), (fixture.key(2), nil), (handedOver, "q3@x")] {
            var intake = Intake(
                mail: mail, outcome: Outcome(.quarantined, reason: "x", messageID: id, contentHash: "00"))
            intake.raw = [65]
            _ = try await store.commit(intake, at: fixture.now)
        }
        var found: [FoundCopy] = []
        for mail in try await store.keptMails() { found += try await store.copies(of: mail) }
        let key = fixture.key(1)
        #expect(found == [FoundCopy(place: MailPlace(account: key.account, folder: key.folder), messageID: "q1@x")])
    }

    @Test("a legal hold keeps a ticket from everybody, until it is lifted")
    func legalHold() async throws {
        let canary = try await CanaryTicket(fixture)
        try await store.setLegalHold(true, on: canary.ticket.id, entry(canary.ticket.id))
        #expect(try await store.ticket(canary.ticket.id)?.heldSince != nil)
        await #expect(throws: StoreError.self) {
            try await store.erase(canary.ticket.id, force: true, entry(canary.ticket.id))
        }
        try await store.setLegalHold(false, on: canary.ticket.id, entry(canary.ticket.id))
        try await store.erase(canary.ticket.id, force: false, entry(canary.ticket.id))
        await #expect(throws: StoreError.self) { try await store.setLegalHold(true, on: TicketID(99), entry()) }
    }

    @Test(
        "by address: tickets of the alias, and those in whose texts it stands as a whole",
        arguments: [
            (CanaryTicket.address, true), ("ZERLINA.Kanari@alias.example", true), ("kanari@alias.example", false),
            ("zerlina.kanari@alias.exampl", false), ("somebody@else.example", false),
        ])
    func byAddress(address: String, isFound: Bool) async throws {
        let canary = try await CanaryTicket(fixture)
        let subject = DataSubject.address(try #require(EmailAddress(address)))
        let found = try await store.holdings(of: subject, at: nil).map(\.ticket.id)
        #expect(found == (isFound ? [canary.ticket.id] : []))
        #expect(try await store.holdings(of: subject, at: "bol").isEmpty)
    }

    @Test("what was merged goes with the whole")
    func merged() async throws {
        let canary = try await CanaryTicket(fixture)
        let part = try await fixture.openTicket(order: nil, thread: "t2")
        try await store.merge(part.id, into: canary.ticket.id, at: fixture.now)
        let found = try await store.holdings(of: .order(CanaryTicket.order), at: nil)
        #expect(found.map(\.ticket.id) == [canary.ticket.id, part.id])
        try await store.setLegalHold(true, on: part.id, entry(part.id))
        #expect(try await store.ticket(canary.ticket.id)?.heldSince != nil)
    }

    @Test("what was held before it was merged keeps the whole")
    func heldPart() async throws {
        let canary = try await CanaryTicket(fixture)
        let part = try await fixture.openTicket(order: nil, thread: "t2")
        try await store.setLegalHold(true, on: part.id, entry(part.id))
        try await store.merge(part.id, into: canary.ticket.id, at: fixture.now)
        await #expect(throws: StoreError.self) {
            try await store.erase(canary.ticket.id, force: true, entry(canary.ticket.id))
        }
    }

    @Test("news that were decided on before the ticket was erased are decided on anew")
    func overtaken() async throws {
        let canary = try await CanaryTicket(fixture)
        let version = try await store.version(of: canary.ticket.id)
        try await store.erase(canary.ticket.id, force: false, entry(canary.ticket.id))
        #expect(try await store.version(of: canary.ticket.id) != version)
        var late = Intake(mail: fixture.key(5), outcome: fixture.outcome(.update, ticket: canary.ticket.id, id: "n5@x"))
        late.messages = [fixture.message(canary.ticket, "m5", mailID: "q5@x")]
        #expect(try await store.commit(late, at: fixture.now).isStale)
        #expect(try await store.messages(of: canary.ticket.id).count == 2)
    }

    @Test("a kept mail goes and leaves an outcome", arguments: [Outcome.Kind.quarantined, .pending])
    func keptMail(kind: Outcome.Kind) async throws {
        var intake = Intake(mail: fixture.key(3), outcome: fixture.outcome(kind, id: "kanari@x"))
        intake.raw = Array("From: zerlina@x".utf8)
        _ = try await store.commit(intake, at: fixture.now)
        let kept = try #require(try await store.keptMails().first)
        #expect(try await store.content(of: kept) == intake.raw)
        try await store.erase(kept, entry())
        try await store.scrub()
        #expect(try await store.keptMails().isEmpty)
        #expect(try await store.outcome(of: fixture.key(3))?.kind == .ignored)
        #expect(
            try await store.duplicate(of: fixture.key(4), messageID: "kanari@x", contentHash: "00") == fixture.key(3))
        #expect(try await store.audit(at: fixture.now).findings.isEmpty)
        #expect(try traces(of: CanaryTicket.words, besides: fixture.path) == [])
    }

    @Test(
        "a word stands in a text whole, in any case",
        arguments: [
            ("Order 4711-A.", true), ("order 4711-a", true), ("4711-AB", false), ("04711-A", false), ("4711-A-", true),
            ("(4711-A)", true), ("4711", false), ("", false), ("4711-A.b", false),
        ])
    func words(text: String, isFound: Bool) throws {
        #expect(try #require(SubjectWord("4711-A")).occurs(in: text) == isFound)
    }

    @Test("the journal tells who looked, by ticket and time")
    func journal() async throws {
        let ticket = try await fixture.openTicket()
        for (number, user) in ["anna (1)", nil, "ben (2)"].enumerated() {
            try await store.record(
                JournalEntry(
                    at: fixture.now + .seconds(Int64(number)), event: "data-viewed",
                    ticket: number == 0 ? ticket.id : nil,
                    user: user))
        }
        var query = JournalQuery(limit: 9)
        #expect(try await store.journal(query).map(\.user) == ["ben (2)", nil, "anna (1)"])
        query.byPeople = true
        query.since = fixture.now + .seconds(1)
        #expect(try await store.journal(query).map(\.user) == ["ben (2)"])
        query = JournalQuery(limit: 9)
        query.ticket = ticket.id
        #expect(try await store.journal(query).map(\.user) == ["anna (1)"])
    }
}
