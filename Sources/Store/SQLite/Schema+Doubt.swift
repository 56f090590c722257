extension SQLiteStore {
    /// What the next try of an answer depends on: when it last was in doubt whether it arrived, since when nobody could look
    /// for it, and when a person last wanted it sent.
    ///
    /// Of what was tried before nobody knows whether it was ever in doubt. A look too many costs one call.
    static let doubtSchema = """
        ALTER TABLE outbox ADD COLUMN doubted_at INTEGER;
        ALTER TABLE outbox ADD COLUMN unseen_since INTEGER;
        ALTER TABLE outbox ADD COLUMN resumed_at INTEGER;
        UPDATE outbox SET doubted_at = updated_at
            WHERE state IN ('held', 'queued', 'sending', 'uncertain') AND attempts > 0;
        """
}
