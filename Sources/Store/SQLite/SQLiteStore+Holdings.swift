public import Domain
import GRDB

extension SQLiteStore {
    public func holdings(
        of subject: DataSubject, at marketplace: MarketplaceName?
    ) async throws(StoreError) -> [Holding] {
        try await read { database in
            let named = try Self.tickets(of: subject, at: marketplace, in: database)
            return try Self.withParts(named, in: database).map { try Self.holding($0, in: database) }
        }
    }

    public func keptMails() async throws(StoreError) -> [KeptMail] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT account, folder, uid_validity, uid, 'quarantine' AS place, ticket_id, quarantine.at AS since,
                        length(raw) AS size FROM quarantine JOIN outcome USING (account, folder, uid_validity, uid)
                    UNION ALL
                    SELECT account, folder, uid_validity, uid, 'spool', ticket_id, received_at, length(raw)
                    FROM spool JOIN outcome USING (account, folder, uid_validity, uid) ORDER BY since
                    """
            ) { row in
                KeptMail(
                    mail: row.mailKey(), place: try row.word("place"),
                    ticket: (row["ticket_id"] as Int64?).map { TicketID($0) }, at: row.time("since"), size: row["size"])
            }
        }
    }

    public func content(of mail: KeptMail) async throws(StoreError) -> [UInt8]? {
        try await read { database in
            let key = mail.mail
            return try Row.fetchOne(
                database,
                sql: """
                    SELECT raw FROM \(mail.place.rawValue)
                    WHERE account = ? AND folder = ? AND uid_validity = ? AND uid = ?
                    """, arguments: [key.account, key.folder, key.uidValidity, key.uid]
            )?.bytes("raw")
        }
    }

    public func copies(of ticket: TicketID) async throws(StoreError) -> [FoundCopy] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT mailbox AS account, folder, mail_message_id FROM ticket_mail
                        WHERE ticket_id = ?1 AND state = 'appended'
                    UNION SELECT mailbox, folder, mail_message_id FROM team_mail
                        WHERE ticket_id = ?1 AND state = 'sent' AND recipients = ''
                    UNION SELECT account, folder, mail_message_id FROM outcome
                        WHERE ticket_id = ?1 AND account <> ?2 AND mail_message_id NOT LIKE 'erased:%'
                    UNION SELECT account, move_to, mail_message_id FROM outcome
                        WHERE ticket_id = ?1 AND account <> ?2 AND mail_message_id NOT LIKE 'erased:%'
                            AND move_to IS NOT NULL
                    """, arguments: [ticket.number, MailKey.deliverAccount]
            ) { row in
                FoundCopy(
                    place: MailPlace(account: row["account"], folder: row["folder"]), messageID: row["mail_message_id"])
            }
        }
    }

    public func copies(of mail: KeptMail) async throws(StoreError) -> [FoundCopy] {
        try await read { database in
            let key = mail.mail
            return try Row.values(
                database,
                sql: """
                    SELECT account, folder, mail_message_id FROM outcome
                        WHERE account = ?1 AND folder = ?2 AND uid_validity = ?3 AND uid = ?4 AND account <> ?5
                            AND mail_message_id NOT LIKE 'erased:%'
                    UNION SELECT account, move_to, mail_message_id FROM outcome
                        WHERE account = ?1 AND folder = ?2 AND uid_validity = ?3 AND uid = ?4 AND account <> ?5
                            AND mail_message_id NOT LIKE 'erased:%' AND move_to IS NOT NULL
                    """, arguments: [key.account, key.folder, key.uidValidity, key.uid, MailKey.deliverAccount]
            ) { row in
                FoundCopy(
                    place: MailPlace(account: row["account"], folder: row["folder"]), messageID: row["mail_message_id"])
            }
        }
    }

    private static func tickets(
        of subject: DataSubject, at marketplace: MarketplaceName?, in database: Database
    ) throws -> Set<Int64> {
        let found: Set<Int64>
        switch subject {
        case .ticket(let id): found = [id.number]
        case .order(let order):
            found = try Int64.fetchSet(
                database, sql: "SELECT id FROM ticket WHERE order_number = ?", arguments: [order.text])
        case .address: found = try tickets(with: subject.word, in: database)
        }
        guard let marketplace else { return found }
        return try found.filter { id in
            try String.fetchOne(database, sql: "SELECT marketplace FROM ticket WHERE id = ?", arguments: [id])
                == marketplace.text
        }
    }

    /// Every text of people in which an address may stand, as queries with the ticket first. `:word` is in lower case.
    private static let texts = [
        """
        SELECT ticket_id, text, author_name, relay FROM message
        WHERE instr(lower(text || ' ' || coalesce(author_name, '') || ' ' || coalesce(relay, '')), :word)
        """,
        """
        SELECT ticket_id, text, relay FROM outbox
        WHERE instr(lower(text || ' ' || coalesce(relay, '')), :word)
        """,
        "SELECT ticket_id, text, removed FROM reading WHERE instr(lower(text || ' ' || removed), :word)",
        "SELECT ticket_id, detail FROM journal WHERE ticket_id IS NOT NULL AND instr(lower(detail), :word)",
        """
        SELECT id, subject, buyer_name, conversation FROM ticket
        WHERE instr(lower(coalesce(subject, '') || ' ' || coalesce(buyer_name, '') || ' ' || conversation), :word)
        """,
    ]

    private static func tickets(with word: SubjectWord?, in database: Database) throws -> Set<Int64> {
        guard let word else { return [] }
        var found: Set<Int64> = []
        for sql in texts {
            let rows = try Row.fetchCursor(database, sql: sql, arguments: ["word": word.text])
            while let row = try rows.next() {
                let texts = (1..<row.count).compactMap { row[$0] as String? }
                if texts.contains(where: word.occurs(in:)) { found.insert(row[0]) }
            }
        }
        return found
    }

    /// The tickets with those that they are part of and those that are part of them; without what was erased.
    private static func withParts(_ tickets: Set<Int64>, in database: Database) throws -> [Ticket] {
        var whole = tickets
        for id in tickets {
            let target = try Int64.fetchOne(
                database, sql: "SELECT merged_into FROM ticket WHERE id = ? AND merged_into IS NOT NULL",
                arguments: [id])
            if let target { whole.insert(target) }
        }
        for id in whole {
            whole.formUnion(
                try Int64.fetchSet(database, sql: "SELECT id FROM ticket WHERE merged_into = ?", arguments: [id]))
        }
        return try whole.sorted().compactMap { id in
            try Row.fetchOne(
                database, sql: "SELECT * FROM ticket WHERE id = ? AND erased_at IS NULL", arguments: [id]
            ).map { try Ticket($0) }
        }
    }

    private static func holding(_ ticket: Ticket, in database: Database) throws -> Holding {
        func count(_ rows: String) throws -> Int {
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM \(rows)", arguments: [ticket.id.number]) ?? 0
        }
        return Holding(
            ticket: ticket, messages: try count("message WHERE ticket_id = ?"),
            answers: try count("outbox WHERE ticket_id = ?"),
            files: try count("outbox_attachment JOIN outbox ON outbox.id = outbox_id WHERE ticket_id = ?"),
            mails: try count("ticket_mail WHERE ticket_id = ?"),
            notes: try count("journal WHERE ticket_id = ? AND detail IS NOT NULL AND user IS NULL"),
            obstacles: try obstacles(to: ticket.id, in: database))
    }

    static func obstacles(to ticket: TicketID, in database: Database) throws -> [Holding.Obstacle] {
        try Holding.Obstacle.allCases.filter { obstacle in
            let rows =
                switch obstacle {
                case .openQuestion: "ticket WHERE id = ?1 AND waiting_since IS NOT NULL"
                case .unfinishedAnswer:
                    "outbox WHERE ticket_id = ?1 AND \(Self.unfinished)"
                case .unwrittenMail:
                    """
                    (SELECT 1 FROM ticket_mail WHERE ticket_id = ?1 AND state <> 'appended' AND kind <> 'reminder'
                    UNION ALL SELECT 1 FROM mail_copy WHERE ticket_id = ?1
                    UNION ALL SELECT 1 FROM team_mail WHERE ticket_id = ?1 AND state <> 'sent')
                    """
                }
            return try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM \(rows))", arguments: [ticket.number]) ?? false
        }
    }
}
