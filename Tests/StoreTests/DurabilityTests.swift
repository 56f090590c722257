import Domain
import GRDB
import Testing

@testable import Store

@Suite("What is committed stays")
struct DurabilityTests {
    @Test("the connection that writes waits for the disk at each commit")
    func writesAreSynced() async throws {
        let store = try #require(try StoreFixture().store as? SQLiteStore)
        let level = try await store.pool.writeWithoutTransaction { database in
            try Int.fetchOne(database, sql: "PRAGMA synchronous")
        }
        // 2 is FULL: <https://www.sqlite.org/pragma.html#pragma_synchronous>
        #expect(level == 2)
        let journal = try await store.pool.writeWithoutTransaction { database in
            try String.fetchOne(database, sql: "PRAGMA journal_mode")
        }
        #expect(journal == "wal")
    }

    @Test(
        "what is only a step on the way does not wait for the disk, and what comes after it does, whatever came between"
    )
    func steps() async throws {
        let fixture = try StoreFixture()
        let store = try #require(fixture.store as? SQLiteStore)
        let level = { @Sendable (database: Database) in try Int.fetchOne(database, sql: "PRAGMA synchronous") }
        struct Broken: Error {}
        for _ in 0..<2 {
            #expect(try await store.writeForNow(level) == 1)
            await #expect(throws: StoreError.self) { try await store.writeForNow { _ in throw Broken() } }
            await #expect(throws: StoreError.self) { try await store.write { _ in throw Broken() } }
            #expect(try await store.write(level) == 2)
        }
        // Taken in hand and undone by nothing but a loss of power.
        let mail = MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 1)
        #expect(try await store.takeInHand(mail) == 1)
        #expect(try await SQLiteStore(path: fixture.path).takeInHand(mail) == 2)
    }
}

@Suite("A clock that was ahead")
struct ClockContractTests {
    let fixture: StoreFixture
    var store: any TicketStore { fixture.store }
    init() throws { fixture = try StoreFixture() }

    @Test("what was put off while the clock was ahead is due once it is right; what waits for good reason is not")
    func putOff() async throws {
        let ticket = try await fixture.openTicket()
        let ahead = fixture.now + .seconds(7 * 86_400)
        try await store.enqueue(fixture.mail(ticket, "late"), at: ahead)
        var reminder = fixture.mail(ticket, "snoozed", kind: .reminder)
        reminder.notBefore = ahead
        try await store.enqueue(reminder, at: fixture.now)
        _ = try await store.accept([65], messageID: "a@b", contentHash: "00", at: ahead)
        try await store.swept(marketplace: "conrad", since: ahead, at: ahead)

        #expect(try await store.claimTicketMails(at: fixture.now, limit: 10).isEmpty)
        #expect(try await store.claimSpooled(at: fixture.now, retryAt: ahead) == nil)
        #expect(try await store.mendTimes(at: fixture.now, longestWait: .seconds(3660)) == 3)

        #expect(try await store.claimTicketMails(at: fixture.now, limit: 10).map(\.messageID) == ["late"])
        #expect(try await store.claimSpooled(at: fixture.now, retryAt: ahead) != nil)
        #expect(try await store.sweepStart(marketplace: "conrad") == fixture.now + .seconds(-86_400))
        #expect(try await store.mendTimes(at: ahead, longestWait: .seconds(3660)) == 0)
    }

    @Test("a grace period and a retry are left alone")
    func ordinaryPauses() async throws {
        let ticket = try await fixture.openTicket()
        var mail = fixture.mail(ticket, "soon")
        mail.notBefore = fixture.now + .seconds(3600)
        try await store.enqueue(mail, at: fixture.now)
        #expect(try await store.mendTimes(at: fixture.now, longestWait: .seconds(3660)) == 0)
    }
}
