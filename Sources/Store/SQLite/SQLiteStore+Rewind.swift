public import Domain
import GRDB

extension SQLiteStore {
    public func rewindFolder(
        account: String, folder: String, uidValidity: UInt32, to next: UInt32, at now: Timestamp
    ) async throws(StoreError) -> UInt32 {
        try await write { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM folder WHERE account = ? AND folder = ? AND uid_validity = ?",
                arguments: [account, folder, uidValidity])
            // Mails below the first UID lay there before, and are not ours.
            guard let row, let reached = row["next_uid"] as UInt32?, reached > next else { return next }
            let start = min(next, row["first_uid"] as UInt32)
            // Servers count up from 1 or from the time: their numbers and these do not meet.
            let lowest = UInt32.max - 10_000
            let earlier = try UInt32.fetchOne(
                database,
                sql: "SELECT min(uid_validity) FROM folder WHERE account = ? AND folder = ? AND uid_validity > ?",
                arguments: [account, folder, lowest])
            let aside = (earlier ?? UInt32.max) - 1
            let values: [String: any DatabaseValueConvertible] = [
                "account": account, "folder": folder, "validity": uidValidity, "start": start, "reached": reached,
                "aside": aside, "now": now.milliseconds,
            ]
            let these = "WHERE account = :account AND folder = :folder AND uid_validity = :validity"
            // Spool and quarantine point to the outcome.
            try database.execute(sql: "PRAGMA defer_foreign_keys = ON")
            for sql in [
                """
                INSERT INTO folder (account, folder, uid_validity, first_uid, next_uid, started_at)
                SELECT account, folder, :aside, first_uid, :reached, :now FROM folder \(these)
                """,
                "UPDATE folder SET next_uid = :start, first_uid = :start \(these)",
                "UPDATE outcome SET uid_validity = :aside, moved = 1 \(these) AND uid >= :start",
                "UPDATE spool SET uid_validity = :aside \(these) AND uid >= :start",
                "UPDATE quarantine SET uid_validity = :aside \(these) AND uid >= :start",
                "DELETE FROM in_hand \(these) AND uid >= :start",
            ] {
                let named = values.filter { sql.contains(":\($0.key)") }
                try database.execute(sql: sql, arguments: StatementArguments(named))
            }
            return start
        }
    }
}
