public import Domain
import GRDB

extension SQLiteStore {
    public func openWaits(limit: Int) async throws(StoreError) -> [OpenWait] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT * FROM ticket WHERE waiting_since IS NOT NULL AND deadline IS NOT NULL
                    ORDER BY deadline LIMIT ?
                    """, arguments: [limit]
            ) { row -> OpenWait? in
                let ticket = try Ticket(row)
                guard let since = ticket.waitingSince, let deadline = ticket.deadline else { return nil }
                let reminded = row.optionalTime("reminded_since") == since ? row["reminded_percent"] as Int? : nil
                return OpenWait(ticket: ticket, since: since, deadline: deadline, reminded: reminded)
            }.compactMap(\.self)
        }
    }

    public func dueAlarms(at now: Timestamp) async throws(StoreError) -> [Alarm] {
        try await alarms(dueBy: now, limit: 500)
    }

    public func openAlarms(limit: Int) async throws(StoreError) -> [Alarm] {
        try await alarms(dueBy: nil, limit: limit)
    }

    private func alarms(dueBy time: Timestamp?, limit: Int) async throws(StoreError) -> [Alarm] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT ticket.*, alarm.kind AS alarm_kind, raised_at, repeats FROM alarm
                    JOIN ticket ON ticket.id = ticket_id WHERE taken_at IS NULL AND next_at <= ?
                    ORDER BY raised_at LIMIT ?
                    """, arguments: [time?.milliseconds ?? .max, limit]
            ) { row in
                Alarm(
                    ticket: try Ticket(row), kind: try row.word("alarm_kind"), raisedAt: row.time("raised_at"),
                    repeats: row["repeats"])
            }
        }
    }

    public func commit(_ round: TeamRound, at now: Timestamp) async throws(StoreError) {
        try await write { database in
            for reminder in round.reminders {
                try database.cachedStatement(
                    sql: """
                        UPDATE ticket SET reminded_since = ?2, reminded_percent = ?3
                        WHERE id = ?1 AND waiting_since = ?2 AND deadline = ?4
                        """
                ).execute(arguments: [
                    reminder.ticket.number, reminder.since.milliseconds, reminder.percent,
                    reminder.deadline.milliseconds,
                ])
            }
            for (ticket, next) in round.alarms {
                try database.cachedStatement(
                    sql: "UPDATE alarm SET repeats = repeats + 1, next_at = ? WHERE ticket_id = ? AND taken_at IS NULL"
                ).execute(arguments: [next.milliseconds, ticket.number])
            }
            for (matter, alert) in round.alerts {
                try database.cachedStatement(
                    sql: """
                        INSERT INTO alert (matter, told_at, mark) VALUES (?, ?, ?)
                        ON CONFLICT DO UPDATE SET told_at = excluded.told_at, mark = excluded.mark
                        """
                ).execute(arguments: [matter, alert.at.milliseconds, alert.mark])
            }
            for mail in round.mails {
                try database.cachedStatement(
                    sql: """
                        INSERT INTO team_mail (name, recipients, mailbox, folder, mail_message_id, raw, state,
                            next_attempt, created_at, ticket_id, text, html)
                        VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'waiting', ?7, ?7, ?8, ?9, ?10)
                        ON CONFLICT DO NOTHING
                        """
                ).execute(arguments: [
                    mail.name, mail.recipients.map(\.text).joined(separator: " "), mail.mailbox, mail.folder,
                    mail.messageID, blob(mail.raw), now.milliseconds, mail.about?.ticket.number, mail.about?.text,
                    mail.about?.html,
                ])
            }
        }
    }

    public func hasTeamMail(_ name: String) async throws(StoreError) -> Bool {
        try await read { database in
            try Bool.fetchOne(
                database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM team_mail WHERE name = ?)"),
                arguments: [name])
                ?? false
        }
    }

    public func teamProblems(failedSince since: Timestamp) async throws(StoreError) -> TeamProblems {
        try await read { database in
            func count(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
                try Int.fetchOne(database.cachedStatement(sql: sql), arguments: arguments) ?? 0
            }
            return TeamProblems(
                held: try count("SELECT count(*) FROM outbox WHERE \(Self.unfinished) AND state = 'held'"),
                uncertain: try count("SELECT count(*) FROM outbox WHERE \(Self.unfinished) AND state = 'uncertain'"),
                failed: try count(
                    "SELECT count(*) FROM outbox WHERE state = 'failed' AND updated_at >= ?", [since.milliseconds]),
                quarantined: try count("SELECT count(*) FROM quarantine WHERE released_at IS NULL"))
        }
    }

    public func alertMarks() async throws(StoreError) -> [String: AlertMark] {
        try await read { database in
            let rows = try Row.fetchAll(database.cachedStatement(sql: "SELECT * FROM alert"))
            return Dictionary(
                rows.map { ($0["matter"], AlertMark(at: $0.time("told_at"), mark: $0["mark"])) },
                uniquingKeysWith: { first, _ in first })
        }
    }

    public func quarantined(after time: Timestamp) async throws(StoreError) -> (count: Int, last: Timestamp)? {
        try await read { database in
            guard
                let row = try Row.fetchOne(
                    database.cachedStatement(
                        sql: """
                            SELECT count(*) AS count, max(at) AS last FROM quarantine WHERE at > ? AND released_at IS NULL
                            """), arguments: [time.milliseconds]), let last = row.optionalTime("last")
            else { return nil }
            return (row["count"], last)
        }
    }

    public func lastHeard() async throws(StoreError) -> [MarketplaceName: Timestamp] {
        try await read { database in
            let rows = try Row.fetchAll(database.cachedStatement(sql: "SELECT * FROM heard"))
            return Dictionary(
                rows.map { (MarketplaceName($0["marketplace"]), $0.time("at")) },
                uniquingKeysWith: { first, _ in first })
        }
    }

    public func firstQuestion(
        at marketplace: MarketplaceName, after time: Timestamp
    ) async throws(StoreError) -> Timestamp? {
        try await read { database in
            // A marketplace without a ticket has no word, and nothing is walked through.
            try Int64.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT asked_at FROM word CROSS JOIN course INDEXED BY course_by_question
                            WHERE text = ?2 AND asked_at > ?1 AND marketplace = word.id ORDER BY asked_at LIMIT 1
                        """), arguments: [time.milliseconds, marketplace.text]
            ).map(Timestamp.init(milliseconds:))
        }
    }

    public func teamTexts(of ticket: TicketID) async throws(StoreError) -> [(text: String, html: String)] {
        try await read { database in
            try Row.values(
                database, sql: "SELECT text, html FROM team_mail WHERE ticket_id = ? ORDER BY id",
                arguments: [ticket.number]
            ) { ($0["text"] ?? "", $0["html"] ?? "") }
        }
    }

    public func timeOfTeamMail(messageID: String) async throws(StoreError) -> Timestamp? {
        try await read { database in
            try Int64.fetchOne(
                database.cachedStatement(sql: "SELECT created_at FROM team_mail WHERE mail_message_id = ?"),
                arguments: [messageID]
            ).map(Timestamp.init(milliseconds:))
        }
    }

    public func claimTeamMail(at now: Timestamp) async throws(StoreError) -> TeamMail? {
        try await write { database in
            let row = try Row.fetchOne(
                database.cachedStatement(
                    sql: "SELECT * FROM team_mail WHERE state <> 'sent' AND next_attempt <= ? ORDER BY id LIMIT 1"),
                arguments: [now.milliseconds])
            guard let row else { return nil }
            let id: Int64 = row["id"]
            try database.cachedStatement(
                sql: "UPDATE team_mail SET state = 'sending', attempts = attempts + 1 WHERE id = ?"
            ).execute(arguments: [id])
            return TeamMail(
                id: id,
                recipients: (row["recipients"] as String).split(separator: " ").compactMap { EmailAddress(String($0)) },
                mailbox: row["mailbox"], folder: row["folder"], messageID: row["mail_message_id"],
                raw: row.optionalBytes("raw") ?? [], attempts: row["attempts"] + 1,
                // A mail found in this state was on its way when an earlier process ended.
                isInDoubt: (row["state"] as String) == "sending", createdAt: row.time("created_at"))
        }
    }

    public func sentTeamMail(_ id: Int64, at now: Timestamp) async throws(StoreError) {
        try await write { database in
            try database.cachedStatement(
                sql: "UPDATE team_mail SET state = 'sent', raw = NULL, sent_at = ? WHERE id = ?"
            ).execute(arguments: [now.milliseconds, id])
        }
    }

    public func postponeTeamMail(
        _ id: Int64, until: Timestamp, certain: Bool, toFolder: Bool
    ) async throws(StoreError) {
        try await write { database in
            try database.cachedStatement(
                sql: """
                    UPDATE team_mail SET state = CASE WHEN ?2 THEN 'waiting' ELSE state END, next_attempt = ?3,
                        recipients = CASE WHEN ?4 THEN '' ELSE recipients END WHERE id = ?1
                    """
            ).execute(arguments: [id, certain, until.milliseconds, toFolder])
        }
    }

    public func nextTeamMailTime() async throws(StoreError) -> Timestamp? {
        try await read { database in
            try Int64.fetchOne(
                database.cachedStatement(sql: "SELECT min(next_attempt) FROM team_mail WHERE state <> 'sent'")
            )
            .map(Timestamp.init(milliseconds:))
        }
    }

    /// What one incoming mail means for the team: its marketplace was heard of, and an alarm may be raised.
    static func note(_ intake: Intake, in database: Database, at now: Timestamp) throws {
        guard let ticket = intake.outcome.ticket, [.ticket, .update, .notice].contains(intake.outcome.kind) else {
            return
        }
        try database.cachedStatement(
            sql: """
                INSERT INTO heard (marketplace, at) SELECT marketplace, ?2 FROM ticket WHERE id = ?1
                ON CONFLICT DO UPDATE SET at = max(at, excluded.at)
                """
        ).execute(arguments: [ticket.number, now.milliseconds])
        guard let kind = intake.alarm else { return }
        // A further notice about what someone has taken already is a new alarm, and so is one of another kind.
        try database.cachedStatement(
            sql: """
                INSERT INTO alarm (ticket_id, kind, raised_at, next_at) VALUES (?1, ?2, ?3, ?3)
                ON CONFLICT DO UPDATE SET kind = ?2, raised_at = ?3, next_at = ?3, repeats = 0, taken_at = NULL,
                    taken_by = NULL WHERE taken_at IS NOT NULL OR kind <> ?2
                """
        ).execute(arguments: [ticket.number, kind.rawValue, now.milliseconds])
    }

    /// What nobody has taken yet is the other ticket's, unless that has an alarm of its own that nobody took.
    static func moveAlarm(of ticket: TicketID, to target: TicketID, in database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO alarm (ticket_id, kind, raised_at, repeats, next_at)
                SELECT ?2, kind, raised_at, repeats, next_at FROM alarm WHERE ticket_id = ?1 AND taken_at IS NULL
                ON CONFLICT DO UPDATE SET kind = excluded.kind, raised_at = excluded.raised_at,
                    repeats = excluded.repeats, next_at = excluded.next_at, taken_at = NULL, taken_by = NULL
                    WHERE taken_at IS NOT NULL
                """
        ).execute(arguments: [ticket.number, target.number])
    }

    static func takeAlarm(of ticket: TicketID, by name: String, in database: Database, at now: Timestamp) throws {
        try database.cachedStatement(
            sql: "UPDATE alarm SET taken_at = ?, taken_by = ? WHERE ticket_id = ? AND taken_at IS NULL"
        ).execute(arguments: [now.milliseconds, name, ticket.number])
    }
}
