import Domain
import GRDB

extension SQLiteStore {
    typealias Step = (version: String, body: @Sendable (Database) throws -> Void)

    /// All schema versions, oldest first. A released step is never edited: a change is a new one.
    static let steps: [Step] = [
        ("1", { try $0.execute(sql: firstSchema) }),
        ("2", { try $0.execute(sql: actions) }),
        ("3", { try migrateToTokens($0) }),
        ("4", { try $0.execute(sql: commandSchema) }),
        ("5", { try $0.execute(sql: moneySchema) }),
        ("6", { try $0.execute(sql: readingSchema) }),
        ("7", { try $0.execute(sql: memorySchema) }),
        ("8", { try $0.execute(sql: receiptSchema) }),
        ("9", { try $0.execute(sql: editingSchema) }),
        ("10", { try $0.execute(sql: routingSchema) }),
        ("11", { try $0.execute(sql: statusSchema) }),
        ("12", { try migrateToSearch($0) }),
        ("13", { try $0.execute(sql: teamSchema) }),
        ("14", { try $0.execute(sql: privacySchema) }),
        ("15", { try $0.execute(sql: termSchema) }),
        ("16", { try $0.execute(sql: alertSchema) }),
        ("17", { try $0.execute(sql: claimSchema) }),
        ("18", { try $0.execute(sql: ageSchema) }),
        ("19", { try $0.execute(sql: doubtSchema) }),
        ("20", { try $0.execute(sql: copySchema) }),
        ("21", { try $0.execute(sql: filingSchema) }),
    ]

    /// Leave all references between rows as they are: they need no check, which takes long in a large store.
    private static let stepsWithoutReferences: Set = ["15", "16", "17", "18", "19", "20", "21"]

