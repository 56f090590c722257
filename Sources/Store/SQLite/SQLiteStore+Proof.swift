public import Domain
import GRDB

extension SQLiteStore {
    public func record(_ entry: JournalEntry) async throws(StoreError) {
        try await write { try Self.insert(entry, in: $0) }
    }

    public func journal(of ticket: TicketID) async throws(StoreError) -> [JournalEntry] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT * FROM journal WHERE ticket_id IN (SELECT id FROM ticket WHERE id = ?1 OR merged_into = ?1) ORDER BY id
                    """, arguments: [ticket.number]
            ) { JournalEntry($0) }
        }
    }

    public func audit(at now: Timestamp) async throws(StoreError) -> AuditReport {
        try await read { database in
            var findings: [AuditFinding] = []
            /// Nil, and a finding, where the file is so damaged that this cannot be read.
            func reading<Value>(_ what: String, _ body: () throws -> Value) throws -> Value? {
                do {
                    return try body()
                } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
                    let detail = "\(what): \(error.message ?? "damaged")"
                    findings.append(AuditFinding(rule: AuditRule.soundness.name, detail: detail))
                    return nil
                }
            }
            for rule in AuditRule.all {
                let rows = try reading(rule.name) {
                    try Row.fetchAll(database, sql: rule.sql, arguments: ["now": now.milliseconds])
                }
                findings += (rows ?? []).map { AuditFinding(rule: rule.name, detail: $0["detail"]) }
            }
            let outcomes = try reading("outcome") { try Self.counts("outcome", by: "kind", in: database) }
            let posts = try reading("outbox") { try Self.counts("outbox", by: "state", in: database) }
            let tickets = try reading("ticket") { try Int.fetchOne(database, sql: "SELECT count(*) FROM ticket") }
            let mails = try reading("ticket_mail") {
                try Int.fetchOne(database, sql: "SELECT count(*) FROM ticket_mail")
            }
            return AuditReport(
                findings: findings, outcomes: outcomes ?? [:], posts: posts ?? [:], tickets: (tickets ?? nil) ?? 0,
                ticketMails: (mails ?? nil) ?? 0)
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
}
