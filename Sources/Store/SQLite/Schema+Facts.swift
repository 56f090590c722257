import GRDB

extension SQLiteStore {
    /// What reports count. Narrow rows of whole numbers in the order of time, so that those of a year are read in one go;
    /// names stand once, in `word`.
    static let factSchema = """
        CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;

        CREATE TABLE answer (
            since INTEGER NOT NULL, ticket_id INTEGER NOT NULL REFERENCES ticket (id) ON DELETE CASCADE,
            ended_at INTEGER NOT NULL, deadline INTEGER, marketplace INTEGER NOT NULL REFERENCES word (id),
            how INTEGER NOT NULL REFERENCES word (id), agent INTEGER REFERENCES word (id),
            kind INTEGER REFERENCES word (id), is_first INTEGER NOT NULL, PRIMARY KEY (since, ticket_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX answer_by_ticket ON answer (ticket_id, since);

        CREATE TABLE product (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, title TEXT NOT NULL, sku TEXT) STRICT;
        CREATE TABLE ticket_item (
            at INTEGER NOT NULL, ticket_id INTEGER NOT NULL REFERENCES ticket (id) ON DELETE CASCADE,
            product_id INTEGER NOT NULL REFERENCES product (id), PRIMARY KEY (at, ticket_id, product_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX ticket_item_by_ticket ON ticket_item (ticket_id, product_id);

        CREATE TABLE course (
            ticket_id INTEGER PRIMARY KEY REFERENCES ticket (id) ON DELETE CASCADE,
            marketplace INTEGER NOT NULL REFERENCES word (id), buyer INTEGER, asked_at INTEGER, answered_at INTEGER,
            answered_again_at INTEGER, asked_again_at INTEGER
        ) STRICT;
        CREATE INDEX course_by_question ON course (asked_at);
        CREATE INDEX ticket_by_wait ON ticket (waiting_since) WHERE waiting_since IS NOT NULL;
        CREATE INDEX message_by_role ON message (ticket_id, role, created_at);

        CREATE TRIGGER course_begins AFTER INSERT ON ticket BEGIN
            INSERT INTO word (text) SELECT new.marketplace
                WHERE NOT EXISTS (SELECT 1 FROM word WHERE text = new.marketplace);
            INSERT INTO course (ticket_id, marketplace) SELECT new.id, id FROM word WHERE text = new.marketplace;
        END;
        CREATE TRIGGER course_grows AFTER INSERT ON message WHEN new.role IN ('buyer', 'seller') BEGIN
            \(courseUpdate("= new.ticket_id"))
        END;
        CREATE TRIGGER course_shrinks AFTER DELETE ON message WHEN old.role IN ('buyer', 'seller') BEGIN
            \(courseUpdate("= old.ticket_id"))
        END;
        CREATE TRIGGER course_parts AFTER UPDATE OF ticket_id ON message WHEN new.role IN ('buyer', 'seller') BEGIN
            \(courseUpdate("IN (old.ticket_id, new.ticket_id)"))
        END;

        INSERT INTO word (text) SELECT DISTINCT marketplace FROM ticket;
        INSERT INTO course (ticket_id, marketplace) SELECT ticket.id, word.id FROM ticket JOIN word ON text = marketplace;
        \(courseUpdate("IS NOT NULL"))
        """

    /// Incidents and claims that are not settled. By the index of kinds they were found among all claims ever made, for which
    /// a report read the greater part of a large store.
    static let claimSchema = """
        CREATE INDEX ticket_unsettled ON ticket (kind_since) WHERE \(isUnsettledClaim);
        """
    /// Written as the index has it, so that SQLite uses that.
    static let isUnsettledClaim = "kind = 'claim-open' AND state <> 'closed' AND merged_into IS NULL"

    /// First question, first answer and what came behind it; each a look at the end of an index.
    private static func courseUpdate(_ ticket: String) -> String {
        func first(_ role: String, _ condition: String, _ rest: String = "LIMIT 1") -> String {
            """
            (SELECT created_at FROM message INDEXED BY message_by_role
                WHERE message.ticket_id = course.ticket_id AND role = '\(role)' AND \(condition)
                ORDER BY created_at \(rest))
            """
        }
        return """
            UPDATE course SET asked_at = \(first("buyer", "true")) WHERE ticket_id \(ticket);
            UPDATE course SET answered_at = \(first("seller", "created_at >= asked_at")),
                answered_again_at = \(first("seller", "created_at >= asked_at", "LIMIT 1 OFFSET 1")) WHERE ticket_id \(ticket);
            UPDATE course SET asked_again_at = \(first("buyer", "created_at > answered_at")) WHERE ticket_id \(ticket);
            """
    }

    /// Schema 12: what tickets are found by and what reports count, also for the tickets that are there.
    static func migrateToSearch(_ database: Database) throws {
        try database.execute(sql: searchSchema)
        try database.execute(sql: factSchema)
        let named = try Row.fetchCursor(
            database, sql: "SELECT id, marketplace, buyer_name FROM ticket WHERE buyer_name IS NOT NULL")
        while let row = try named.next() {
            try database.execute(
                literal: """
                    UPDATE course SET buyer = \(buyerKey(row["buyer_name"], at: row["marketplace"]))
                    WHERE ticket_id = \(row["id"] as Int64)
                    """)
        }
    }
}
