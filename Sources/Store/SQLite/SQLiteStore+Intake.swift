public import Domain
import GRDB

extension SQLiteStore {
    public func nextUID(account: String, folder: String, uidValidity: UInt32) async throws(StoreError) -> UInt32? {
        try await read { database in
            try UInt32.fetchOne(
                database.cachedStatement(
                    sql: "SELECT next_uid FROM folder WHERE account = ? AND folder = ? AND uid_validity = ?"),
                arguments: [account, folder, uidValidity])
        }
    }

    public func startFolder(
        account: String, folder: String, uidValidity: UInt32, next: UInt32, at now: Timestamp
    ) async throws(StoreError) {
        try await write { database in
            try database.cachedStatement(
                sql: """
                    INSERT INTO folder (account, folder, uid_validity, first_uid, next_uid, started_at)
                    VALUES (?1, ?2, ?3, ?4, ?4, ?5)
                    ON CONFLICT DO UPDATE SET next_uid = max(next_uid, excluded.next_uid)
                    """
            ).execute(arguments: [account, folder, uidValidity, next, now.milliseconds])
        }
    }

    public func folderHistory(account: String, folder: String) async throws(StoreError) -> [FolderEpoch] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT uid_validity, started_at FROM folder WHERE account = ? AND folder = ?
                    ORDER BY started_at, uid_validity
                    """, arguments: [account, folder]
            ) { FolderEpoch(uidValidity: $0["uid_validity"], startedAt: $0.time("started_at")) }
        }
    }

    public func seenUIDs(
        account: String, folder: String, uidValidity: UInt32
    ) async throws(StoreError) -> (range: Range<UInt32>, decided: Set<UInt32>)? {
        try await read { database in
            let row = try Row.fetchOne(
                database.cachedStatement(
                    sql: "SELECT * FROM folder WHERE account = ? AND folder = ? AND uid_validity = ?"),
                arguments: [account, folder, uidValidity])
            guard let row else { return nil }
            let decided = try UInt32.fetchSet(
                database.cachedStatement(
                    sql: "SELECT uid FROM outcome WHERE account = ? AND folder = ? AND uid_validity = ?"),
                arguments: [account, folder, uidValidity])
            return (row["first_uid"]..<row["next_uid"], decided)
        }
    }

    public func takeInHand(_ mail: MailKey) async throws(StoreError) -> Int {
        try await writeForNow { database in
            try Int.fetchOne(
                database.cachedStatement(
                    sql: """
                        INSERT INTO in_hand (account, folder, uid_validity, uid, times) VALUES (?, ?, ?, ?, 1)
                        ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times
                        """), arguments: [mail.account, mail.folder, mail.uidValidity, mail.uid]) ?? 1
        }
    }

    public func outcome(of mail: MailKey) async throws(StoreError) -> Outcome? {
        try await read { try Self.outcome(of: mail, in: $0) }
    }

    public func duplicate(
        of mail: MailKey, messageID: String, contentHash: String
    ) async throws(StoreError) -> MailKey? {
        try await read { database in
            try Row.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT account, folder, uid_validity, uid FROM outcome
                        WHERE mail_message_id IN (?, ?) AND content_hash = ? AND kind NOT IN ('pending', 'quarantined')
                            AND reason <> 'duplicate' AND (account, folder, uid_validity, uid) <> (?, ?, ?, ?)
                        LIMIT 1
                        """),
                arguments: [
                    messageID, Self.erasedName(ofMail: messageID), contentHash, mail.account, mail.folder,
                    mail.uidValidity, mail.uid,
                ])?.mailKey()
        }
    }

    public func commit(_ intake: Intake, at now: Timestamp) async throws(StoreError) -> IntakeReceipt {
        try await write { database in
            if let known = try Self.outcome(of: intake.mail, in: database), known.kind != .pending {
                return IntakeReceipt(isNew: false, outbox: nil, newMessages: 0)
            }
            guard try Self.holds(intake.requires, in: database), try !Self.isLost(intake, in: database) else {
                return IntakeReceipt(isNew: true, isStale: true, outbox: nil, newMessages: 0)
            }
            var newMessages = 0
            for message in intake.messages where try Self.insert(message, in: database, at: now) { newMessages += 1 }
            let outbox = try intake.outbox.flatMap { try Self.insert($0, in: database, at: now) }
            if let request = intake.moneyRequest, let id = request.outbox ?? outbox {
                try Self.put(request, of: id, in: database, at: now)
            }
            for change in intake.outboxChanges {
                if case .release(let id, nil, _) = change { try Self.confirmHabit(outbox: id, in: database) }
                try Self.apply(change, in: database, at: now)
            }
            // Behind the answers, which show how a wait ended.
            if let ticket = intake.outcome.ticket, var update = intake.ticketUpdate {
                if intake.outcome.kind == .command, update.ending == nil {
                    let how = update.state == .closed ? WaitEnd.How.close : .localNoReply
                    update.ending = WaitEnd(how, at: now, agent: intake.reading?.agent)
                }
                try Self.apply(update, to: ticket, in: database, at: now)
            }
            for var mail in intake.ticketMails {
                mail.outbox = mail.outbox ?? outbox
                try Self.insert(mail, message: nil, in: database, at: now)
            }
            try Self.record(intake.outcome, of: intake.mail, outbox: outbox, in: database, at: now)
            try Self.keep(intake, in: database, at: now)
            try database.cachedStatement(
                sql: "DELETE FROM in_hand WHERE account = ? AND folder = ? AND uid_validity = ? AND uid = ?"
            ).execute(arguments: [intake.mail.account, intake.mail.folder, intake.mail.uidValidity, intake.mail.uid])
            for entry in intake.journal { try Self.insert(entry, in: database) }
            try Self.note(intake, in: database, at: now)
            if let ticket = intake.outcome.ticket, let reading = intake.reading {
                try Self.insert(reading, of: ticket, in: database)
            }
            if let habit = intake.habit { try Self.insert(habit, outbox: outbox, in: database) }
            return IntakeReceipt(isNew: true, outbox: outbox, newMessages: newMessages)
        }
    }

    public func accept(
        _ raw: [UInt8], messageID: String?, contentHash: String, at now: Timestamp
    ) async throws(StoreError) -> MailKey {
        try await write { database in
            let last = try UInt32.fetchOne(
                database.cachedStatement(sql: "SELECT max(uid) FROM outcome WHERE account = ?"),
                arguments: [MailKey.deliverAccount])
            let key = MailKey(account: MailKey.deliverAccount, folder: "", uidValidity: 0, uid: (last ?? 0) + 1)
            let outcome = Outcome(.pending, reason: "delivered", messageID: messageID, contentHash: contentHash)
            var intake = Intake(mail: key, outcome: outcome)
            intake.raw = raw
            try Self.record(outcome, of: key, outbox: nil, in: database, at: now)
            try Self.keep(intake, in: database, at: now)
            return key
        }
    }

    public func claimSpooled(at now: Timestamp, retryAt: Timestamp) async throws(StoreError) -> SpooledMail? {
        try await write { database in
            let row = try Row.fetchOne(
                database.cachedStatement(
                    sql: "SELECT * FROM spool WHERE next_attempt <= ? ORDER BY next_attempt, received_at LIMIT 1"),
                arguments: [now.milliseconds])
            guard let row else { return nil }
            let mail = SpooledMail(
                mail: row.mailKey(), raw: row.bytes("raw"), isTruncated: row["truncated"],
                receivedAt: row.time("received_at"),
                attempts: (row["attempts"] as Int) + 1)
            try database.cachedStatement(
                sql: """
                    UPDATE spool SET attempts = ?, next_attempt = ?
                    WHERE account = ? AND folder = ? AND uid_validity = ? AND uid = ?
                    """
            ).execute(arguments: [
                mail.attempts, retryAt.milliseconds, mail.mail.account, mail.mail.folder, mail.mail.uidValidity,
                mail.mail.uid,
            ])
            return mail
        }
    }

    public func postpone(_ mail: MailKey, until: Timestamp, error: String) async throws(StoreError) {
        try await write { database in
            try database.cachedStatement(
                sql: """
                    UPDATE spool SET next_attempt = ?, last_error = ?
                    WHERE account = ? AND folder = ? AND uid_validity = ? AND uid = ?
                    """
            ).execute(arguments: [until.milliseconds, error, mail.account, mail.folder, mail.uidValidity, mail.uid])
        }
    }

    public func pendingMoves(account: String) async throws(StoreError) -> [PendingMove] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT * FROM outcome WHERE account = ? AND move_to IS NOT NULL AND moved = 0
                    ORDER BY folder, uid_validity, uid
                    """, arguments: [account]
            ) { PendingMove(mail: $0.mailKey(), target: $0["move_to"]) }
        }
    }

    public func moved(_ mails: [MailKey]) async throws(StoreError) {
        try await write { database in
            for mail in mails {
                try database.cachedStatement(
                    sql: """
                        UPDATE outcome SET moved = 1
                        WHERE account = ? AND folder = ? AND uid_validity = ? AND uid = ?
                        """
                ).execute(arguments: [mail.account, mail.folder, mail.uidValidity, mail.uid])
            }
        }
    }

    /// Whether its news would come into a ticket that was erased since they were decided on.
    private static func isLost(_ intake: Intake, in database: Database) throws -> Bool {
        guard let ticket = intake.outcome.ticket, !intake.messages.isEmpty else { return false }
        return try Bool.fetchOne(
            database.cachedStatement(sql: "SELECT erased_at IS NOT NULL FROM ticket WHERE id = ?"),
            arguments: [ticket.number]) ?? false
    }

    private static func outcome(of mail: MailKey, in database: Database) throws -> Outcome? {
        try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT * FROM outcome WHERE account = ? AND folder = ? AND uid_validity = ? AND uid = ?"),
            arguments: [mail.account, mail.folder, mail.uidValidity, mail.uid]
        ).map { row in
            Outcome(
                try row.word("kind"), reason: row["reason"], ticket: (row["ticket_id"] as Int64?).map { TicketID($0) },
                messageID: row["mail_message_id"], contentHash: row["content_hash"], moveTo: row["move_to"])
        }
    }

    /// Writes the outcome and moves the folder's position past this mail. What was set aside unread gets its marks when it is
    /// read after all.
    private static func record(
        _ outcome: Outcome, of mail: MailKey, outbox: Int64?, in database: Database, at now: Timestamp
    ) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO outcome (account, folder, uid_validity, uid, kind, reason, ticket_id, outbox_id,
                    mail_message_id, content_hash, move_to, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET kind = excluded.kind, reason = excluded.reason,
                    ticket_id = excluded.ticket_id, outbox_id = excluded.outbox_id, move_to = excluded.move_to,
                    mail_message_id = coalesce(mail_message_id, excluded.mail_message_id),
                    content_hash = iif(content_hash = '', excluded.content_hash, content_hash), at = excluded.at
                """
        ).execute(arguments: [
            mail.account, mail.folder, mail.uidValidity, mail.uid, outcome.kind.rawValue, outcome.reason,
            outcome.ticket?.number, outbox, outcome.messageID, outcome.contentHash, outcome.moveTo,
            now.milliseconds,
        ])
        guard mail.isOnServer else { return }
        try database.cachedStatement(
            sql: """
                INSERT INTO folder (account, folder, uid_validity, first_uid, next_uid, started_at)
                VALUES (?1, ?2, ?3, ?4, ?4 + 1, ?5)
                ON CONFLICT DO UPDATE SET next_uid = max(next_uid, excluded.next_uid)
                """
        ).execute(arguments: [mail.account, mail.folder, mail.uidValidity, mail.uid, now.milliseconds])
    }

    /// Puts the whole mail where its outcome says, and takes it out of the spool once it is decided.
    private static func keep(_ intake: Intake, in database: Database, at now: Timestamp) throws {
        let mail = intake.mail
        if intake.outcome.kind == .pending, let raw = intake.raw {
            try database.cachedStatement(
                sql: """
                    INSERT INTO spool (account, folder, uid_validity, uid, raw, truncated, received_at, next_attempt)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """
            ).execute(arguments: [
                mail.account, mail.folder, mail.uidValidity, mail.uid, blob(raw), intake.isTruncated,
                now.milliseconds, now.milliseconds,
            ])
            return
        }
        if intake.outcome.kind == .quarantined, let raw = intake.raw {
            try database.cachedStatement(
                sql: """
                    INSERT INTO quarantine (account, folder, uid_validity, uid, reason, mail_message_id, raw, truncated,
                        at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                mail.account, mail.folder, mail.uidValidity, mail.uid, intake.outcome.reason,
                intake.outcome.messageID, blob(raw), intake.isTruncated, now.milliseconds,
            ])
        }
        try database.cachedStatement(
            sql: "DELETE FROM spool WHERE account = ? AND folder = ? AND uid_validity = ? AND uid = ?"
        ).execute(arguments: [mail.account, mail.folder, mail.uidValidity, mail.uid])
    }
}
