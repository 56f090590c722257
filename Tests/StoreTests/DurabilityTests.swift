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
}
