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
            ) { PlacedMail($0) }
        }
    }

    public func begin(moving mails: [PlacedMail], to folder: String) async throws(StoreError) {
        try await write { database in
            for mail in mails {
                try database.cachedStatement(
                    sql: """
                        INSERT INTO filing_move (mail_id, folder) SELECT id, ?2 FROM ticket_mail WHERE id = ?1
                        ON CONFLICT DO UPDATE SET folder = excluded.folder
                        """
                ).execute(arguments: [mail.id, folder])
            }
        }
    }

    public func begunMoves() async throws(StoreError) -> [BegunMove] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT id, ticket_id, mailbox, ticket_mail.folder, uid_validity, uid, keywords, mail_message_id,
                        filing_move.folder AS target
                    FROM filing_move CROSS JOIN ticket_mail ON id = mail_id ORDER BY mail_id
                    """, arguments: []
            ) { BegunMove(mail: PlacedMail($0), messageID: $0["mail_message_id"], folder: $0["target"]) }
        }
    }

    public func moveTarget(ofMail messageID: String) async throws(StoreError) -> String? {
        try await read { database in
            try String.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT filing_move.folder FROM ticket_mail CROSS JOIN filing_move ON mail_id = id
                        WHERE mail_message_id = ?
                        """), arguments: [messageID])
        }
    }

    public func abandonMoves(of mails: [PlacedMail]) async throws(StoreError) {
        try await write { database in
            for mail in mails { try Self.endMove(of: mail.id, in: database) }
        }
    }

    private static func endMove(of mail: Int64, in database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM filing_move WHERE mail_id = ?").execute(arguments: [mail])
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
                let isSamePlace = (was.folder, was.uidValidity, was.uid) == (now.folder, now.uidValidity, now.uid)
                if !isSamePlace, database.changesCount == 1 { try Self.endMove(of: was.id, in: database) }
            }
        }
    }
}

extension PlacedMail {
    init(_ row: Row) {
        self.init(
            id: row["id"], ticket: TicketID(row["ticket_id"]), mailbox: row["mailbox"], folder: row["folder"],
            uidValidity: row["uid_validity"], uid: row["uid"],
            keywords: (row["keywords"] as String).split(separator: " ").map(String.init))
    }
}
