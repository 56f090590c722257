import Domain
import Store
import Testing

@Suite("Store: tickets put together and taken apart by hand") struct EditingContractTests {
    let fixture: StoreFixture
    var store: any TicketStore { fixture.store }
    init() throws { fixture = try StoreFixture() }

    private let none = TicketUpdate()

    /// A ticket with one message, its mail and one confirmed answer.
    private func ticket(_ order: OrderNumber?, _ thread: ThreadID, uid: UInt32) async throws -> Ticket {
        let ticket = try await fixture.openTicket(order: order, thread: thread)
        var intake = Intake(mail: fixture.key(uid), outcome: fixture.outcome(.ticket, ticket: ticket.id, id: "n\(uid)"))
        var message = fixture.message(ticket, RemoteMessageID("m\(uid)"), mailID: "tm\(uid)@x")
        message.thread = thread
        intake.messages = [message]
        intake.ticketUpdate = TicketUpdate(
            state: .open, waitingSince: .some(fixture.now + .seconds(Int64(uid))),
            deadline: .some(fixture.now + .seconds(1000 + Int64(uid))))
        _ = try await store.commit(intake, at: fixture.now)
        let entry = try #require(try await fixture.enqueue(ticket, "r\(uid)", uid: 100 + uid))
        try await store.move(entry, from: [.queued], to: .dropped, reason: nil, at: fixture.now)
        return try #require(try await store.ticket(ticket.id))
    }

    @Test("a merged ticket's messages, answers, mails, threads and tokens are the other's")
    func merge() async throws {
        let first = try await ticket(nil, "t1", uid: 1)
        let second = try await ticket("1-A", "t2", uid: 2)
        try await store.merge(first.id, into: second.id, at: fixture.now)
        #expect(try await store.messages(of: second.id).map(\.remoteID) == ["m1", "m2"])
        #expect(try await store.messages(of: first.id).isEmpty)
        #expect(try await store.outbox(of: second.id).count == 2)
        #expect(try await store.ticketMails(of: second.id).count == 2)
        #expect(try await store.standing(ofToken: first.token)?.ticket == second.id)
        #expect(try await fixture.openTicket(order: nil, thread: "t1").id == second.id)
        #expect(try await store.ticket(marketplace: "conrad", order: nil, thread: "t1")?.id == second.id)
        let whole = try #require(try await store.ticket(second.id))
        #expect(whole.waitingSince == first.waitingSince)
        #expect(whole.deadline == first.deadline)
        #expect(whole.state == .open)
        let part = try #require(try await store.ticket(first.id))
        #expect(part.mergedInto == second.id)
        #expect(part.state == .closed)
        #expect(try await store.tickets(state: nil, marketplace: nil, limit: 9).map(\.id) == [second.id])
        #expect(try await store.audit(at: fixture.now).findings.isEmpty)
    }

    @Test(
        "of two waits the older goes on with its own clock, and with the deadline that the marketplace named for either"
    )
    func mergedWaits() async throws {
        func merged(
            _ own: (since: Int64, until: Int64, explicit: Bool, clock: String?),
            _ other: (since: Int64, until: Int64, explicit: Bool, clock: String?)
        ) async throws -> String {
            let fixture = try StoreFixture()
            let first = try await fixture.openTicket(order: nil, thread: "t1")
            let second = try await fixture.openTicket(order: "1-A", thread: "t2")
            for (ticket, wait) in [(first, own), (second, other)] {
                var update = TicketUpdate(
                    state: .open, waitingSince: .some(fixture.now + .seconds(wait.since)),
                    deadline: .some(fixture.now + .seconds(wait.until)))
                (update.isExplicitDeadline, update.clock) = (wait.explicit, .some(wait.clock))
                try await fixture.store.update(ticket.id, update, at: fixture.now)
            }
            try await fixture.store.merge(first.id, into: second.id, at: fixture.now)
            let whole = try #require(try await fixture.store.ticket(second.id))
            let since = try #require(whole.waitingSince) - fixture.now
            let until = try #require(whole.deadline) - fixture.now
            return
                "\(since.components.seconds)-\(until.components.seconds) \(whole.isExplicitDeadline) \(whole.clock ?? "-")"
        }
        #expect(try await merged((1, 500, true, "claims"), (2, 900, false, nil)) == "1-500 true claims")
        #expect(try await merged((2, 900, false, nil), (1, 500, true, "claims")) == "1-500 true claims")
        #expect(try await merged((1, 500, false, nil), (2, 900, false, "slow")) == "1-500 false -")
        #expect(try await merged((2, 300, true, "claims"), (1, 500, false, "slow")) == "1-300 true slow")
        #expect(try await merged((2, 900, true, "claims"), (1, 500, false, "slow")) == "1-500 false slow")
    }

