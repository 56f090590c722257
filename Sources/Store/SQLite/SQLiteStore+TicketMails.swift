public import Domain
import GRDB

extension SQLiteStore {
    public func claimTicketMails(at now: Timestamp, limit: Int) async throws(StoreError) -> [TicketMail] {
        try await write { database in
            let rows = try Row.fetchCursor(
                database.cachedStatement(
                    sql: """
                        SELECT mail.* FROM ticket_mail mail JOIN (
                            SELECT mailbox, folder FROM ticket_mail WHERE state <> 'appended' AND next_attempt <= :now
                            ORDER BY id LIMIT 1) oldest ON mail.mailbox = oldest.mailbox AND mail.folder = oldest.folder
                        WHERE mail.state <> 'appended' AND mail.next_attempt <= :now ORDER BY mail.id LIMIT :limit
                        """), arguments: ["now": now.milliseconds, "limit": max(1, limit)])
            var mails: [TicketMail] = []
            var octets = 0
            while octets < Self.claimedOctets, let row = try rows.next() {
                let mail = try TicketMail(row)
                octets += mail.raw?.count ?? 0
                mails.append(mail)
            }
            for place in mails.indices {
                // A mail found in this state was being appended when an earlier process ended.
                if mails[place].state == .appending { mails[place].isInDoubt = true }
                mails[place].state = .appending
                mails[place].attempts += 1
                try database.cachedStatement(
                    sql: "UPDATE ticket_mail SET state = 'appending', in_doubt = ?, attempts = ? WHERE id = ?"
                ).execute(arguments: [mails[place].isInDoubt, mails[place].attempts, mails[place].id])
            }
            return mails
        }
    }

    /// No more mails are taken at a time once these octets are reached.
    private static let claimedOctets = 8 << 20

    public func appended(_ mails: [AppendedMail], at now: Timestamp) async throws(StoreError) {
        guard !mails.isEmpty else { return }
        try await write { database in
            let update = try database.cachedStatement(
                sql: """
                    UPDATE ticket_mail SET state = 'appended', in_doubt = 0, raw = NULL, uid_validity = ?, uid = ?,
                        appended_at = ? WHERE id = ?
                    """)
            for mail in mails {
                try update.execute(arguments: [mail.uidValidity, mail.uid, now.milliseconds, mail.id])
            }
        }
    }

    public func rewrite(_ mail: TicketMail) async throws(StoreError) {
        try await write { database in
            try database.cachedStatement(sql: "UPDATE ticket_mail SET text = ?, html = ?, raw = ? WHERE id = ?")
                .execute(arguments: [mail.text, mail.html, mail.raw.map(blob), mail.id])
        }
    }

    public func postponeTicketMail(_ mail: Int64, until: Timestamp, certain: Bool) async throws(StoreError) {
        try await write { database in
            try database.cachedStatement(
                sql: """
                    UPDATE ticket_mail SET state = 'pending', in_doubt = in_doubt OR ?, next_attempt = ? WHERE id = ?
                    """
            ).execute(arguments: [!certain, until.milliseconds, mail])
        }
    }

    public func ticketMail(messageID: String) async throws(StoreError) -> TicketMail? {
        try await read { database in
            try Row.fetchOne(
                database.cachedStatement(sql: "SELECT * FROM ticket_mail WHERE mail_message_id = ?"),
                arguments: [messageID]
            ).map { try TicketMail($0) }
        }
    }

    public func ticketMails(of ticket: TicketID) async throws(StoreError) -> [TicketMail] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT id, ticket_id, message_id, outbox_id, kind, mail_message_id, mailbox, folder, keywords, text,
                        html, NULL AS raw, state, in_doubt, attempts, uid_validity, uid, created_at, is_quiet
                    FROM ticket_mail WHERE ticket_id = ? ORDER BY id
                    """, arguments: [ticket.number]
            ) { try TicketMail($0) }
        }
    }

    public func enqueue(_ mail: NewTicketMail, at now: Timestamp) async throws(StoreError) {
        try await write { try Self.insert(mail, message: nil, in: $0, at: now) }
    }

    public func nextTicketMailTime() async throws(StoreError) -> Timestamp? {
        try await read { database in
            try Int64.fetchOne(
                database.cachedStatement(sql: "SELECT min(next_attempt) FROM ticket_mail WHERE state <> 'appended'")
            )
            .map(Timestamp.init(milliseconds:))
        }
    }

    /// A mail whose Message-ID is known is the same mail: it is not written twice.
    static func insert(_ mail: NewTicketMail, message: Int64?, in database: Database, at now: Timestamp) throws {
        if mail.kind == .reminder { try dropReminder(of: mail.ticket, evenBesideAnswer: true, in: database) }
        try database.cachedStatement(
            sql: """
                INSERT INTO ticket_mail (ticket_id, message_id, outbox_id, kind, mail_message_id, mailbox, folder,
                    keywords, text, html, raw, is_quiet, state, next_attempt, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?) ON CONFLICT (mail_message_id) DO NOTHING
                """
        ).execute(arguments: [
            mail.ticket.number, message, mail.outbox, mail.kind.rawValue, mail.messageID, mail.mailbox,
            mail.folder, mail.keywords.joined(separator: " "), mail.text, mail.html, blob(mail.raw),
            mail.isQuiet,
            (mail.notBefore ?? now).milliseconds, now.milliseconds,
        ])
        if database.changesCount == 1 { try insertCopies(of: mail, in: database, at: now) }
    }

    /// Takes a reminder back that was not written yet.
    ///
    /// - Parameter evenBesideAnswer: also one that an agent wished for together with an answer
    static func dropReminder(of ticket: TicketID, evenBesideAnswer: Bool, in database: Database) throws {
        try database.cachedStatement(
            sql: """
                DELETE FROM ticket_mail WHERE ticket_id = ? AND kind = 'reminder' AND state = 'pending'
                    AND (? OR outbox_id IS NULL)
                """
        ).execute(arguments: [ticket.number, evenBesideAnswer])
    }
}
