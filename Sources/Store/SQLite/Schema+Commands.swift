extension SQLiteStore {
    /// What agents' commands add to answers, and mails that are written ahead of their time.
    static let commandSchema = """
        ALTER TABLE outbox ADD COLUMN is_canned INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE outbox ADD COLUMN is_automatic INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE outbox ADD COLUMN closes INTEGER NOT NULL DEFAULT 0;
        """
}
