extension SQLiteStore {
    /// Receipts that a keyword replaces, and files that a conversation already holds.
    static let receiptSchema = """
        ALTER TABLE ticket_mail ADD COLUMN is_quiet INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE message ADD COLUMN files INTEGER NOT NULL DEFAULT 0;
        UPDATE message SET files = (SELECT count(*) FROM outbox_attachment JOIN outbox ON outbox.id = outbox_id
            WHERE outbox.ticket_id = message.ticket_id
                AND message.remote_id IN (outbox.remote_id, 'outbox:' || outbox.id)) WHERE source = 'outbox';
        """
}