    @Test("a ticket that waits for nothing keeps its clock when one without a wait is made part of it")
    func mergedAtRest() async throws {
        let first = try await fixture.openTicket(order: nil, thread: "t1")
        let second = try await fixture.openTicket(order: "1-A", thread: "t2")
        var update = TicketUpdate()
        update.clock = .some("slow")
        try await store.update(second.id, update, at: fixture.now)
        try await store.merge(first.id, into: second.id, at: fixture.now)
        #expect(try await store.ticket(second.id)?.clock == "slow")
    }

    @Test("the order of a ticket that is merged is the other's from then on")
    func orderComesOver() async throws {
        let first = try await ticket("1-A", "t1", uid: 1)
        let second = try await ticket(nil, "t2", uid: 2)
        try await store.merge(first.id, into: second.id, at: fixture.now)
        #expect(try await store.tickets(order: "1-A").map(\.id) == [second.id])
        #expect(try await fixture.openTicket(order: "1-A", thread: "t9").id == second.id)
        let version = try await store.version(of: second.id)
        try await store.unmerge(first.id, own: none, rest: none, requires: version, at: fixture.now)
        #expect(try await store.tickets(order: "1-A").map(\.id) == [first.id])
        #expect(try await store.ticket(second.id)?.order == nil)
    }

    @Test("tickets that were merged one after the other all lead to the last")
    func chain() async throws {
        let first = try await ticket(nil, "t1", uid: 1)
        let second = try await ticket(nil, "t2", uid: 2)
        let third = try await ticket(nil, "t3", uid: 3)
        try await store.merge(first.id, into: second.id, at: fixture.now)
        try await store.merge(second.id, into: third.id, at: fixture.now)
        #expect(try await store.standing(ofToken: first.token)?.ticket == third.id)
        #expect(try await fixture.openTicket(order: nil, thread: "t1").id == third.id)
        #expect(try await store.messages(of: third.id).count == 3)
        // Taking the tokens back reaches those of the parts.
        _ = try await store.renewToken(of: third.id, to: "fresh", revokingEarlier: true, at: fixture.now)
        #expect(try await store.standing(ofToken: first.token)?.isRevoked == true)
        #expect(try await store.standing(ofToken: "fresh")?.isRevoked == false)
    }

    @Test("what was merged goes back, with what came in its thread meanwhile")
    func unmerge() async throws {
        let first = try await ticket(nil, "t1", uid: 1)
        let second = try await ticket("1-A", "t2", uid: 2)
        try await store.merge(first.id, into: second.id, at: fixture.now)
        var later = fixture.message(second, "m5", mailID: "tm5@x")
        later.thread = "t1"
        var intake = Intake(mail: fixture.key(5), outcome: fixture.outcome(.update, ticket: second.id, id: "n5"))
        intake.messages = [later]
        _ = try await store.commit(intake, at: fixture.now)
        let version = try await store.version(of: second.id)
        try await store.unmerge(
            first.id, own: TicketUpdate(state: .open), rest: TicketUpdate(state: .pending), requires: version,
            at: fixture.now)
        #expect(try await store.messages(of: first.id).map(\.remoteID) == ["m1", "m5"])
        #expect(try await store.messages(of: second.id).map(\.remoteID) == ["m2"])
        #expect(try await store.ticketMails(of: first.id).map(\.messageID) == ["tm1@x", "tm5@x"])
        #expect(try await store.outbox(of: first.id).map(\.replyKey) == ["r1"])
        #expect(try await store.standing(ofToken: first.token)?.ticket == first.id)
        #expect(try await store.ticket(first.id)?.state == .open)
        #expect(try await store.ticket(second.id)?.state == .pending)
        #expect(try await store.audit(at: fixture.now).findings.isEmpty)
    }

