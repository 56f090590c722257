import Domain
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

@Suite("An answer by relay mail, which nobody confirms") struct RelayAnswerTests {
    @Test("trap: it closes no ticket, its receipt promises no more than it knows, and a bounce brings the wait back")
    func takenOver() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init(posts: [.accepted(id: nil, at: Fixtures.now)])))
        let ticket = try await fixture.openTicket()
        let id = try #require(
            try await fixture.commit(uid: 1, .ticket, "test", on: ticket) { fixture, intake in
                intake.messages = [fixture.buyerMessage("m1", on: ticket, at: fixture.now)]
                intake.ticketUpdate = TicketUpdate(state: .open, waitingSince: .some(fixture.now))
                intake.outbox = fixture.answer("Tomorrow.", on: ticket)
                intake.outbox?.relay = "{}"
            })
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        #expect(try await fixture.store.ticket(ticket.id)?.state == .pending)
        let receipt = try #require(try await fixture.mails(of: ticket).last)
        #expect(receipt.text.contains("If Conrad refuses it later, you will be told here"))

        let bounce = Bounce(fixture.context, fixture.account, ticket)
        let since = try await bounce.waitingSince(without: try await fixture.entry(id))
        let entry = try await fixture.entry(id)
        _ = try await fixture.commit(uid: 2, .update, "bounce", on: ticket) { _, intake in
            intake.ticketUpdate = TicketUpdate(state: .open, waitingSince: .some(since))
            try bounce.report(entry, in: &intake)
        }
        let now = try #require(try await fixture.store.ticket(ticket.id))
        #expect(now.state == .open && now.waitingSince == fixture.now)
        #expect(try await fixture.mails(of: ticket).last?.kind == .failure)
    }
}
