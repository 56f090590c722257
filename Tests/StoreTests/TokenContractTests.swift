import Domain
import FoundationEssentials
import GRDB
import Testing

@testable import Store

@Suite("Store: tokens") struct TokenContractTests {
    let fixture: StoreFixture
    var store: any TicketStore { fixture.store }
    init() throws { fixture = try StoreFixture() }

    private static let lifetime = Duration.seconds(180 * 86_400)

    @Test("a token counts for its lifetime, beside the one that took its place")
    func rotation() async throws {
        let ticket = try await fixture.openTicket()
        let later = fixture.now + .seconds(100 * 86_400)
        let renewed = try await store.renewToken(of: ticket.id, to: "new", revokingEarlier: false, at: later)
        #expect(renewed.token == "new" && renewed.root == ticket.token && renewed.tokenIssuedAt == later)
        #expect(renewed.rootMessageID(domain: "d") == ticket.rootMessageID(domain: "d"))
        let old = try #require(try await store.standing(ofToken: ticket.token))
        let new = try #require(try await store.standing(ofToken: "new"))
        #expect(old.ticket == ticket.id && new.ticket == ticket.id)
        #expect(old.isValid(for: Self.lifetime, at: later) && new.isValid(for: Self.lifetime, at: later))
        let end = fixture.now + Self.lifetime
        #expect(!old.isValid(for: Self.lifetime, at: end) && new.isValid(for: Self.lifetime, at: end))
    }

    @Test("a token that was taken back never counts again")
    func revocation() async throws {
        let ticket = try await fixture.openTicket()
        _ = try await store.renewToken(of: ticket.id, to: "new", revokingEarlier: true, at: fixture.now)
        let old = try #require(try await store.standing(ofToken: ticket.token))
        #expect(old.isRevoked && !old.isValid(for: Self.lifetime, at: fixture.now))
        #expect(try await store.standing(ofToken: "new")?.isRevoked == false)
    }

    @Test("a store of an earlier version keeps its tickets' tokens")
    func migration() async throws {
        let path = fixture.path + ".old"
        let old = try DatabaseQueue(path: path)
        try SQLiteStore.migrator.migrate(old, upTo: "2")
        try await old.write { database in
            try database.execute(
                sql: """
                    INSERT INTO ticket (marketplace, conversation, state, token, created_at, updated_at)
                    VALUES ('conrad', 'order:1', 'open', 'abc', 1000, 2000)
                    """)
        }
        try old.close()
        let store = try SQLiteStore(path: path)
        let standing = try #require(try await store.standing(ofToken: "abc"))
        let ticket = try #require(try await store.ticket(standing.ticket))
        #expect(ticket.token == "abc" && ticket.root == "abc")
        #expect(standing.issuedAt == Timestamp(milliseconds: 1000) && ticket.tokenIssuedAt == standing.issuedAt)
    }
}
