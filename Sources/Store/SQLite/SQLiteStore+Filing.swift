public import Domain
import GRDB

extension SQLiteStore {
    public func ticketsChanged(since: Timestamp, limit: Int) async throws(StoreError) -> [Ticket] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT * FROM ticket WHERE updated_at >= ? AND merged_into IS NULL ORDER BY updated_at LIMIT ?
                    """, arguments: [since.milliseconds, limit]
            ) { try Ticket($0) }
        }
    }

    public func ticketsWithProblems() async throws(StoreError) -> Set<TicketID> {
        try await read { database in
            Set(
                try Int64.fetchAll(
                    database.cachedStatement(
                        sql: """
                            SELECT DISTINCT ticket_id FROM outbox INDEXED BY outbox_unfinished
                            WHERE \(Self.unfinished) AND state IN ('held', 'uncertain')
                            """)
                ).map { TicketID($0) })
        }
    }

    public func placedMails(of tickets: [TicketID]) async throws(StoreError) -> [PlacedMail] {
        try await read { database in
            let numbers = "[\(tickets.map { "\($0.number)" }.joined(separator: ","))]"
            return try Row.values(
                database,
                sql: """
                    SELECT id, ticket_id, mailbox, folder, uid_validity, uid, keywords FROM ticket_mail
                    WHERE ticket_id IN (SELECT value FROM json_each(?)) AND state = 'appended'
                        AND uid IS NOT NULL AND uid_validity IS NOT NULL ORDER BY id
                    """, arguments: [numbers]
            ) { row in
                PlacedMail(
                    id: row["id"], ticket: TicketID(row["ticket_id"]), mailbox: row["mailbox"], folder: row["folder"],
                    uidValidity: row["uid_validity"], uid: row["uid"],
                    keywords: (row["keywords"] as String).split(separator: " ").map(String.init))
            }
        }
    }

    public func refile(_ changes: [Refiling]) async throws(StoreError) {
        try await write { database in
            for (was, now) in changes.map({ ($0.was, $0.now) }) {
                try database.cachedStatement(
                    sql: """
                        UPDATE ticket_mail SET folder = ?, uid_validity = ?, uid = ?, keywords = ?
                        WHERE id = ? AND folder = ? AND uid_validity IS ? AND uid IS ?
                        """
                ).execute(arguments: [
                    now.folder, now.uidValidity, now.uid, now.keywords.joined(separator: " "), was.id, was.folder,
                    was.uidValidity, was.uid,
                ])
            }
        }
    }
}
