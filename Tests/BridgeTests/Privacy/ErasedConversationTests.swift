import Domain
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

@Suite("conversations that were erased and are shown again")
struct ErasedConversationTests {
    private static func change(_ messages: [(id: RemoteMessageID, at: Timestamp)]) -> ConversationChange {
        let conversation = Conversation(
            thread: "t1", order: "12345-A", buyerName: "Zerlina",
            messages: messages.map {
                ConversationMessage(id: $0.id, role: .buyer, text: "Text \($0.id)", createdAt: $0.at)
            }, replyNeededSince: messages.last?.at, statesReplyNeeded: true, isClosed: false)
        return ConversationChange(
            thread: "t1", order: "12345-A", changedAt: messages.last?.at, conversation: conversation)
    }

    @Test("the sweep leaves them alone; a new message opens a new ticket that has only that")
    func swept() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        let sweep = Sweep(fixture.context, for: fixture.account)
        try await sweep.pass()
        fixture.advance(.seconds(3600))
        let first = (id: RemoteMessageID("1"), at: fixture.now - .seconds(1800))
        fixture.connector.change { $0.changes = [Self.change([first])] }
        #expect(try await sweep.pass().newTickets == 1)
        let ticket = try #require(try await fixture.store.tickets(order: "12345-A").first)
        try await fixture.store.erase(
            ticket.id, force: true, JournalEntry(at: fixture.now, event: "ticket-erased", ticket: ticket.id))

        fixture.advance(.seconds(60))
        #expect(try await sweep.pass().newTickets == 0)
        #expect(try await fixture.store.tickets(order: "12345-A").isEmpty)

        fixture.advance(.seconds(1200))
        let second = (id: RemoteMessageID("2"), at: fixture.now - .seconds(400))
        fixture.connector.change { $0.changes = [Self.change([first, second])] }
        #expect(try await sweep.pass().newTickets == 1)
        let next = try #require(try await fixture.store.tickets(order: "12345-A").first)
        #expect(next.id != ticket.id && next.waitingSince == second.at)
        #expect(try await fixture.store.messages(of: next.id).map(\.remoteID) == [second.id])
    }
}
