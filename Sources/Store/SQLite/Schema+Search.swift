extension SQLiteStore {
    /// What tickets are looked up by. Each order in which they are listed has an index that holds it, so that a list reads
    /// no more than it shows.
    static let searchSchema = """
        ALTER TABLE ticket ADD COLUMN kind TEXT;
        ALTER TABLE ticket ADD COLUMN kind_since INTEGER;
        ALTER TABLE ticket ADD COLUMN tags TEXT NOT NULL DEFAULT '';
        CREATE INDEX ticket_by_state ON ticket (state, updated_at);
        CREATE INDEX ticket_by_marketplace ON ticket (marketplace, updated_at);
        CREATE INDEX ticket_by_owner ON ticket (owner, updated_at) WHERE owner IS NOT NULL;
        CREATE INDEX ticket_by_kind ON ticket (kind, updated_at) WHERE kind IS NOT NULL;
        CREATE INDEX ticket_by_deadline ON ticket (deadline) WHERE deadline IS NOT NULL;

        CREATE TABLE ticket_tag (
            tag TEXT NOT NULL, updated_at INTEGER NOT NULL,
            ticket_id INTEGER NOT NULL REFERENCES ticket (id) ON DELETE CASCADE, PRIMARY KEY (tag, updated_at, ticket_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX ticket_tag_by_ticket ON ticket_tag (ticket_id);
        CREATE TRIGGER ticket_tags_begin AFTER INSERT ON ticket WHEN new.tags <> '' BEGIN
            \(insertTags)
        END;
        CREATE TRIGGER ticket_tags_change AFTER UPDATE OF tags ON ticket WHEN new.tags <> old.tags BEGIN
            DELETE FROM ticket_tag WHERE ticket_id = new.id;
            \(insertTags)
        END;
        CREATE TRIGGER ticket_tags_move AFTER UPDATE OF updated_at ON ticket WHEN new.tags <> '' BEGIN
            UPDATE ticket_tag SET updated_at = new.updated_at WHERE ticket_id = new.id;
        END;

        CREATE VIEW message_words AS
            SELECT id, \(folded("text")) AS text, \(folded("author_name")) AS author FROM message;
        CREATE VIRTUAL TABLE message_search USING fts5(text, author, content = 'message_words', content_rowid = 'id',
            tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4');
        CREATE TRIGGER message_search_begin AFTER INSERT ON message BEGIN
            INSERT INTO message_search (rowid, text, author)
                VALUES (new.id, \(folded("new.text")), \(folded("new.author_name")));
        END;
        CREATE TRIGGER message_search_end AFTER DELETE ON message BEGIN
            \(forgetMessage)
        END;
        CREATE TRIGGER message_search_change AFTER UPDATE OF text, author_name ON message BEGIN
            \(forgetMessage)
            INSERT INTO message_search (rowid, text, author)
                VALUES (new.id, \(folded("new.text")), \(folded("new.author_name")));
        END;
        INSERT INTO message_search (message_search) VALUES ('rebuild');

        CREATE VIEW ticket_words AS
            SELECT id, \(folded("subject")) AS subject, \(folded("buyer_name")) AS buyer, order_number AS number FROM ticket;
        CREATE VIRTUAL TABLE ticket_search USING fts5(subject, buyer, number, content = 'ticket_words', content_rowid = 'id',
            tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4');
        CREATE TRIGGER ticket_search_begin AFTER INSERT ON ticket BEGIN
            \(rememberTicket)
        END;
        CREATE TRIGGER ticket_search_end AFTER DELETE ON ticket BEGIN
            \(forgetTicket)
        END;
        CREATE TRIGGER ticket_search_change AFTER UPDATE OF subject, buyer_name, order_number ON ticket
            WHEN new.subject IS NOT old.subject OR new.buyer_name IS NOT old.buyer_name
                OR new.order_number IS NOT old.order_number BEGIN
            \(forgetTicket)
            \(rememberTicket)
        END;
        INSERT INTO ticket_search (ticket_search) VALUES ('rebuild');
        """

    /// The words that stand in the indexes, see ``WordIndex/completions(of:in:)``. Holds nothing of its own.
    static let termSchema = """
        CREATE VIRTUAL TABLE message_search_term USING fts5vocab(message_search, instance);
        CREATE VIRTUAL TABLE ticket_search_term USING fts5vocab(ticket_search, instance);
        """

    /// Tags are apart by blanks.
    private static let insertTags = """
        INSERT INTO ticket_tag (tag, updated_at, ticket_id)
            SELECT DISTINCT value, new.updated_at, new.id
            FROM json_each('[' || replace(json_quote(new.tags), ' ', '","') || ']') WHERE value <> '';
        """
    private static let rememberTicket = """
        INSERT INTO ticket_search (rowid, subject, buyer, number)
            VALUES (new.id, \(folded("new.subject")), \(folded("new.buyer_name")), new.order_number);
        """
    private static let forgetTicket = """
        INSERT INTO ticket_search (ticket_search, rowid, subject, buyer, number)
            VALUES ('delete', old.id, \(folded("old.subject")), \(folded("old.buyer_name")), old.order_number);
        """
    private static let forgetMessage = """
        INSERT INTO message_search (message_search, rowid, text, author)
            VALUES ('delete', old.id, \(folded("old.text")), \(folded("old.author_name")));
        """

    /// The column with the letters of ``SearchText/letters`` taken apart; the tokenizer does the rest.
    private static func folded(_ column: String) -> String {
        SearchText.letters.reduce(column) { "replace(\($0), '\($1.letter)', '\($1.plain)')" }
    }
}
