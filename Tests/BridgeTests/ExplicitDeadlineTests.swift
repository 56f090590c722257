import Domain
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

@Suite("A deadline that the marketplace names") struct ExplicitDeadlineTests {
    private func filed(_ deadline: Timestamp?) async throws -> TicketUpdate {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        let ticket = try await fixture.openTicket()
        let message = ConversationMessage(id: "m", role: .buyer, text: "Where?", createdAt: fixture.now)
        let news = News(
            mail: message, attachments: [], relay: nil, thread: "t1", subject: "Dispute", order: "12345-A", known: [],
            history: [])
        var filing = NewsFiling(fixture.context, fixture.account, ticket, kind: .claimOpen)
        filing.deadline = deadline
        return try await filing.file(news).update
    }

    @Test("counts instead of the clock's, and without one the clock's counts")
    func explicit() async throws {
        let named = Fixtures.now + .seconds(3600)
        #expect(try await filed(named).deadline == .some(named))
        #expect(try await filed(nil).deadline == .some(Fixtures.now + .seconds(86_400)))
    }

    @Test("days count from the mail's arrival")
    func days() {
        #expect(Recognition.Deadline.within(days: 3).time(writtenAt: Fixtures.now) == Fixtures.now + .seconds(259_200))
        #expect(Recognition.Deadline.at(Fixtures.now).time(writtenAt: Fixtures.now + .seconds(9)) == Fixtures.now)
    }
}