    /// Each step is a transaction of its own.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for step in steps {
            migrator.registerMigration(
                step.version, foreignKeyChecks: stepsWithoutReferences.contains(step.version) ? .immediate : .deferred,
                migrate: step.body)
        }
        return migrator
    }

    private static func migrateToTokens(_ database: Database) throws {
        try database.execute(sql: tokens)
        for row in try Row.fetchAll(database, sql: "SELECT id, token, created_at FROM ticket") {
            try insertToken(row["token"], of: TicketID(row["id"]), in: database, at: row.time("created_at"))
        }
    }

    /// Tokens that are replaced and taken back while the thread of mails stays one: `root` names it.
    private static let tokens = """
        CREATE TABLE ticket_token (
            digest BLOB PRIMARY KEY, ticket_id INTEGER NOT NULL REFERENCES ticket (id), issued_at INTEGER NOT NULL,
            revoked_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX ticket_token_by_ticket ON ticket_token (ticket_id);
        ALTER TABLE ticket ADD COLUMN root TEXT NOT NULL DEFAULT '';
        ALTER TABLE ticket ADD COLUMN token_issued_at INTEGER NOT NULL DEFAULT 0;
        UPDATE ticket SET root = token, token_issued_at = created_at;
        """

    /// Actions beside answers, conversations that are opened, and the sweep over what no mail announced.
    private static let actions = """
        ALTER TABLE outbox ADD COLUMN task TEXT;
        ALTER TABLE outbox ADD COLUMN handle TEXT;
        ALTER TABLE outbox ADD COLUMN opening TEXT;
        CREATE TABLE sweep (
            marketplace TEXT PRIMARY KEY, since INTEGER NOT NULL, swept_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    // Times are milliseconds since the epoch (UTC); flags are 0 or 1.
    private static let firstSchema = """
        CREATE TABLE folder (
            account TEXT NOT NULL, folder TEXT NOT NULL, uid_validity INTEGER NOT NULL, first_uid INTEGER NOT NULL,
            next_uid INTEGER NOT NULL, started_at INTEGER NOT NULL, PRIMARY KEY (account, folder, uid_validity)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE ticket (
            id INTEGER PRIMARY KEY, marketplace TEXT NOT NULL, conversation TEXT NOT NULL, order_number TEXT,
            thread TEXT, state TEXT NOT NULL, subject TEXT, buyer_name TEXT, buyer_language TEXT,
            token TEXT NOT NULL UNIQUE, waiting_since INTEGER, deadline INTEGER, folder TEXT, owner TEXT,
            created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
            UNIQUE (marketplace, conversation)
        ) STRICT;
        CREATE INDEX ticket_by_order ON ticket (order_number) WHERE order_number IS NOT NULL;
        CREATE INDEX ticket_by_activity ON ticket (updated_at);

        CREATE TABLE ticket_thread (
            marketplace TEXT NOT NULL, thread TEXT NOT NULL, ticket_id INTEGER NOT NULL REFERENCES ticket (id),
            PRIMARY KEY (marketplace, thread)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX ticket_thread_by_ticket ON ticket_thread (ticket_id);

        CREATE TABLE message (
            id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL REFERENCES ticket (id), marketplace TEXT NOT NULL,
            remote_id TEXT NOT NULL, thread TEXT, role TEXT NOT NULL, author_name TEXT, text TEXT NOT NULL,
            created_at INTEGER NOT NULL, source TEXT NOT NULL, relay TEXT,
            UNIQUE (marketplace, remote_id)
        ) STRICT;
        CREATE INDEX message_by_ticket ON message (ticket_id, created_at);

        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL REFERENCES ticket (id), reply_key TEXT NOT NULL UNIQUE,
            agent TEXT NOT NULL, thread TEXT, text TEXT NOT NULL, recipients TEXT NOT NULL, relay TEXT,
            state TEXT NOT NULL, reason TEXT, attempts INTEGER NOT NULL DEFAULT 0,
            read_backs INTEGER NOT NULL DEFAULT 0, next_attempt INTEGER NOT NULL, intended_at INTEGER,
            uncertain_since INTEGER, answering TEXT, last_known TEXT, remote_id TEXT, remote_at INTEGER, reply_message_id TEXT, answered_message_id TEXT,
            created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX outbox_by_ticket ON outbox (ticket_id);
        CREATE INDEX outbox_unfinished ON outbox (state, next_attempt)
            WHERE state IN ('held', 'queued', 'sending', 'uncertain');

        CREATE TABLE outbox_attachment (
            outbox_id INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE, position INTEGER NOT NULL,
            name TEXT NOT NULL, type TEXT NOT NULL, bytes BLOB NOT NULL,
            PRIMARY KEY (outbox_id, position)
        ) STRICT;

        CREATE TABLE ticket_mail (
            id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL REFERENCES ticket (id),
            message_id INTEGER UNIQUE REFERENCES message (id), outbox_id INTEGER REFERENCES outbox (id),
            kind TEXT NOT NULL, mail_message_id TEXT NOT NULL UNIQUE, mailbox TEXT NOT NULL, folder TEXT NOT NULL,
            keywords TEXT NOT NULL, text TEXT NOT NULL, html TEXT, raw BLOB, state TEXT NOT NULL, in_doubt INTEGER NOT NULL DEFAULT 0,
            attempts INTEGER NOT NULL DEFAULT 0, next_attempt INTEGER NOT NULL, uid_validity INTEGER, uid INTEGER,
            created_at INTEGER NOT NULL, appended_at INTEGER
        ) STRICT;
        CREATE INDEX ticket_mail_by_ticket ON ticket_mail (ticket_id);
        CREATE INDEX ticket_mail_waiting ON ticket_mail (next_attempt) WHERE state <> 'appended';

        CREATE TABLE outcome (
            account TEXT NOT NULL, folder TEXT NOT NULL, uid_validity INTEGER NOT NULL, uid INTEGER NOT NULL,
            kind TEXT NOT NULL, reason TEXT NOT NULL, ticket_id INTEGER REFERENCES ticket (id),
            outbox_id INTEGER REFERENCES outbox (id), mail_message_id TEXT, content_hash TEXT NOT NULL,
            move_to TEXT, moved INTEGER NOT NULL DEFAULT 0, at INTEGER NOT NULL,
            PRIMARY KEY (account, folder, uid_validity, uid)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX outcome_by_message_id ON outcome (mail_message_id, content_hash);
        CREATE INDEX outcome_to_move ON outcome (account) WHERE move_to IS NOT NULL AND moved = 0;

        CREATE TABLE in_hand (
            account TEXT NOT NULL, folder TEXT NOT NULL, uid_validity INTEGER NOT NULL, uid INTEGER NOT NULL,
            times INTEGER NOT NULL, PRIMARY KEY (account, folder, uid_validity, uid)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE spool (
            account TEXT NOT NULL, folder TEXT NOT NULL, uid_validity INTEGER NOT NULL, uid INTEGER NOT NULL,
            raw BLOB NOT NULL, truncated INTEGER NOT NULL, received_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
            next_attempt INTEGER NOT NULL, last_error TEXT,
            PRIMARY KEY (account, folder, uid_validity, uid),
            FOREIGN KEY (account, folder, uid_validity, uid) REFERENCES outcome (account, folder, uid_validity, uid)
        ) STRICT;
        CREATE INDEX spool_due ON spool (next_attempt);

        CREATE TABLE quarantine (
            id INTEGER PRIMARY KEY, account TEXT NOT NULL, folder TEXT NOT NULL, uid_validity INTEGER NOT NULL,
            uid INTEGER NOT NULL, reason TEXT NOT NULL, mail_message_id TEXT, raw BLOB NOT NULL, truncated INTEGER NOT NULL,
            at INTEGER NOT NULL, released_at INTEGER,
            FOREIGN KEY (account, folder, uid_validity, uid) REFERENCES outcome (account, folder, uid_validity, uid)
        ) STRICT;

        CREATE TABLE journal (
            id INTEGER PRIMARY KEY, at INTEGER NOT NULL, event TEXT NOT NULL, ticket_id INTEGER, outbox_id INTEGER,
            detail TEXT
        ) STRICT;
        CREATE INDEX journal_by_ticket ON journal (ticket_id) WHERE ticket_id IS NOT NULL;
        """
}
