public import Domain
import GRDB

extension SQLiteStore {
    /// In a copy: when it was made, and when the service first ran on it.
    static let copySchema = """
        CREATE TABLE copy_mark (
            id INTEGER PRIMARY KEY CHECK (id = 1), copied_at INTEGER NOT NULL, started_at INTEGER
        ) STRICT;
        """

    static func markAsCopy(_ database: Database, at now: Timestamp) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO copy_mark (id, copied_at) VALUES (1, ?)", arguments: [now.milliseconds])
    }

    /// Tells of the backup that the store was restored from; nil if it never was. Called by whoever is about to work on it.
    ///
    /// At the first start what waits to be sent is held, since it may have gone out after the copy was made; automatic answers
    /// are dropped. All of it counts as in doubt, and so does what was held already, whose agent may have said the word for it
    /// since; a code for money that was asked for then is void.
    public func begin(at now: Timestamp) async throws(StoreError) -> RestoredStore? {
        try await write { database in
            let row = try Row.fetchOne(database, sql: "SELECT * FROM copy_mark WHERE id = 1")
            guard let row else { return nil }
            let copiedAt = row.time("copied_at")
            if let startedAt = row.optionalTime("started_at") {
                return RestoredStore(copiedAt: copiedAt, startedAt: startedAt)
            }
            try database.execute(sql: "UPDATE copy_mark SET started_at = ? WHERE id = 1", arguments: [now.milliseconds])
            try database.execute(
                sql: """
                    UPDATE outbox INDEXED BY outbox_unfinished SET state = iif(is_automatic, 'dropped', 'held'), reason = ?1,
                        doubted_at = ?2, intended_at = coalesce(intended_at, created_at), updated_at = ?2
                    WHERE \(Self.unfinished) AND state = 'queued'
                    """, arguments: [RestoredStore.reason, now.milliseconds])
            let held = database.changesCount
            try database.execute(
                sql: """
                    UPDATE outbox INDEXED BY outbox_unfinished SET doubted_at = ?1, intended_at = coalesce(intended_at, created_at)
                    WHERE \(Self.unfinished) AND state = 'held' AND doubted_at IS NULL AND NOT EXISTS (
                        SELECT 1 FROM money_request WHERE outbox_id = outbox.id AND step <> 'done' AND expires_at < ?2)
                    """, arguments: [now.milliseconds, copiedAt.milliseconds])
            try database.execute(
                sql: """
                    UPDATE money_request SET expires_at = min(expires_at, ?1)
                    WHERE step <> 'done' AND outbox_id IN (SELECT id FROM outbox WHERE \(Self.unfinished) AND state = 'held')
                    """, arguments: [now.milliseconds - 1])
            return RestoredStore(copiedAt: copiedAt, startedAt: now, held: held)
        }
    }
}
