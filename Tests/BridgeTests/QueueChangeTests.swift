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
