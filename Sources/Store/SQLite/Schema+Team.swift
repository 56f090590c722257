extension SQLiteStore {
    /// Mails to people of the team that belong to no one ticket, which reminders were given, and alarms until someone
    /// takes them.
    static let teamSchema = """
        ALTER TABLE ticket ADD COLUMN reminded_since INTEGER;
        ALTER TABLE ticket ADD COLUMN reminded_percent INTEGER;
        CREATE INDEX ticket_wait_by_deadline ON ticket (deadline) WHERE waiting_since IS NOT NULL AND deadline IS NOT NULL;

        CREATE TABLE team_mail (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, recipients TEXT NOT NULL, mailbox TEXT NOT NULL,
            folder TEXT NOT NULL, mail_message_id TEXT NOT NULL UNIQUE, ticket_id INTEGER REFERENCES ticket (id),
            text TEXT, html TEXT, raw BLOB, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next_attempt INTEGER NOT NULL, created_at INTEGER NOT NULL,
            sent_at INTEGER
        ) STRICT;
        CREATE INDEX team_mail_by_ticket ON team_mail (ticket_id) WHERE ticket_id IS NOT NULL;
        CREATE INDEX team_mail_waiting ON team_mail (next_attempt) WHERE state <> 'sent';

        CREATE TABLE alarm (
            ticket_id INTEGER PRIMARY KEY REFERENCES ticket (id), kind TEXT NOT NULL, raised_at INTEGER NOT NULL,
            repeats INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL, taken_at INTEGER, taken_by TEXT
        ) STRICT;
        CREATE INDEX alarm_open ON alarm (next_at) WHERE taken_at IS NULL;

        CREATE TABLE heard (marketplace TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """

    /// What the administrator was told last, by matter.
    static let alertSchema = """
        CREATE TABLE alert (matter TEXT PRIMARY KEY, told_at INTEGER NOT NULL, mark INTEGER) STRICT, WITHOUT ROWID;
        """
}
