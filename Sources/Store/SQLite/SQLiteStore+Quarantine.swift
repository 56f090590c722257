public import Domain
import GRDB

extension SQLiteStore {
    public func quarantined(includingReleased: Bool, limit: Int) async throws(StoreError) -> [QuarantinedMail] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT *, length(raw) AS size FROM quarantine WHERE ? OR released_at IS NULL ORDER BY id LIMIT ?
                    """, arguments: [includingReleased, limit],
                Self.quarantinedMail)
        }
    }

    public func quarantinedMail(_ id: Int64) async throws(StoreError) -> (QuarantinedMail, raw: [UInt8])? {
        try await read { database in
            try Row.fetchOne(
                database.cachedStatement(sql: "SELECT *, length(raw) AS size FROM quarantine WHERE id = ?"),
                arguments: [id]
            ).map { (Self.quarantinedMail($0), raw: $0.bytes("raw")) }
        }
    }

    public func releaseFromQuarantine(
        _ id: Int64, journal: JournalEntry, at now: Timestamp
    ) async throws(StoreError) {
        try await write { database in
            guard
                let row = try Row.fetchOne(
                    database.cachedStatement(
                        sql: "SELECT *, length(raw) AS size FROM quarantine WHERE id = ? AND released_at IS NULL"),
                    arguments: [id])
            else { throw StoreError(.notFound, "no mail \(id) in quarantine") }
            guard (row["size"] as Int) > 0 else {
                throw StoreError(
                    .wrongState, "mail \(id) lies with the mail server only: move it out of its folder and back")
            }
            let mail = row.mailKey()
            try database.cachedStatement(
                sql: """
                    UPDATE outcome SET kind = 'pending', reason = 'released', at = ?
                    WHERE account = ? AND folder = ? AND uid_validity = ? AND uid = ?
                    """
            ).execute(arguments: [now.milliseconds, mail.account, mail.folder, mail.uidValidity, mail.uid])
            try database.cachedStatement(
                sql: """
                    INSERT INTO spool (account, folder, uid_validity, uid, raw, truncated, received_at, next_attempt)
                    SELECT account, folder, uid_validity, uid, raw, truncated, ?, ? FROM quarantine WHERE id = ?
                    ON CONFLICT DO NOTHING
                    """
            ).execute(arguments: [now.milliseconds, now.milliseconds, id])
            try database.cachedStatement(sql: "UPDATE quarantine SET released_at = ? WHERE id = ?").execute(arguments: [
                now.milliseconds, id,
            ])
            try Self.insert(journal, in: database)
        }
    }

    public func setAsideSize() async throws(StoreError) -> Int {
        try await read { database in
            try Int.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT ifnull((SELECT sum(length(raw)) FROM quarantine), 0)
                            + ifnull((SELECT sum(length(raw)) FROM spool), 0)
                        """)) ?? 0
        }
    }

    public func dropFromQuarantine(
        _ id: Int64, journal: JournalEntry, at now: Timestamp
    ) async throws(StoreError) {
        try await write { database in
            try database.cachedStatement(
                sql: """
                    UPDATE quarantine SET raw = zeroblob(0), released_at = ifnull(released_at, ?)
                    WHERE id = ? AND (released_at IS NULL OR length(raw) > 0)
                    """
            ).execute(arguments: [now.milliseconds, id])
            guard database.changesCount == 1 else { throw StoreError(.notFound, "no mail \(id) in quarantine") }
            try Self.insert(journal, in: database)
        }
    }

    @Sendable private static func quarantinedMail(_ row: Row) -> QuarantinedMail {
        QuarantinedMail(
            id: row["id"], mail: row.mailKey(), reason: row["reason"], messageID: row["mail_message_id"],
            at: row.time("at"), releasedAt: row.optionalTime("released_at"), size: row["size"])
    }
}
