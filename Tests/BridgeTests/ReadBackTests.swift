import Domain
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

@Suite("Looking for an answer whose outcome is open") struct ReadBackTests {
    /// An answer that may have arrived, in a conversation where our side wrote before and the buyer wrote last.
    private static func doubtful(_ readBacks: [ReadBack]) async throws -> (BridgeFixture, Ticket, Int64) {
        let fixture = try BridgeFixture(
            ScriptedConnector(.init(posts: [.uncertain(reason: "cut")], readBacks: readBacks)))
        let ticket = try await fixture.openTicket()
        let id = try #require(
            try await fixture.commit(uid: 1, .ticket, "test", on: ticket) { fixture, intake in
                intake.messages = [
                    seller("a0", on: ticket, at: fixture.now), fixture.buyerMessage("m1", on: ticket, at: fixture.now),
                ]
                intake.outbox = fixture.answer("Tomorrow.", on: ticket)
                intake.outbox?.lastKnown = "m1"
            })
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        return (fixture, ticket, id)
    }

    private static func seller(_ id: RemoteMessageID, on ticket: Ticket, at time: Timestamp) -> NewMessage {
        NewMessage(
            ticket: ticket.id, remoteID: id, thread: ticket.thread, role: .seller, authorName: nil, text: "Tomorrow.",
            createdAt: time, source: .api)
    }

    @Test("the buyer's next mail shows our own answer in the conversation: it is looked for all the same")
    func seenMeanwhile() async throws {
        let (fixture, ticket, id) = try await Self.doubtful([.found(id: "a1", at: Fixtures.now + .seconds(1))])
        _ = try await fixture.commit(uid: 2, .update, "test", on: ticket) { fixture, intake in
            intake.messages = [
                Self.seller("a1", on: ticket, at: fixture.now),
                fixture.buyerMessage("m2", on: ticket, at: fixture.now + .seconds(2)),
            ]
        }
        fixture.advance(.seconds(20))
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        #expect(fixture.connector.lookedFor.map(\.known) == [["a0", "m1", "m2"]])
        #expect(try await fixture.entry(id).state == .confirmed)
        #expect(fixture.connector.posts.count == 1)
        let messages = try await fixture.store.messages(of: ticket.id)
        #expect(messages.filter { $0.source == .outbox }.map(\.remoteID) == ["a1"])
    }

    @Test("another answer of ours with the same words is not taken for it")
    func ours() async throws {
        let (fixture, ticket, _) = try await Self.doubtful([.absent])
        let messages = [
            TicketMessage(
                id: 9, ticket: ticket.id, remoteID: "a2", thread: "t1", role: .seller, authorName: nil,
                text: "Tomorrow.", createdAt: Fixtures.now, source: .outbox, relay: nil)
        ]
        let entry = try #require(try await fixture.store.outbox(of: ticket.id).first)
        #expect(entry.earlierMessages(among: messages) == ["a2"])
    }
}
