extension SQLiteStore {
    /// What was erased and what must not be; who did or looked at what; and the ways by which erasing finds its rows.
    static let privacySchema = """
        ALTER TABLE ticket ADD COLUMN erased_at INTEGER;
        ALTER TABLE ticket ADD COLUMN legal_hold INTEGER;
        ALTER TABLE journal ADD COLUMN user TEXT;
        CREATE INDEX ticket_kept ON ticket (marketplace, updated_at) WHERE erased_at IS NULL;
        CREATE INDEX outcome_by_ticket ON outcome (ticket_id) WHERE ticket_id IS NOT NULL;
        CREATE INDEX journal_by_people ON journal (id) WHERE user IS NOT NULL;

        CREATE TABLE erased_message (digest BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
        CREATE TRIGGER ticket_kept_again AFTER INSERT ON ticket_mail BEGIN
            UPDATE ticket SET erased_at = NULL WHERE id = NEW.ticket_id AND erased_at IS NOT NULL;
        END;
        """

    /// What is erased by its age is found by it: years of journal are not read for each night's share.
    static let ageSchema = """
        CREATE INDEX journal_by_time ON journal (at);
        CREATE INDEX reading_by_time ON reading (at);
        """
}
