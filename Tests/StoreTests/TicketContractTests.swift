import Domain
import Store
import Testing

@Suite("Store: tickets and ticket mails") struct TicketContractTests {
    let fixture: StoreFixture
    var store: any TicketStore { fixture.store }
    init() throws { fixture = try StoreFixture() }

    @Test("one ticket for an order, whatever thread it is talked about in")
    func byOrder() async throws {
        let first = try await fixture.openTicket(thread: "t1")
        let second = try await fixture.openTicket(thread: "t2")
        #expect(first.id == second.id)
        #expect(first.token == second.token)
        let other = try await fixture.openTicket(order: "2-A", thread: "t3")
        #expect(other.id != first.id)
    }

    @Test("a thread without an order keeps its ticket when the order becomes known")
    func orderLater() async throws {
        let first = try await fixture.openTicket(order: nil, thread: "t1")
        let second = try await fixture.openTicket(order: "1-A", thread: "t1")
        #expect(first.id == second.id)
        #expect(second.order == "1-A")
        #expect(try await fixture.openTicket(order: nil, thread: "t1").id == first.id)
    }

    @Test("a thread that is known for one order does not swallow another order")
    func otherOrder() async throws {
        let first = try await fixture.openTicket(order: "1-A", thread: "t1")
        let second = try await fixture.openTicket(order: "2-A", thread: "t1")
        #expect(first.id != second.id)
    }

    @Test("an update changes what it names and nothing else")
    func update() async throws {
        let ticket = try await fixture.openTicket()
        try await store.update(
            ticket.id, TicketUpdate(state: .open, subject: "S", waitingSince: .some(fixture.now)), at: fixture.now)
        try await store.update(ticket.id, TicketUpdate(state: .pending, waitingSince: .some(nil)), at: fixture.now)
        let now = try #require(try await store.ticket(ticket.id))
        #expect(now.state == .pending)
        #expect(now.subject == "S")
        #expect(now.waitingSince == nil)
        #expect(try await store.standing(ofToken: ticket.token)?.ticket == ticket.id)
        #expect(try await store.standing(ofToken: "nothing") == nil)
        #expect(try await store.tickets(order: "1-A").map(\.id) == [ticket.id])
        #expect(try await store.tickets(state: .pending, marketplace: nil, limit: 9).count == 1)
        #expect(try await store.tickets(state: .open, marketplace: nil, limit: 9).isEmpty)
    }

    @Test("a ticket mail is claimed once, and again only when it was given back")
    func claim() async throws {
        let ticket = try await fixture.openTicket()
        try await store.enqueue(fixture.mail(ticket, "tm1@x"), at: fixture.now)
        let mail = try #require(try await store.claimTicketMails(at: fixture.now, limit: 9).first)
        #expect(mail.raw == [1, 2, 3])
        #expect(!mail.isInDoubt)
        try await store.postponeTicketMail(mail.id, until: fixture.now + .seconds(5), certain: true)
        #expect(try await store.claimTicketMails(at: fixture.now, limit: 9).first == nil)
        #expect(try await store.nextTicketMailTime() == fixture.now + .seconds(5))
        let again = try #require(try await store.claimTicketMails(at: fixture.now + .seconds(5), limit: 9).first)
        #expect(!again.isInDoubt)
        var lighter = again
        (lighter.text, lighter.html, lighter.raw) = ("less", nil, [4])
        try await store.rewrite(lighter)
        #expect(try await store.ticketMail(messageID: "tm1@x") == lighter)
        try await store.appended([AppendedMail(mail.id, uidValidity: 3, uid: 4)], at: fixture.now)
        #expect(try await store.claimTicketMails(at: fixture.now + .seconds(5), limit: 9).first == nil)
        let done = try #require(try await store.ticketMail(messageID: "tm1@x"))
        #expect(done.uid == 4)
        #expect(done.raw == nil)
    }

    @Test("mails for the folder of the oldest are claimed with it, in their order, up to the limit")
    func together() async throws {
        let ticket = try await fixture.openTicket()
        for (number, folder) in ["A", "B", "A", "A", "B"].enumerated() {
            var mail = fixture.mail(ticket, "tm\(number)@x")
            mail.folder = folder
            try await store.enqueue(mail, at: fixture.now)
        }
        let limits = [2, 9, 9]
        var ids: [[String]] = []
        for limit in limits {
            let mails = try await store.claimTicketMails(at: fixture.now, limit: limit)
            ids.append(mails.map(\.messageID))
            for mail in mails { try await store.appended([AppendedMail(mail.id)], at: fixture.now) }
        }
        #expect(ids == [["tm0@x", "tm2@x"], ["tm1@x", "tm4@x"], ["tm3@x"]])
    }

    @Test("a ticket mail whose append was interrupted is in doubt")
    func interrupted() async throws {
        let ticket = try await fixture.openTicket()
        try await store.enqueue(fixture.mail(ticket, "tm1@x"), at: fixture.now)
        _ = try await store.claimTicketMails(at: fixture.now, limit: 9).first
        let restarted = try SQLiteStore(path: fixture.path)
        #expect(try await restarted.claimTicketMails(at: fixture.now, limit: 9).first?.isInDoubt == true)
    }

    @Test("the same ticket mail is not written twice")
    func twice() async throws {
        let ticket = try await fixture.openTicket()
        try await store.enqueue(fixture.mail(ticket, "tm1@x"), at: fixture.now)
        try await store.enqueue(fixture.mail(ticket, "tm1@x"), at: fixture.now)
        #expect(try await store.ticketMails(of: ticket.id).count == 1)
    }
}
