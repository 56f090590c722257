import Domain
import FoundationEssentials
import GRDB

@testable import Store

/// A store as an earlier version left it, with a row in each table that it had.
struct OldStore {
    static let versions = SQLiteStore.steps.map(\.version)

    let path: String

    /// - Parameter version: the last schema that it has seen
    init(_ version: String) throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "mailbridge-old-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        path = directory.appending(path: "mailbridge.db").path
        // As the service has it: with a write-ahead log.
        let pool = try DatabasePool(path: path)
        for step in Self.versions {
            try SQLiteStore.migrator.migrate(pool, upTo: step)
            if let rows = Self.rows[step] { try pool.write { try $0.execute(sql: rows) } }
            if step == version { break }
        }
        try pool.close()
    }

    /// What is written once a schema has come, so that all later ones find it.
    private static let rows: [String: String] = [
        "1": """
        INSERT INTO folder VALUES ('shop', 'INBOX', 7, 1, 9, 0);
        INSERT INTO ticket (id, marketplace, conversation, order_number, thread, state, subject, buyer_name, token,
            waiting_since, deadline, created_at, updated_at)
            VALUES (1, 'conrad', 'order:1-A', '1-A', 't1', 'open', 'Paket', 'Zoë Groß', 'tok1', 1000, 90000, 1000, 1000),
            (2, 'bol', 'thread:t2', NULL, 't2', 'closed', NULL, NULL, 'tok2', NULL, NULL, 500, 600);
        INSERT INTO ticket_thread VALUES ('conrad', 't1', 1);
        INSERT INTO message (id, ticket_id, marketplace, remote_id, thread, role, author_name, text, created_at, source)
            VALUES (1, 1, 'conrad', 'm1', 't1', 'buyer', 'Zoë Groß', 'Wo bleibt die Straßenlampe?', 1000, 'api'),
            (2, 1, 'conrad', 'x1', 't1', 'seller', NULL, 'Morgen.', 2000, 'outbox'),
            (3, 1, 'conrad', 'm2', 't1', 'buyer', 'Zoë Groß', 'Danke', 3000, 'api');
        INSERT INTO outbox (id, ticket_id, reply_key, agent, text, recipients, state, attempts, next_attempt, remote_id,
            created_at, updated_at) VALUES (1, 1, 'k1', 'anna@x.example', 'Morgen.', 'automatic', 'confirmed', 1, 0,
            'x1', 1500, 2000), (2, 1, 'k2', 'anna@x.example', 'Gern.', 'automatic', 'held', 1, 0, NULL, 3500, 3500);
        INSERT INTO outbox_attachment VALUES (1, 0, 'a.txt', 'text/plain', x'41');
        INSERT INTO ticket_mail (ticket_id, message_id, outbox_id, kind, mail_message_id, mailbox, folder, keywords,
            text, raw, state, next_attempt, created_at)
            VALUES (1, 1, NULL, 'message', 'q1@x', 'shop', 'M', '', 'Wo?', NULL, 'appended', 0, 1000),
            (1, 3, NULL, 'message', 'q3@x', 'shop', 'M', '', 'Danke', NULL, 'appended', 0, 3000),
            (1, NULL, 1, 'receipt', 'q2@x', 'shop', 'M', '', 'Da', NULL, 'appended', 0, 2000);
        INSERT INTO outcome (account, folder, uid_validity, uid, kind, reason, ticket_id, outbox_id, mail_message_id,
            content_hash, at) VALUES ('shop', 'INBOX', 7, 1, 'ticket', 'x', 1, NULL, 'n1@x', '00', 1000),
            ('shop', 'INBOX', 7, 2, 'reply', 'queued', 1, 1, 'r1@x', '01', 1500),
            ('shop', 'INBOX', 7, 3, 'quarantined', 'x', NULL, NULL, 's1@x', '02', 1600);
        INSERT INTO quarantine (account, folder, uid_validity, uid, reason, raw, truncated, at)
            VALUES ('shop', 'INBOX', 7, 3, 'x', x'41', 0, 1600);
        INSERT INTO journal (at, event, ticket_id, detail) VALUES (1000, 'note-added', 1, 'ruft an');
        """,
        "2": "INSERT INTO sweep VALUES ('conrad', 1000, 1000);",
        "5": """
        INSERT INTO money_request (outbox_id, step, asked_by, command, arguments, order_digest, needs_approval,
            code_hash, tries, expires_at, created_at) VALUES (1, 'done', 'anna', 'refund', 'all', '', 0, '', 0, 0, 0);
        """,
        "6": "INSERT INTO reading VALUES (1, 1, 1500, 'anna', '1', 'relay', 'm', 'Morgen.', '> Wo?');",
        "7": """
        INSERT INTO reply_habit VALUES (1, 1500, 'anna', 'c', 'm', 0, 'clear', 7, '', 1);
        INSERT INTO held_reminder VALUES (2, 3500, 'half', 3600);
        """,
        "9": """
        INSERT INTO ticket (id, marketplace, conversation, state, token, merged_into, created_at, updated_at)
            VALUES (3, 'conrad', 'thread:t3', 'closed', 'tok3', 1, 400, 400);
        """,
        "10": """
        INSERT INTO route_turn VALUES ('r', 'anna');
        INSERT INTO mail_copy VALUES (1, 1, 'anna@x.example', x'41', 0, 0, 0);
        """,
        "12": "UPDATE ticket SET tags = 'vip late' WHERE id = 1;",
        "13": """
        INSERT INTO team_mail (name, recipients, mailbox, folder, mail_message_id, state, next_attempt, created_at)
            VALUES ('digest 1', '', 'shop', 'T', 't1@x', 'sent', 0, 0);
        INSERT INTO alarm (ticket_id, kind, raised_at, next_at) VALUES (1, 'claim-open', 1000, 1000);
        INSERT INTO heard VALUES ('conrad', 1000);
        """,
        "21": "INSERT INTO filing_move VALUES (1, 'Done');",
    ]
}
