import Bridge
import Domain
import Store
import Testing

@Suite("Tickets taken apart: who waits for what") struct TicketPartsTests {
    private func message(_ thread: ThreadID, _ role: AuthorRole, at seconds: Int64) -> TicketMessage {
        var message = Fixtures.message(RemoteMessageID("\(thread)-\(seconds)"), role, at: seconds)
        message.thread = thread
        return message
    }

    private func parts(waiting seconds: Int64?, state: TicketState = .open, _ messages: [TicketMessage]) -> TicketParts
    {
        let ticket = Fixtures.ticket {
            $0.state = state
            $0.waitingSince = seconds.map { Fixtures.now + .seconds($0) }
            $0.deadline = seconds.map { Fixtures.now + .seconds($0 + 5000) }
        }
        return TicketParts(ticket, messages, leaves: { $0.thread == "b" }, counts: { !$0.isAutomatic }) {
            $0 + .seconds(100)
        }
    }

    private func expect(
        _ update: TicketUpdate, _ state: TicketState, since: Int64?, until: Int64?,
        at location: SourceLocation = #_sourceLocation
    ) {
        #expect(update.state == state, sourceLocation: location)
        #expect(update.waitingSince == .some(since.map { Fixtures.now + .seconds($0) }), sourceLocation: location)
        #expect(update.deadline == .some(until.map { Fixtures.now + .seconds($0) }), sourceLocation: location)
    }

    @Test("the part whose question began the wait keeps it with its deadline; the other gets its own")
    func both() {
        let parts = parts(
            waiting: 10, [message("a", .buyer, at: 10), message("b", .buyer, at: 20), message("b", .buyer, at: 30)])
        expect(parts.rest, .open, since: 10, until: 5010)
        expect(parts.own, .open, since: 20, until: 120)
    }

    @Test("the deadline that the marketplace named, and the clock, go with the wait that they were for")
    func explicit() {
        let ticket = Fixtures.ticket {
            $0.waitingSince = Fixtures.now + .seconds(10)
            $0.deadline = Fixtures.now + .seconds(99)
            $0.isExplicitDeadline = true
            $0.clock = "claims"
        }
        let parts = TicketParts(
            ticket, [message("a", .buyer, at: 10), message("b", .buyer, at: 20)], leaves: { $0.thread == "b" },
            counts: { _ in true }, deadline: { $0 + .seconds(100) })
        #expect(parts.rest.isExplicitDeadline == true && parts.rest.clock == .some("claims"))
        #expect(parts.own.isExplicitDeadline == false && parts.own.clock == .some("claims"))
    }

    @Test("a part that was answered waits for nothing")
    func answered() {
        let parts = parts(
            waiting: 20,
            [message("a", .buyer, at: 10), message("a", .seller, at: 15), message("b", .buyer, at: 20)])
        expect(parts.rest, .pending, since: nil, until: nil)
        expect(parts.own, .open, since: 20, until: 5020)
    }

    @Test("a part that got only an acknowledgement that does not count still waits")
    func acknowledged() {
        var receipt = message("b", .seller, at: 25)
        receipt.isAutomatic = true
        let parts = parts(waiting: 10, [message("a", .buyer, at: 10), message("b", .buyer, at: 20), receipt])
        expect(parts.rest, .open, since: 10, until: 5010)
        expect(parts.own, .open, since: 20, until: 120)
    }

    @Test("a wait that no message accounts for stays with the newest question")
    func stated() {
        let parts = parts(waiting: 99, [message("b", .buyer, at: 20), message("a", .buyer, at: 30)])
        expect(parts.rest, .open, since: 99, until: 5099)
        expect(parts.own, .pending, since: nil, until: nil)
    }

    @Test("parts of a closed ticket are closed")
    func closed() {
        let parts = parts(waiting: nil, state: .closed, [message("a", .buyer, at: 1), message("b", .buyer, at: 2)])
        expect(parts.rest, .closed, since: nil, until: nil)
        expect(parts.own, .closed, since: nil, until: nil)
    }
}
