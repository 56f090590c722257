public import Domain
import GRDB

extension SQLiteStore {
    public func rewindFolder(
        account: String, folder: String, uidValidity: UInt32, to next: UInt32, at now: Timestamp
    ) async throws(StoreError) {
        try await write { database in
            let reached = try UInt32.fetchOne(
                database, sql: "SELECT next_uid FROM folder WHERE account = ? AND folder = ? AND uid_validity = ?",
                arguments: [account, folder, uidValidity])
            guard let reached, reached > next else { return }
            // Servers count up from 1 or from the time: their numbers and these do not meet.
            let lowest = UInt32.max - 10_000
            let earlier = try UInt32.fetchOne(
                database,
                sql: "SELECT min(uid_validity) FROM folder WHERE account = ? AND folder = ? AND uid_validity > ?",
                arguments: [account, folder, lowest])
            let aside = (earlier ?? UInt32.max) - 1
            let values: [String: any DatabaseValueConvertible] = [
                "account": account, "folder": folder, "validity": uidValidity, "next": next, "reached": reached,
                "aside": aside, "now": now.milliseconds,
            ]
            let these = "WHERE account = :account AND folder = :folder AND uid_validity = :validity"
            // Spool and quarantine point to the outcome.
            try database.execute(sql: "PRAGMA defer_foreign_keys = ON")
            for sql in [
                """
                INSERT INTO folder (account, folder, uid_validity, first_uid, next_uid, started_at)
                SELECT account, folder, :aside, max(first_uid, :next), :reached, :now FROM folder \(these)
                """,
                "UPDATE folder SET next_uid = :next, first_uid = min(first_uid, :next) \(these)",
                "UPDATE outcome SET uid_validity = :aside, moved = 1 \(these) AND uid >= :next",
                "UPDATE spool SET uid_validity = :aside \(these) AND uid >= :next",
                "UPDATE quarantine SET uid_validity = :aside \(these) AND uid >= :next",
                "DELETE FROM in_hand \(these) AND uid >= :next",
            ] {
                let named = values.filter { sql.contains(":\($0.key)") }
                try database.execute(sql: sql, arguments: StatementArguments(named))
            }
        }
    }
}
