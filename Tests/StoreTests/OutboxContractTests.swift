import Domain
import GRDB
import Store
import Testing

@Suite("Store: outbox") struct OutboxContractTests {
    let fixture: StoreFixture
    var store: any TicketStore { fixture.store }
    init() throws { fixture = try StoreFixture() }

    @Test("one reply makes one post, however often its mail arrives")
    func onePost() async throws {
        let ticket = try await fixture.openTicket()
        #expect(try await fixture.enqueue(ticket, "r1", uid: 1) != nil)
        #expect(try await fixture.enqueue(ticket, "r1", uid: 2) == nil)
        #expect(try await store.outbox(of: ticket.id).count == 1)
    }

    @Test("a claimed post is committed as sending, with its attachments")
    func claim() async throws {
        let ticket = try await fixture.openTicket()
        let id = try #require(try await fixture.enqueue(ticket, "r1", uid: 1))
        let entry = try #require(try await store.claimPost(marketplace: "conrad", at: fixture.now))
        #expect(entry.id == id)
        #expect(entry.attachments.map(\.bytes) == [[65]])
        #expect(try await store.outboxEntry(id)?.state == .sending)
        #expect(try await store.claimPost(marketplace: "conrad", at: fixture.now) == nil)
    }

    @Test("the next time to work is that of the first on its way, not of one that waits for it")
    func nextTime() async throws {
        let ticket = try await fixture.openTicket()
        let first = try #require(try await fixture.enqueue(ticket, "r1", uid: 1))
        _ = try await fixture.enqueue(ticket, "r2", uid: 2)
        #expect(try await store.nextPostTime(marketplace: "conrad") == fixture.now)
        _ = try await store.claimPost(marketplace: "conrad", at: fixture.now)
        let later = fixture.now + .seconds(30)
        try await store.finish(
            PostOutcome(entry: first, result: .uncertain(until: later, reason: "cut", looks: 0)), at: fixture.now)
        #expect(try await store.nextPostTime(marketplace: "conrad") == later)
    }

    @Test("within a ticket the second reply waits for the first, other tickets do not")
    func order() async throws {
        let ticket = try await fixture.openTicket()
        let other = try await fixture.openTicket(order: "2-A", thread: "t2")
        let first = try #require(try await fixture.enqueue(ticket, "r1", uid: 1))
        let second = try #require(try await fixture.enqueue(ticket, "r2", uid: 2))
        let third = try #require(try await fixture.enqueue(other, "r3", uid: 3))
        #expect(try await store.claimPost(marketplace: "conrad", at: fixture.now)?.id == first)
        #expect(try await store.claimPost(marketplace: "conrad", at: fixture.now)?.id == third)
        #expect(try await store.claimPost(marketplace: "conrad", at: fixture.now) == nil)
        try await store.finish(
            PostOutcome(entry: first, result: .confirmed(remoteID: "x1", at: fixture.now)), at: fixture.now)
        #expect(try await store.claimPost(marketplace: "conrad", at: fixture.now)?.id == second)
    }

    @Test("after a crash a post that was being sent is uncertain, never queued")
    func crash() async throws {
        let ticket = try await fixture.openTicket()
        let id = try #require(try await fixture.enqueue(ticket, "r1", uid: 1))
        _ = try await store.claimPost(marketplace: "conrad", at: fixture.now)
        let restarted = try SQLiteStore(path: fixture.path)
        #expect(try await restarted.recoverInterruptedPosts(marketplace: "conrad", at: fixture.now) == 1)
        #expect(try await restarted.claimPost(marketplace: "conrad", at: fixture.now) == nil)
        #expect(try await restarted.dueUncertain(marketplace: "conrad", at: fixture.now)?.id == id)
    }

    @Test("a confirmed post stands in the conversation, and the same remote message is not added by a later read")
    func confirmed() async throws {
        let ticket = try await fixture.openTicket()
        let id = try #require(try await fixture.enqueue(ticket, "r1", uid: 1))
        _ = try await store.claimPost(marketplace: "conrad", at: fixture.now)
        try await store.finish(
            PostOutcome(
                entry: id, result: .confirmed(remoteID: "x1", at: fixture.now),
                ticketMail: fixture.mail(ticket, "rc@x", kind: .receipt),
                ticketUpdate: TicketUpdate(state: .pending)), at: fixture.now)
        var intake = Intake(mail: fixture.key(5), outcome: fixture.outcome(.update, ticket: ticket.id, id: "n"))
        intake.messages = [fixture.message(ticket, "x1", mailID: "tm9@x")]
        #expect(try await store.commit(intake, at: fixture.now).newMessages == 0)
        #expect(try await store.messages(of: ticket.id).map(\.role) == [.seller])
        #expect(try await store.ticketMails(of: ticket.id).map(\.outbox) == [id])
        let late = PostOutcome(entry: id, result: .failed(reason: "no"))
        #expect(try await store.finish(late, at: fixture.now) == .overtaken)
        #expect(try await store.outboxEntry(id)?.state == .confirmed)
    }