    @Test("a thread that was split off stays a ticket of its own, whatever order its news name")
    func split() async throws {
        let whole = try await ticket("1-A", "t1", uid: 1)
        _ = try await ticket("1-A", "t2", uid: 2)
        let version = try await store.version(of: whole.id)
        let part = try await store.split(
            "t2", off: whole.id, token: "part", own: TicketUpdate(state: .open), rest: none, requires: version,
            at: fixture.now)
        #expect(part.splitFrom == whole.id)
        #expect(try await store.messages(of: part.id).map(\.remoteID) == ["m2"])
        #expect(try await store.messages(of: whole.id).map(\.remoteID) == ["m1"])
        #expect(try await store.ticketMails(of: part.id).map(\.messageID) == ["tm2@x"])
        #expect(try await fixture.openTicket(order: "1-A", thread: "t2").id == part.id)
        #expect(try await fixture.openTicket(order: "1-A", thread: "t1").id == whole.id)
        #expect(try await fixture.openTicket(order: "1-A", thread: nil).id == whole.id)
        #expect(try await store.ticket(marketplace: "conrad", order: "1-A", thread: "t2")?.id == part.id)
        #expect(try await store.ticket(marketplace: "conrad", order: "1-A", thread: nil)?.id == whole.id)
        #expect(try await store.standing(ofToken: "part")?.ticket == part.id)
    }

    @Test("what cannot be put together or taken apart is refused, and nothing changes")
    func refusals() async throws {
        let first = try await ticket("1-A", "t1", uid: 1)
        let second = try await ticket("2-A", "t2", uid: 2)
        let third = try await ticket(nil, "t3", uid: 3)
        let foreign = try await store.openTicket(
            marketplace: "bol", order: nil, thread: "t9", fallback: "x", token: "foreign", at: fixture.now)
        func refuses(_ words: String, _ action: () async throws -> Void) async {
            do {
                try await action()
                Issue.record("not refused: \(words)")
            } catch {
                #expect("\(error)".contains(words))
            }
        }
        let now = fixture.now
        await refuses("a ticket has one order") { try await store.merge(first.id, into: second.id, at: now) }
        await refuses("a ticket has one marketplace") { try await store.merge(first.id, into: foreign.id, at: now) }
        await refuses("into itself") { try await store.merge(first.id, into: first.id, at: now) }
        await refuses("no ticket 99") { try await store.merge(TicketID(99), into: first.id, at: now) }
        let version = try await store.version(of: first.id)
        await refuses("part of no other") {
            try await store.unmerge(first.id, own: none, rest: none, requires: version, at: now)
        }
        await refuses("that of ticket") {
            _ = try await store.split(
                "t3", off: third.id, token: "x", own: none, rest: none, requires: store.version(of: third.id), at: now)
        }
        let entry = try #require(try await fixture.enqueue(third, "r9", uid: 9))
        await refuses("has just changed") {
            try await store.update(first.id, TicketUpdate(subject: "new"), at: now + .seconds(1))
            _ = try await store.split(
                "t1", off: first.id, token: "x", own: none, rest: none, requires: version, at: now)
        }
        try await store.move(entry, from: [.queued], to: .sending, reason: nil, at: now)
        await refuses("is on its way") { try await store.merge(third.id, into: first.id, at: now) }
        try await store.move(entry, from: [.sending], to: .dropped, reason: nil, at: now)
        try await store.merge(third.id, into: first.id, at: now)
        await refuses("is part of ticket \(first.id)") { try await store.merge(third.id, into: second.id, at: now) }
        await refuses("is part of ticket \(first.id)") { try await store.merge(second.id, into: third.id, at: now) }
    }
}
