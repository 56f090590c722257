import Digests
public import Domain
import GRDB

extension SQLiteStore {
    public func erase(_ ticket: TicketID, force: Bool, _ entry: JournalEntry) async throws(StoreError) {
        try await write { database in
            guard
                let row = try Row.fetchOne(
                    database.cachedStatement(sql: "SELECT * FROM ticket WHERE id = ?"), arguments: [ticket.number])
            else { throw StoreError(.notFound, "no ticket \(ticket)") }
            guard row["legal_hold"] as Int64? == nil else {
                throw StoreError(.wrongState, "ticket \(ticket) is under legal hold")
            }
            let isBeingPosted = try Bool.fetchOne(
                database.cachedStatement(
                    sql: "SELECT EXISTS (SELECT 1 FROM outbox WHERE ticket_id = ? AND state = 'sending')"),
                arguments: [ticket.number])
            guard isBeingPosted != true else {
                throw StoreError(.wrongState, "an answer of ticket \(ticket) is just being posted; try again")
            }
            let obstacles = force ? [] : try Self.obstacles(to: ticket, in: database)
            guard obstacles.isEmpty else {
                let names = obstacles.map(\.rawValue).joined(separator: ", ")
                throw StoreError(.wrongState, "ticket \(ticket) is not finished: \(names)")
            }
            try Self.empty(ticket, in: database, at: entry.at)
            try Self.insert(entry, in: database)
        }
    }

    public func erase(_ mail: KeptMail, _ entry: JournalEntry) async throws(StoreError) {
        try await write { database in
            try Self.forget(mail.mail, reason: "erased", in: database, at: entry.at)
            try Self.insert(entry, in: database)
        }
    }

    public func erased(
        among ids: [RemoteMessageID], at marketplace: MarketplaceName
    ) async throws(StoreError) -> Set<RemoteMessageID> {
        guard !ids.isEmpty else { return [] }
        return try await read { database in
            let statement = try database.cachedStatement(sql: "SELECT 1 FROM erased_message WHERE digest = ?")
            return Set(
                try ids.filter { id in
                    try Int.fetchOne(statement, arguments: [Self.digest(ofMessage: id.text, at: marketplace.text)])
                        != nil
                })
        }
    }

    public func waitingTeamMails() async throws(StoreError) -> Int {
        try await read { database in
            try Int.fetchOne(
                database.cachedStatement(
                    sql: "SELECT count(*) FROM team_mail WHERE state <> 'sent' AND ticket_id IS NULL")) ?? 0
        }
    }

    public func dropWaitingTeamMails() async throws(StoreError) {
        try await write { database in
            try database.cachedStatement(
                sql: "UPDATE team_mail SET state = 'sent', raw = NULL WHERE state <> 'sent' AND ticket_id IS NULL"
            ).execute()
        }
    }

    public func setLegalHold(_ isHeld: Bool, on ticket: TicketID, _ entry: JournalEntry) async throws(StoreError) {
        try await write { database in
            try database.cachedStatement(
                sql: """
                    UPDATE ticket SET legal_hold = CASE WHEN ?1 THEN coalesce(legal_hold, ?2) END
                    WHERE id IN (?3, (SELECT merged_into FROM ticket WHERE id = ?3))
                    """
            ).execute(arguments: [isHeld, entry.at.milliseconds, ticket.number])
            guard database.changesCount > 0 else { throw StoreError(.notFound, "no ticket \(ticket)") }
            try Self.insert(entry, in: database)
        }
    }

    /// How a mail of this Message-ID is known once its ticket was erased.
    static func erasedName(ofMail messageID: String) -> String {
        "erased:\(hexadecimal(sha256(Array("mail\n\(messageID)".utf8)).prefix(16)))"
    }

    /// The mail goes, its outcome stays: the same mail, seen again, is a known one.
    static func forget(_ mail: MailKey, reason: String, in database: Database, at now: Timestamp) throws {
        let key: StatementArguments = [mail.account, mail.folder, mail.uidValidity, mail.uid]
        let place = "WHERE account = ? AND folder = ? AND uid_validity = ? AND uid = ?"
        for table in ["quarantine", "spool"] {
            try database.execute(sql: "DELETE FROM \(table) \(place)", arguments: key)
        }
        let id = try String.fetchOne(database, sql: "SELECT mail_message_id FROM outcome \(place)", arguments: key)
        try database.execute(
            sql: """
                UPDATE outcome SET kind = 'ignored', reason = ?, mail_message_id = ?, at = ?
                \(place) AND kind IN ('quarantined', 'pending')
                """, arguments: [reason, id.map(erasedName), now.milliseconds] + key)
    }

