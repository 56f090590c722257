import Domain
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

@Suite("What an administrator may send once more") struct QueueChangeTests {
    private static func failed() async throws -> (BridgeFixture, Ticket, Int64) {
        let fixture = try BridgeFixture(ScriptedConnector(.init(posts: [.refused(reason: "too long")])))
        let ticket = try await fixture.openTicket()
        let id = try #require(
            try await fixture.commit(uid: 1, .reply, "queued", on: ticket) { fixture, intake in
                intake.messages = [fixture.buyerMessage("m1", on: ticket, at: fixture.now)]
                intake.outbox = fixture.answer("Tomorrow.", on: ticket)
            })
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        fixture.advance(.seconds(60))
        return (fixture, ticket, id)
    }

    private static func say(_ role: AuthorRole, in thread: ThreadID, of ticket: Ticket, _ fixture: BridgeFixture)
        async throws
    {
        _ = try await fixture.commit(uid: 2, .update, "test", on: ticket) { fixture, intake in
            intake.messages = [
                NewMessage(
                    ticket: ticket.id, remoteID: "m2", thread: thread, role: role, authorName: nil, text: "So.",
                    createdAt: fixture.now, source: .api)
            ]
        }
    }

    @Test("`retry ALL` means what waits; a failed answer is meant by its number")
    func all() {
        #expect(QueueChange.retry.statesOfAll == [.queued])
        for change in QueueChange.allCases where change != .retry { #expect(change.statesOfAll == change.from) }
    }

    @Test("`drop ALL` leaves what may have gone out: it is given up by its number only")
    func dropAll() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init(posts: [.uncertain(reason: "lost")])))
        let ticket = try await fixture.openTicket()
        let id = try #require(
            try await fixture.commit(uid: 1, .reply, "queued", on: ticket) { fixture, intake in
                intake.outbox = fixture.answer("Tomorrow.", on: ticket)
            })
        #expect(!QueueChange.drop.passesOver(try await fixture.entry(id)))
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        let entry = try await fixture.entry(id)
        #expect(entry.state == .uncertain && QueueChange.drop.passesOver(entry))
        #expect(!QueueChange.retry.passesOver(entry))
        try await QueueChange.drop.apply(to: id, in: fixture.store, at: fixture.now)
        #expect(try await fixture.entry(id).state == .dropped)
    }

    @Test(
        "a failed answer goes out again, unless the buyer was answered in its conversation since",
        arguments: [(AuthorRole.buyer, "t1", true), (.seller, "t2", true), (.seller, "t1", false)]
            as [(AuthorRole, ThreadID, Bool)])
    func answered(role: AuthorRole, thread: ThreadID, isSent: Bool) async throws {
        let (fixture, ticket, id) = try await Self.failed()
        try await Self.say(role, in: thread, of: ticket, fixture)
        if isSent {
            try await QueueChange.retry.apply(to: id, in: fixture.store, at: fixture.now)
        } else {
            let error = await #expect(throws: StoreError.self) {
                try await QueueChange.retry.apply(to: id, in: fixture.store, at: fixture.now)
            }
            #expect(error?.kind == .wrongState)
        }
        #expect(try await fixture.entry(id).state == (isSent ? .queued : .failed))
    }

    @Test("a ticket that changed since an administrator looked at it is not closed")
    func behind() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        let ticket = try await fixture.openTicket()
        let (seen, version) = try #require(try await fixture.store.snapshot(of: ticket.id))
        try await Self.say(.buyer, in: "t1", of: ticket, fixture)
        let closed = TicketUpdate(state: .closed, waitingSince: .some(nil), deadline: .some(nil))
        let error = await #expect(throws: StoreError.self) {
            try await fixture.store.edit(
                seen, closed, .ticketClosed, "test", by: "root", requires: version, at: fixture.now)
        }
        #expect(error?.kind == .wrongState && error?.detail.contains("changed just now") == true)
        #expect(try await fixture.store.ticket(ticket.id)?.state != .closed)
        #expect(try await !fixture.store.journal(of: ticket.id).contains { $0.event == Event.ticketClosed.rawValue })
        let (again, now) = try #require(try await fixture.store.snapshot(of: ticket.id))
        try await fixture.store.edit(again, closed, .ticketClosed, "test", by: "root", requires: now, at: fixture.now)
        #expect(try await fixture.store.ticket(ticket.id)?.state == .closed)
    }

    @Test("nothing of an erased ticket goes out")
    func erased() async throws {
        let (fixture, ticket, id) = try await Self.failed()
        try await fixture.store.erase(
            ticket.id, force: true, JournalEntry(at: fixture.now, event: "ticket-erased", ticket: ticket.id))
        await #expect(throws: StoreError.self) {
            try await QueueChange.retry.apply(to: id, in: fixture.store, at: fixture.now)
        }
        #expect(try await fixture.entry(id).state == .failed)
    }
}
