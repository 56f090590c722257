public import Domain
import GRDB

extension SQLiteStore {
    public func heldAnswers() async throws(StoreError) -> [HeldAnswer] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT outbox.*, (
                        SELECT group_concat(stage, ' ') FROM held_reminder
                        WHERE outbox_id = outbox.id AND held_at = outbox.updated_at) AS stages
                    FROM outbox INDEXED BY outbox_unfinished
                    WHERE \(Self.unfinished) AND state = 'held' AND (task IS NULL OR reason = ?) ORDER BY id
                    """, arguments: [RestoredStore.reason]
            ) { row in
                HeldAnswer(
                    entry: try OutboxEntry(row, attachments: []),
                    reminders: Set(((row["stages"] as String?) ?? "").split(separator: " ").map(String.init)))
            }
        }
    }

    public func remind(
        of entry: OutboxEntry, stage: String, mails: [NewTicketMail], journal: JournalEntry, at now: Timestamp
    ) async throws(StoreError) -> Bool {
        try await write { database in
            // The agent may have answered meanwhile.
            try database.cachedStatement(
                sql: """
                    INSERT INTO held_reminder (outbox_id, held_at, stage, at)
                    SELECT id, updated_at, ?, ? FROM outbox WHERE id = ? AND state = 'held' AND updated_at = ?
                    ON CONFLICT DO NOTHING
                    """
            ).execute(arguments: [stage, now.milliseconds, entry.id, entry.updatedAt.milliseconds])
            guard database.changesCount == 1 else { return false }
            for mail in mails { try Self.insert(mail, message: nil, in: database, at: now) }
            try Self.insert(journal, in: database)
            return true
        }
    }
}
