public import Domain
import GRDB

extension SQLiteStore {
    static func insertCopies(of mail: NewTicketMail, in database: Database, at now: Timestamp) throws {
        for address in mail.copies {
            try database.cachedStatement(
                sql: "INSERT INTO mail_copy (ticket_id, address, raw, next_attempt, created_at) VALUES (?, ?, ?, ?, ?)"
            ).execute(arguments: [
                mail.ticket.number, address, blob(mail.raw), (mail.notBefore ?? now).milliseconds, now.milliseconds,
            ])
        }
    }

    public func claimMailCopy(at now: Timestamp, retryAt: Timestamp) async throws(StoreError) -> MailCopy? {
        try await write { database in
            let row = try Row.fetchOne(
                database.cachedStatement(
                    sql: "SELECT * FROM mail_copy WHERE next_attempt <= ? ORDER BY next_attempt, id LIMIT 1"),
                arguments: [now.milliseconds])
            guard let row else { return nil }
            let id: Int64 = row["id"]
            try database.cachedStatement(
                sql: "UPDATE mail_copy SET attempts = attempts + 1, next_attempt = ? WHERE id = ?"
            ).execute(arguments: [retryAt.milliseconds, id])
            return MailCopy(
                id: id, ticket: TicketID(row["ticket_id"]), address: row["address"],
                raw: row.optionalBytes("raw") ?? [], attempts: row["attempts"] + 1, createdAt: row.time("created_at"))
        }
    }

    public func finishMailCopy(_ id: Int64) async throws(StoreError) {
        try await write { try $0.execute(sql: "DELETE FROM mail_copy WHERE id = ?", arguments: [id]) }
    }

    public func postponeMailCopy(_ id: Int64, until: Timestamp) async throws(StoreError) {
        try await write { database in
            try database.cachedStatement(sql: "UPDATE mail_copy SET next_attempt = ? WHERE id = ?").execute(arguments: [
                until.milliseconds, id,
            ])
        }
    }

    public func nextMailCopyTime() async throws(StoreError) -> Timestamp? {
        try await read { database in
            try Int64.fetchOne(database.cachedStatement(sql: "SELECT min(next_attempt) FROM mail_copy")).map(
                Timestamp.init(milliseconds:))
        }
    }
}
