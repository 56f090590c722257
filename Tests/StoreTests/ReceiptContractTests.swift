import Domain
import GRDB
import Testing

@testable import Store

@Suite("What the store knows for receipts and first replies") struct ReceiptContractTests {
    private let fixture: StoreFixture

    init() throws { fixture = try StoreFixture() }

    @Test("a quiet receipt stays one until it is written")
    func quiet() async throws {
        let ticket = try await fixture.openTicket()
        var mail = fixture.mail(ticket, "q@x", kind: .receipt)
        mail.isQuiet = true
        try await fixture.store.enqueue(mail, at: fixture.now)
        let claimed = try await fixture.store.claimTicketMails(at: fixture.now, limit: 9)
        #expect(claimed.map(\.isQuiet) == [true])
        try await fixture.store.appended([AppendedMail(claimed[0].id)], at: fixture.now)
        #expect(try await fixture.store.ticketMail(messageID: "q@x")?.state == .appended)
    }

    @Test("an agent's mail is looked for where it came in and where it was moved, not among those handed over")
    func places() async throws {
        let ticket = try await fixture.openTicket()
        var intake = Intake(mail: fixture.key(1), outcome: fixture.outcome(.reply, ticket: ticket.id, id: "r@x"))
        intake.outcome.moveTo = "Originals"
        _ = try await fixture.store.commit(intake, at: fixture.now)
        _ = try await fixture.store.accept([1], messageID: "r@x", contentHash: "1", at: fixture.now)
        let places = try await fixture.store.places(ofMessageID: "r@x")
        #expect(Set(places.map(\.folder)) == ["INBOX", "Originals"] && places.allSatisfy { $0.account == "shop" })
        #expect(try await fixture.store.places(ofMessageID: "s@x").isEmpty)
    }

    @Test("an automatic reply is known by marketplace, buyer and time, unless it was dropped")
    func automatic() async throws {
        let (store, now) = (fixture.store, fixture.now)
        let ticket = try await fixture.openTicket()
        try await store.update(ticket.id, TicketUpdate(buyerName: "Zerlina"), at: now)
        var intake = Intake(mail: fixture.key(1), outcome: fixture.outcome(.ticket, ticket: ticket.id))
        var entry = fixture.reply(ticket, "k")
        entry.isAutomatic = true
        intake.outbox = entry
        let id = try #require(try await store.commit(intake, at: now).outbox)
        let known = { (marketplace: MarketplaceName, buyer: String, ago: Int) in
            try await store.hasAutomaticReply(marketplace: marketplace, buyer: buyer, since: now + .seconds(-ago))
        }
        #expect(try await known("conrad", "Zerlina", 60))
        #expect(try await !known("conrad", "Zerlina", -60))
        #expect(try await !known("bol", "Zerlina", 60))
        #expect(try await !known("conrad", "Anna", 60))
        try await store.move(id, from: [.queued], to: .dropped, reason: nil, at: now)
        #expect(try await !known("conrad", "Zerlina", 60))
    }

    @Test("files of answers that an earlier version sent are counted")
    func migration() async throws {
        let path = fixture.path + ".old"
        let old = try DatabaseQueue(path: path)
        try SQLiteStore.migrator.migrate(old, upTo: "6")
        try await old.write { database in
            try database.execute(
                sql: """
                    INSERT INTO ticket (id, marketplace, conversation, state, token, created_at, updated_at)
                        VALUES (1, 'conrad', 'order:1', 'open', 'abc', 1, 1);
                    INSERT INTO outbox (id, ticket_id, reply_key, agent, text, recipients, state, next_attempt, remote_id,
                        created_at, updated_at) VALUES (1, 1, 'k', 'a', 't', 'automatic', 'confirmed', 1, 'r1', 1, 1);
                    INSERT INTO outbox_attachment VALUES (1, 0, 'a', 't', x'00'), (1, 1, 'b', 't', x'00');
                    INSERT INTO message (ticket_id, marketplace, remote_id, role, text, created_at, source)
                        VALUES (1, 'conrad', 'r1', 'seller', 't', 1, 'outbox'),
                            (1, 'conrad', 'm1', 'buyer', 't', 0, 'api');
                    """)
        }
        try old.close()
        let messages = try await SQLiteStore(path: path).messages(of: TicketID(1))
        #expect(messages.map(\.files) == [0, 2])
    }
}