    /// Everything in the ticket that tells of a person or an order. What counts and proves stays: who answered when, that each
    /// mail has its outcome, that each answer went out once.
    static func empty(_ ticket: TicketID, in database: Database, at now: Timestamp) throws {
        try forgetNames(of: ticket, in: database)
        for sql in emptying { try database.execute(sql: sql, arguments: ["ticket": ticket.number]) }
        try database.cachedStatement(
            sql: "UPDATE ticket_token SET revoked_at = coalesce(revoked_at, ?) WHERE ticket_id = ?"
        ).execute(arguments: [now.milliseconds, ticket.number])
        try database.cachedStatement(
            sql: """
                UPDATE ticket SET conversation = 'erased:' || id, order_number = NULL, thread = NULL, subject = NULL,
                    buyer_name = NULL, buyer_language = NULL, tags = '', state = 'closed', waiting_since = NULL,
                    deadline = NULL, erased_at = ?
                WHERE id = ?
                """
        ).execute(arguments: [now.milliseconds, ticket.number])
    }

    /// Names that others gave are remembered as digests where the same thing may be seen again.
    private static func forgetNames(of ticket: TicketID, in database: Database) throws {
        let messages = try Row.fetchAll(
            database.cachedStatement(sql: "SELECT marketplace, remote_id FROM message WHERE ticket_id = ?"),
            arguments: [ticket.number])
        for row in messages {
            try database.cachedStatement(sql: "INSERT INTO erased_message (digest) VALUES (?) ON CONFLICT DO NOTHING")
                .execute(arguments: [digest(ofMessage: row["remote_id"], at: row["marketplace"])])
        }
        let mails = try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT * FROM outcome WHERE ticket_id = ? AND mail_message_id IS NOT NULL
                        AND mail_message_id NOT LIKE 'erased:%'
                    """), arguments: [ticket.number])
        for row in mails {
            let mail = row.mailKey()
            try database.cachedStatement(
                sql: """
                    UPDATE outcome SET mail_message_id = ?
                    WHERE account = ? AND folder = ? AND uid_validity = ? AND uid = ?
                    """
            ).execute(arguments: [
                erasedName(ofMail: row["mail_message_id"]), mail.account, mail.folder, mail.uidValidity, mail.uid,
            ])
        }
    }

    private static func digest(ofMessage id: String, at marketplace: String) -> DatabaseValue {
        blob(Array(sha256(Array("message\n\(marketplace)\n\(id)".utf8)).prefix(16))).databaseValue
    }

    private static let ownEntries = "(SELECT id FROM outbox WHERE ticket_id = :ticket)"

    private static let emptying = [
        """
        UPDATE message SET remote_id = 'erased:' || id, thread = NULL, author_name = NULL, text = '', relay = NULL
        WHERE ticket_id = :ticket
        """,
        "DELETE FROM outbox_attachment WHERE outbox_id IN \(ownEntries)",
        "UPDATE money_request SET arguments = '', order_digest = '' WHERE outbox_id IN \(ownEntries)",
        """
        UPDATE outbox SET thread = NULL, text = '', recipients = '', relay = NULL, handle = NULL, opening = NULL,
            task = CASE WHEN task IS NOT NULL THEN '{}' END, reason = CASE WHEN reason IS NOT NULL THEN 'erased' END,
            remote_id = NULL, answering = NULL, last_known = NULL, reply_message_id = NULL, answered_message_id = NULL,
            state = CASE WHEN state IN ('held', 'queued', 'uncertain') THEN 'dropped' ELSE state END
        WHERE ticket_id = :ticket
        """,
        "DELETE FROM ticket_mail WHERE ticket_id = :ticket AND kind = 'reminder' AND state <> 'appended'",
        """
        UPDATE ticket_mail SET text = '', html = NULL, raw = NULL, keywords = '', state = 'appended', in_doubt = 0
        WHERE ticket_id = :ticket
        """,
        "DELETE FROM mail_copy WHERE ticket_id = :ticket",
        "DELETE FROM reading WHERE ticket_id = :ticket",
        "DELETE FROM ticket_thread WHERE ticket_id = :ticket",
        "DELETE FROM alarm WHERE ticket_id = :ticket",
        """
        UPDATE team_mail SET text = NULL, html = NULL, raw = NULL, state = 'sent'
        WHERE ticket_id = :ticket
        """,
        """
        DELETE FROM quarantine WHERE (account, folder, uid_validity, uid) IN (
            SELECT account, folder, uid_validity, uid FROM outcome WHERE ticket_id = :ticket)
        """,
        "UPDATE journal SET detail = NULL WHERE ticket_id = :ticket AND user IS NULL",
        "UPDATE course SET buyer = NULL WHERE ticket_id = :ticket",
    ]
}
