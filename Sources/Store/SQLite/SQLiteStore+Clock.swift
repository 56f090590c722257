public import Domain
import GRDB

extension SQLiteStore {
    /// In milliseconds.
    private static let day: Int64 = 86_400_000

    public func mendTimes(at now: Timestamp, longestWait: Duration) async throws(StoreError) -> Int {
        try await write { database in
            var count = 0
            for statement in Self.mending {
                try database.execute(
                    sql: statement,
                    arguments: [
                        "now": now.milliseconds, "later": (now + longestWait).milliseconds,
                        "before": now.milliseconds - Self.day,
                    ])
                count += database.changesCount
            }
            return count
        }
    }

    /// What people asked to be told of at a time of their own, and what goes out by itself, may wait for days.
    private static let mending = [
        "UPDATE spool SET next_attempt = :now WHERE next_attempt > :later AND :before < :now",
        """
        UPDATE ticket_mail SET next_attempt = :now
            WHERE state <> 'appended' AND kind <> 'reminder' AND next_attempt > :later AND :before < :now
        """,
        """
        UPDATE outbox INDEXED BY outbox_unfinished SET next_attempt = :now
            WHERE \(unfinished) AND state IN ('queued', 'uncertain') AND NOT is_automatic AND next_attempt > :later
                AND :before < :now
        """,
        "UPDATE mail_copy SET next_attempt = :now WHERE next_attempt > :later AND :before < :now",
        """
        UPDATE team_mail SET next_attempt = :now
            WHERE state <> 'sent' AND created_at > :now AND next_attempt > :later AND :before < :now
        """,
        // What happened while it was ahead is looked at again; a day is what a sweep bears.
        "UPDATE sweep SET since = :before WHERE since > :now AND :later > :now",
    ]
}
