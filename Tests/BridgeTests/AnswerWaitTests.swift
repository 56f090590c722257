import Domain
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

@Suite("What an answer leaves of the wait") struct AnswerWaitTests {
    private static func message(_ minute: Int, _ role: AuthorRole, _ thread: ThreadID? = "t1") -> TicketMessage {
        TicketMessage(
            id: Int64(minute), ticket: TicketID(1), remoteID: RemoteMessageID("m\(minute)"), thread: thread, role: role,
            authorName: nil, text: "", createdAt: at(minute), source: .api, relay: nil)
    }

    private static func at(_ minute: Int) -> Timestamp { Fixtures.now + .seconds(60 * minute) }

    @Test(
        "an answer covers its thread up to its own time, and nothing later",
        arguments: [
            // wait, answer at, thread, messages, rest
            (0, 5, "t1", [message(0, .buyer)], nil),
            (0, 5, "t1", [message(0, .buyer), message(5, .buyer)], nil),
            (0, 5, "t1", [message(0, .buyer), message(6, .buyer)], 6),
            (0, 5, "t1", [message(0, .buyer), message(6, .buyer), message(7, .seller)], nil),
            (0, 5, "t1", [message(0, .buyer, "t2"), message(1, .buyer)], 0),
            (1, 5, "t1", [message(0, .buyer, "t2"), message(1, .buyer)], nil),
            (0, 5, "t1", [message(0, .buyer), message(6, .operator)], nil),
            (nil, 5, "t1", [message(0, .buyer), message(6, .buyer)], nil),
        ] as [(Int?, Int, ThreadID, [TicketMessage], Int?)])
    func rest(wait: Int?, answer: Int, thread: ThreadID, messages: [TicketMessage], expected: Int?) {
        let rest = AnswerWait(
            since: wait.map(Self.at), answeredAt: Self.at(answer), in: thread, among: messages)
        #expect(rest.since == expected.map(Self.at))
    }

    @Test("an answer that was found late does not end the wait of what the buyer wrote behind it")
    func late() async throws {
        let fixture = try BridgeFixture(
            ScriptedConnector(
                .init(
                    posts: [.uncertain(reason: "cut")],
                    readBacks: [.found(id: "a1", at: Fixtures.now + .seconds(10))])))
        let ticket = try await fixture.openTicket()
        let id = try #require(
            try await fixture.commit(uid: 1, .ticket, "test", on: ticket) { fixture, intake in
                intake.messages = [fixture.buyerMessage("m1", on: ticket, at: fixture.now)]
                intake.ticketUpdate = TicketUpdate(
                    state: .open, waitingSince: .some(fixture.now), deadline: .some(fixture.now + .seconds(86_400)))
                intake.outbox = fixture.answer("Tomorrow.", on: ticket)
            })
        let dispatcher = OutboxDispatcher(fixture.context, for: fixture.account)
        _ = try await dispatcher.pass()
        fixture.advance(.seconds(20))
        let again = fixture.now
        _ = try await fixture.commit(uid: 2, .update, "test", on: ticket) { fixture, intake in
            intake.messages = [fixture.buyerMessage("m2", on: ticket, at: again)]
        }
        fixture.advance(.seconds(60))
        _ = try await dispatcher.pass()
        #expect(try await fixture.entry(id).state == .confirmed)
        let now = try #require(try await fixture.store.ticket(ticket.id))
        #expect(now.state == .open && now.waitingSince == again && now.deadline == again + .seconds(86_400))
    }

    @Test("an answer to a ticket that was closed meanwhile leaves it closed")
    func closed() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init(posts: [.accepted(id: "a1", at: Fixtures.now)])))
        let ticket = try await fixture.openTicket()
        _ = try await fixture.commit(uid: 1, .reply, "queued", on: ticket) { fixture, intake in
            intake.ticketUpdate = TicketUpdate(state: .closed)
            intake.outbox = fixture.answer("Bye.", on: ticket)
        }
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        #expect(try await fixture.store.ticket(ticket.id)?.state == .closed)
    }
}