    @Test("an admin moves an entry only from the states that allow it")
    func moves() async throws {
        let ticket = try await fixture.openTicket()
        let id = try #require(try await fixture.enqueue(ticket, "r1", uid: 1, state: .held))
        #expect(try await store.claimPost(marketplace: "conrad", at: fixture.now) == nil)
        try await store.move(id, from: [.held], to: .queued, reason: nil, at: fixture.now)
        _ = try await store.claimPost(marketplace: "conrad", at: fixture.now)
        await #expect(throws: StoreError.self) {
            try await store.move(id, from: [.held, .queued], to: .dropped, reason: "admin", at: fixture.now)
        }
        await #expect(throws: StoreError.self) {
            try await store.move(99, from: [.held], to: .queued, reason: nil, at: fixture.now)
        }
    }

    @Test("a held reply goes out as confirmed by the agent, or with the agent's new text, once")
    func release() async throws {
        let ticket = try await fixture.openTicket()
        let id = try #require(try await fixture.enqueue(ticket, "r1", uid: 1, state: .held))
        for (uid, text) in [(2, "Better."), (3, "Too late.")] as [(UInt32, String)] {
            var intake = Intake(mail: fixture.key(uid), outcome: fixture.outcome(.command, ticket: ticket.id, id: text))
            intake.outboxChanges = [.release(id: id, text: text, at: fixture.now)]
            _ = try await store.commit(intake, at: fixture.now)
            _ = try await store.claimPost(marketplace: "conrad", at: fixture.now)
        }
        #expect(try await store.outboxEntry(id)?.text == "Better.")
    }

    @Test("looks count only where they showed nothing, and begin anew with each sending")
    func looks() async throws {
        let ticket = try await fixture.openTicket()
        let id = try #require(try await fixture.enqueue(ticket, "r1", uid: 1))
        _ = try await store.claimPost(marketplace: "conrad", at: fixture.now)
        try await store.finish(
            PostOutcome(entry: id, result: .uncertain(until: fixture.now, reason: "502", looks: 2)), at: fixture.now)
        let due = try #require(try await store.dueUncertain(marketplace: "conrad", at: fixture.now + .seconds(9)))
        #expect(due.readBacks == 2)
        #expect(due.uncertainSince == fixture.now && due.unseenSince == nil && due.resumedAt == nil)
        let later = fixture.now + .seconds(9)
        for minute in 0..<2 {
            try await store.finish(
                PostOutcome(entry: id, result: .uncertain(until: later, reason: "503", looks: 2)),
                at: later + .seconds(60 * minute))
        }
        #expect(try await store.outboxEntry(id)?.unseenSince == later, "since the first look that failed")
        #expect(try await store.dueUncertain(marketplace: "kaufland", at: fixture.now + .seconds(9)) == nil)
        try await store.finish(
            PostOutcome(entry: id, result: .postponed(until: fixture.now, reason: "absent")), at: fixture.now)
        #expect(try await store.claimPost(marketplace: "conrad", at: fixture.now)?.readBacks == 0)
        let sent = try #require(try await store.outboxEntry(id))
        #expect(sent.uncertainSince == nil && sent.unseenSince == nil)
        #expect(sent.doubtedAt == later + .seconds(60), "for ever")
    }

    @Test("the marketplace's name for work is kept until it is asked for anew, and then forgotten")
    func work() async throws {
        let ticket = try await fixture.openTicket()
        let id = try #require(try await fixture.enqueue(ticket, "r1", uid: 1))
        _ = try await store.claimPost(marketplace: "conrad", at: fixture.now)
        try await store.finish(
            PostOutcome(entry: id, result: .pending(handle: "feed 1", until: fixture.now)), at: fixture.now)
        try await store.forgetWork(of: id)
        #expect(try await store.outboxEntry(id)?.handle == "feed 1", "only of what is being sent")
        try await store.finish(
            PostOutcome(entry: id, result: .held(reason: OutboxEntry.outcomeUnknown)), at: fixture.now)
        try await store.move(id, from: [.held], to: .queued, reason: nil, at: fixture.now)
        #expect(try await store.claimPost(marketplace: "conrad", at: fixture.now)?.handle == "feed 1")
        #expect(try await store.outboxEntry(id)?.handle == "feed 1")
        try await store.forgetWork(of: id)
        #expect(try await store.outboxEntry(id)?.handle == nil)
    }

    @Test("an answer that bounced is no message of the conversation any more")
    func bounce() async throws {
        let ticket = try await fixture.openTicket()
        let id = try #require(try await fixture.enqueue(ticket, "r1", uid: 1))
        _ = try await store.claimPost(marketplace: "conrad", at: fixture.now)
        try await store.finish(
            PostOutcome(entry: id, result: .confirmed(remoteID: nil, at: fixture.now)), at: fixture.now)
        #expect(try await store.messages(of: ticket.id).count == 1)
        var intake = Intake(mail: fixture.key(5), outcome: fixture.outcome(.update, ticket: ticket.id, id: "b"))
        intake.outboxChanges = [.bounce(id: id, reason: "undelivered")]
        _ = try await store.commit(intake, at: fixture.now)
        #expect(try await store.messages(of: ticket.id).isEmpty)
        #expect(try await store.outboxEntry(id)?.state == .failed)
    }

    @Test("what became of a post is written although another process keeps writing for longer than a commit waits")
    func lockedOut() async throws {
        let ticket = try await fixture.openTicket()
        let entry = try #require(try await fixture.enqueue(ticket, "locked", uid: 90))
        #expect(try await store.claimPost(marketplace: "conrad", at: fixture.now)?.id == entry)
        var unsafe = Configuration()
        unsafe.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: fixture.path, configuration: unsafe)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        async let record = store.finish(
            PostOutcome(entry: entry, result: .postponed(until: fixture.now, reason: "503")), at: fixture.now)
        // Each waits for its turn, and then for the lock.
        for _ in 0..<2 { await #expect(throws: StoreError.self) { try await store.proveWritable() } }
        try await other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        #expect(try await record == .written)
        #expect(try await store.outboxEntry(entry)?.state == .queued)
    }
}
