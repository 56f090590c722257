import Domain
import Store
import Testing

@Suite("Store: what routes and clocks ask") struct RoutingContractTests {
    let fixture: StoreFixture
    var store: any TicketStore { fixture.store }
    init() throws { fixture = try StoreFixture() }

    private func ticket(_ order: OrderNumber, _ update: TicketUpdate) async throws -> Ticket {
        let ticket = try await fixture.openTicket(order: order, thread: nil)
        try await store.update(ticket.id, update, at: fixture.now)
        return ticket
    }

    @Test("open tickets are counted by owner")
    func open() async throws {
        _ = try await ticket("1-A", TicketUpdate(state: .open, owner: "anna"))
        _ = try await ticket("2-A", TicketUpdate(state: .open, owner: "anna"))
        _ = try await ticket("3-A", TicketUpdate(state: .closed, owner: "anna"))
        _ = try await ticket("4-A", TicketUpdate(state: .open, owner: "ben"))
        _ = try await ticket("5-A", TicketUpdate(state: .open))
        #expect(try await store.openTicketsByOwner() == ["anna": 2, "ben": 1])
    }

    @Test("the last in turn is remembered by route, and the clock of a ticket until it is taken away")
    func turns() async throws {
        var update = TicketUpdate(owner: "anna")
        update.routing = .init(
            routes: ["a", "b"], priority: "high", turn: .init(route: "a", agent: "anna"))
        update.clock = .some("fast")
        let first = try await ticket("1-A", update)
        #expect(try await store.ticket(first.id)?.clock == "fast")
        update.routing?.turn = .init(route: "a", agent: "ben")
        update.clock = .some(nil)
        try await store.update(first.id, update, at: fixture.now)
        #expect(try await store.lastAssigned() == ["a": "ben"])
        #expect(try await store.ticket(first.id)?.clock == nil)
    }

    @Test("a buyer is known by the marketplace's name for him, with his messages and his latest owner")
    func acquaintance() async throws {
        let old = try await ticket("1-A", TicketUpdate(buyerName: "Zerlina", owner: "ben"))
        let new = try await ticket("2-A", TicketUpdate(buyerName: "Zerlina"))
        let other = try await ticket("3-A", TicketUpdate(buyerName: "Masetto", owner: "carl"))
        for (uid, ticket) in [(1, old), (2, old), (3, new), (4, other)] as [(UInt32, Ticket)] {
            var intake = Intake(
                mail: fixture.key(uid), outcome: fixture.outcome(.update, ticket: ticket.id, id: "\(uid)@x"))
            intake.messages = [fixture.message(ticket, RemoteMessageID("m\(uid)"), mailID: "tm\(uid)@x")]
            _ = try await store.commit(intake, at: fixture.now)
        }
        let known = try await store.acquaintance(of: new.id, buyerName: "Zerlina")
        #expect(known == BuyerAcquaintance(messages: 3, owner: "ben"))
        #expect(try await store.acquaintance(of: new.id, buyerName: nil) == BuyerAcquaintance(messages: 1, owner: nil))
        #expect(try await store.acquaintance(of: other.id, buyerName: "Masetto").owner == "carl")
        #expect(
            try await store.tickets(activeSince: fixture.now, after: old.id, limit: 9).map(\.id) == [new.id, other.id])
        #expect(try await store.tickets(activeSince: fixture.now + .seconds(1), after: nil, limit: 9).isEmpty)
    }

    @Test("a counted deadline is moved once, a named one or one that changed meanwhile never")
    func recount() async throws {
        let due = fixture.now + .seconds(3600)
        var counted = TicketUpdate(waitingSince: .some(fixture.now), deadline: .some(due))
        counted.isExplicitDeadline = false
        var named = counted
        named.isExplicitDeadline = true
        let first = try await ticket("1-A", counted)
        _ = try await ticket("2-A", named)
        _ = try await ticket("3-A", TicketUpdate(waitingSince: .some(fixture.now), deadline: .some(due)))
        let found = try await store.countedTickets(after: nil, limit: 9)
        #expect(found.map(\.id) == [first.id])
        let entry = JournalEntry(at: fixture.now, event: "deadline-moved", ticket: first.id)
        let later = due + .seconds(60)
        #expect(try await store.recount(found[0], to: later, entry, at: fixture.now))
        #expect(try await !store.recount(found[0], to: due, entry, at: fixture.now))
        #expect(try await store.ticket(first.id)?.deadline == later)
        #expect(try await store.journal(of: first.id).map(\.event) == ["deadline-moved"])
    }

    @Test("a copy of a ticket mail waits until it is done with; the mail twice makes no second copy")
    func copies() async throws {
        let ticket = try await fixture.openTicket()
        var mail = fixture.mail(ticket, "tm1@x")
        mail.copies = ["anna@seller.example"]
        try await store.enqueue(mail, at: fixture.now)
        try await store.enqueue(mail, at: fixture.now)
        let later = fixture.now + .seconds(60)
        let copy = try #require(try await store.claimMailCopy(at: fixture.now, retryAt: later))
        #expect(copy.address == "anna@seller.example" && copy.raw == [1, 2, 3] && copy.attempts == 1)
        #expect(try await store.claimMailCopy(at: fixture.now, retryAt: later) == nil)
        #expect(try await store.nextMailCopyTime() == later)
        try await store.postponeMailCopy(copy.id, until: fixture.now)
        #expect(try await store.claimMailCopy(at: fixture.now, retryAt: later)?.attempts == 2)
        try await store.finishMailCopy(copy.id)
        #expect(try await store.nextMailCopyTime() == nil)
    }
}
