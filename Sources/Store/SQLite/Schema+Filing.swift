extension SQLiteStore {
    /// Where the bridge is about to move ticket mails, until it has noted that they lie there. A table of its own: a further
    /// column of all mails would need an index over them.
    static let filingSchema = """
        CREATE TABLE filing_move (
            mail_id INTEGER PRIMARY KEY REFERENCES ticket_mail (id) ON DELETE CASCADE, folder TEXT NOT NULL
        ) STRICT;
        """
}
