extension SQLiteStore {
    /// What agents' replies had in common, and which reminders of held answers were written.
    static let memorySchema = """
        CREATE TABLE reply_habit (
            id INTEGER PRIMARY KEY, at INTEGER NOT NULL, agent TEXT NOT NULL, client TEXT NOT NULL,
            method TEXT NOT NULL, is_form_only INTEGER NOT NULL, standing TEXT NOT NULL, length INTEGER NOT NULL,
            tail TEXT NOT NULL, outbox_id INTEGER REFERENCES outbox (id)
        ) STRICT;
        CREATE INDEX reply_habit_by_client ON reply_habit (agent, client);
        CREATE INDEX reply_habit_by_outbox ON reply_habit (outbox_id) WHERE outbox_id IS NOT NULL;

        CREATE TABLE held_reminder (
            outbox_id INTEGER NOT NULL REFERENCES outbox (id), held_at INTEGER NOT NULL, stage TEXT NOT NULL,
            at INTEGER NOT NULL, PRIMARY KEY (outbox_id, held_at, stage)
        ) STRICT, WITHOUT ROWID;
        """
}
