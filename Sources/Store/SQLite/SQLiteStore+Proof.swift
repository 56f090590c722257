public import Domain
import GRDB

extension SQLiteStore {
    public func quarantined(includingReleased: Bool, limit: Int) async throws(StoreError) -> [QuarantinedMail] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT *, length(raw) AS size FROM quarantine WHERE ? OR released_at IS NULL ORDER BY id LIMIT ?
                    """, arguments: [includingReleased, limit]
            ).map(Self.quarantinedMail)
        }
    }

    public func quarantinedMail(_ id: Int64) async throws(StoreError) -> (QuarantinedMail, raw: [UInt8])? {
        try await read { database in
            try Row.fetchOne(
                database, sql: "SELECT *, length(raw) AS size FROM quarantine WHERE id = ?", arguments: [id]
            ).map { (Self.quarantinedMail($0), raw: $0.bytes("raw")) }
        }
    }

    public func releaseFromQuarantine(_ id: Int64, at now: Timestamp) async throws(StoreError) {
        try await write { database in
            guard
                let row = try Row.fetchOne(
                    database, sql: "SELECT * FROM quarantine WHERE id = ? AND released_at IS NULL", arguments: [id])
            else { throw StoreError(.notFound, "no mail \(id) in quarantine") }
            let mail = row.mailKey()
            try database.execute(
                sql: """
                    UPDATE outcome SET kind = 'pending', reason = 'released', at = ?
                    WHERE account = ? AND folder = ? AND uid_validity = ? AND uid = ?
                    """, arguments: [now.milliseconds, mail.account, mail.folder, mail.uidValidity, mail.uid])
            try database.execute(
                sql: """
                    INSERT INTO spool (account, folder, uid_validity, uid, raw, truncated, received_at, next_attempt)
                    SELECT account, folder, uid_validity, uid, raw, truncated, ?, ? FROM quarantine WHERE id = ?
                    ON CONFLICT DO NOTHING
                    """, arguments: [now.milliseconds, now.milliseconds, id])
            try database.execute(
                sql: "UPDATE quarantine SET released_at = ? WHERE id = ?", arguments: [now.milliseconds, id])
        }
    }

    public func record(_ entry: JournalEntry) async throws(StoreError) {
        try await write { try Self.insert(entry, in: $0) }
    }

    public func journal(of ticket: TicketID) async throws(StoreError) -> [JournalEntry] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM journal WHERE ticket_id IN (SELECT id FROM ticket WHERE id = ?1 OR merged_into = ?1) ORDER BY id
                    """, arguments: [ticket.number]
            ).map { JournalEntry($0) }
        }
    }

    public func audit(at now: Timestamp) async throws(StoreError) -> AuditReport {
        try await read { database in
            var findings: [AuditFinding] = []
            for rule in AuditRule.all {
                let rows = try Row.fetchAll(database, sql: rule.sql, arguments: ["now": now.milliseconds])
                findings += rows.map { AuditFinding(rule: rule.name, detail: $0["detail"]) }
            }
            return AuditReport(
                findings: findings, outcomes: try Self.counts("outcome", by: "kind", in: database),
                posts: try Self.counts("outbox", by: "state", in: database),
                tickets: try Int.fetchOne(database, sql: "SELECT count(*) FROM ticket") ?? 0,
                ticketMails: try Int.fetchOne(database, sql: "SELECT count(*) FROM ticket_mail") ?? 0)
        }
    }

    static func insert(_ entry: JournalEntry, in database: Database) throws {
        try database.execute(
            sql: "INSERT INTO journal (at, event, ticket_id, outbox_id, detail, user) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [
                entry.at.milliseconds, entry.event, entry.ticket?.number, entry.outbox, entry.detail, entry.user,
            ])
    }

    private static func counts(_ table: String, by column: String, in database: Database) throws -> [String: Int] {
        let rows = try Row.fetchAll(database, sql: "SELECT \(column), count(*) FROM \(table) GROUP BY 1")
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as String, $0[1] as Int) })
    }

    @Sendable private static func quarantinedMail(_ row: Row) -> QuarantinedMail {
        QuarantinedMail(
            id: row["id"], mail: row.mailKey(), reason: row["reason"], messageID: row["mail_message_id"],
            at: row.time("at"), releasedAt: row.optionalTime("released_at"), size: row["size"])
    }
}
