public import Domain
import GRDB

extension SQLiteStore {
    static let readingSchema = """
        CREATE TABLE reading (
            id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL REFERENCES ticket (id), at INTEGER NOT NULL,
            agent TEXT NOT NULL, version TEXT NOT NULL, decision TEXT NOT NULL, method TEXT NOT NULL,
            text TEXT NOT NULL, removed TEXT NOT NULL
        ) STRICT;
        CREATE INDEX reading_by_ticket ON reading (ticket_id);
        """

    public func readings(of ticket: TicketID) async throws(StoreError) -> [ReplyReading] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT * FROM reading WHERE ticket_id IN (SELECT id FROM ticket WHERE id = ?1 OR merged_into = ?1) ORDER BY id
                    """, arguments: [ticket.number]
            ) { row in
                ReplyReading(
                    at: row.time("at"), agent: row["agent"], version: row["version"], decision: row["decision"],
                    method: row["method"], text: row["text"], removed: row["removed"])
            }
        }
    }

    static func insert(_ reading: ReplyReading, of ticket: TicketID, in database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO reading (ticket_id, at, agent, version, decision, method, text, removed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            ticket.number, reading.at.milliseconds, reading.agent, reading.version, reading.decision,
            reading.method, reading.text, reading.removed,
        ])
    }
}
