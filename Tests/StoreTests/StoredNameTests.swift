import Domain
import Testing

@testable import Store

@Suite("Store: names of the configuration") struct StoredNameTests {
    @Test("mailboxes are told with what waits for them, marketplaces with what is open and unfinished there")
    func names() async throws {
        let fixture = try StoreFixture()
        let store = try #require(fixture.store as? SQLiteStore)
        try await store.startFolder(account: "idle", folder: "INBOX", uidValidity: 1, next: 5, at: fixture.now)
        let ticket = try await fixture.openTicket()
        try await store.update(ticket.id, TicketUpdate(state: .open), at: fixture.now)
        var intake = Intake(mail: fixture.key(1), outcome: fixture.outcome(.ticket, ticket: ticket.id))
        intake.messages = [fixture.message(ticket, "m1", mailID: "q1@x")]
        intake.outcome.moveTo = "Originals"
        _ = try await store.commit(intake, at: fixture.now)
        _ = try await fixture.enqueue(ticket, "r1", uid: 2)
        _ = try await store.accept([65], messageID: "h@x", contentHash: "1", at: fixture.now)

        let names = try await store.storedNames()
        #expect(
            names.mailboxes == [
                .init(name: "idle", isRead: true, waiting: 0), .init(name: "shop", isRead: true, waiting: 2),
            ])
        #expect(
            names.marketplaces == [.init(name: "conrad", open: 1, unfinished: 1, holdsData: true)])
    }
}
