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
            history: [], of: nil,
            counts: { _ in true })
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

    @Test("holds for the wait that it was named for, until the marketplace names another")
    func kept() {
        let named = Fixtures.now + .seconds(3600)
        let ticket = Fixtures.ticket {
            $0.waitingSince = Fixtures.now
            $0.deadline = named
            $0.isExplicitDeadline = true
        }
        let account = Fixtures.account
        let later = Fixtures.now + .seconds(60)
        let same = account.due(since: Fixtures.now, of: ticket)
        #expect(same.time == named && same.isExplicit)
        let other = account.due(since: Fixtures.now, of: ticket, named: later)
        #expect(other.time == later && other.isExplicit)
        // What was asked behind it is another wait.
        let next = account.due(since: later, of: ticket)
        #expect(next.time == later + .seconds(86_400) && !next.isExplicit)
    }

    @Test("the buyer's next mail of the same wait leaves it, and an answer ends it")
    func filedAgain() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init(posts: [.accepted(id: "a1", at: Fixtures.now)])))
        let ticket = try await fixture.openTicket()
        let named = fixture.now + .seconds(3600)
        _ = try await fixture.commit(uid: 1, .ticket, "test", on: ticket) { fixture, intake in
            intake.messages = [fixture.buyerMessage("m1", on: ticket, at: fixture.now)]
            intake.ticketUpdate = TicketUpdate(
                state: .open, waitingSince: .some(fixture.now), deadline: .some(named))
            intake.ticketUpdate?.isExplicitDeadline = true
            intake.outbox = fixture.answer("Tomorrow.", on: ticket)
        }
        let waiting = try #require(try await fixture.store.ticket(ticket.id))
        #expect(waiting.isExplicitDeadline)
        let again = ConversationMessage(id: "m", role: .buyer, text: "?", createdAt: fixture.now + .seconds(9))
        let news = News(
            mail: again, attachments: [], relay: nil, thread: "t1", subject: nil, order: nil, known: [],
            history: try await fixture.store.messages(of: ticket.id), of: waiting, counts: { _ in true })
        let update = try await NewsFiling(fixture.context, fixture.account, waiting, kind: .buyerMessage).file(news)
            .update
        #expect(update.waitingSince == .some(fixture.now))
        #expect(update.deadline == .some(named) && update.isExplicitDeadline == true)
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        #expect(try await fixture.store.ticket(ticket.id)?.deadline == nil)
    }

    @Test("days count from the mail's arrival")
    func days() {
        #expect(Recognition.Deadline.within(days: 3).time(writtenAt: Fixtures.now) == Fixtures.now + .seconds(259_200))
        #expect(Recognition.Deadline.at(Fixtures.now).time(writtenAt: Fixtures.now + .seconds(9)) == Fixtures.now)
    }
}
