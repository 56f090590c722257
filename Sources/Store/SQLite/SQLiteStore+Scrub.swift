import Domain
import FoundationEssentials
import GRDB

extension SQLiteStore {
    public func scrub() async throws(StoreError) {
        try await write { database in
            for index in ["message_search", "ticket_search"] {
                try database.execute(sql: "INSERT INTO \(index) (\(index)) VALUES ('optimize')")
            }
        }
        do {
            let directory = URL(fileURLWithPath: pool.path).deletingLastPathComponent().path.replacing("'", with: "''")
            try await pool.writeWithoutTransaction { database in
                // VACUUM writes the whole content into a file without a name: not where others' temporary files lie.
                try database.execute(sql: "PRAGMA temp_store_directory = '\(directory)'")
                try database.execute(sql: "VACUUM")
            }
        } catch {
            throw Self.translated(error)
        }
        try await emptyLog(within: .seconds(30))
    }

    /// Brings the write-ahead log into the file and cuts it to nothing.
    func emptyLog(within limit: Duration) async throws(StoreError) {
        let end = ContinuousClock.now + limit
        while true {
            do {
                try await pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
                return
            } catch {
                let failure = Self.translated(error)
                guard failure.kind == .busy, ContinuousClock.now < end else { throw failure }
            }
            do { try await Task.sleep(for: .milliseconds(100)) } catch { throw StoreError(.busy, "cancelled") }
        }
    }

    public func journal(_ query: JournalQuery) async throws(StoreError) -> [JournalEntry] {
        var conditions = ["true"]
        var arguments: [(any DatabaseValueConvertible)?] = []
        func demand(_ condition: String, _ value: (any DatabaseValueConvertible)? = nil) {
            conditions.append(condition)
            if let value { arguments.append(value) }
        }
        if let ticket = query.ticket { demand("ticket_id = ?", ticket.number) }
        if let event = query.event { demand("event = ?", event) }
        if query.byPeople { demand("user IS NOT NULL") }
        if let since = query.since { demand("at >= ?", since.milliseconds) }
        arguments.append(query.limit)
        let sql = "SELECT * FROM journal WHERE \(conditions.joined(separator: " AND ")) ORDER BY id DESC LIMIT ?"
        let bound = StatementArguments(arguments)
        return try await read { database in
            try Row.values(database, sql: sql, arguments: bound) { JournalEntry($0) }
        }
    }
}
