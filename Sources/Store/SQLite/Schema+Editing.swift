extension SQLiteStore {
    /// Tickets that people put together or take apart. What came over from another ticket says from which.
    static let editingSchema = """
        ALTER TABLE ticket ADD COLUMN merged_into INTEGER REFERENCES ticket (id);
        ALTER TABLE ticket ADD COLUMN split_from INTEGER REFERENCES ticket (id);
        ALTER TABLE ticket_thread ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE message ADD COLUMN merged_from INTEGER REFERENCES ticket (id);
        ALTER TABLE outbox ADD COLUMN merged_from INTEGER REFERENCES ticket (id);
        ALTER TABLE ticket_mail ADD COLUMN merged_from INTEGER REFERENCES ticket (id);
        CREATE INDEX ticket_merged ON ticket (merged_into) WHERE merged_into IS NOT NULL;
        """
}
