import GRDB

/// Fills a store with a year of tickets, all made of their numbers: the same each time.
struct Fill {
    let tickets: Int
    /// End of the year, in milliseconds since the epoch.
    let end: Int64

    static let marketplaces = ["conrad", "kaufland-de", "bol", "amazon-de", "ebay", "allegro"]
    private static let words =
        "Paket Lieferung wo bleibt meine Bestellung kaputt Rechnung Umtausch Größe Farbe nicht angekommen bitte Rückgabe Gutschrift Termin Versand Sendung Adresse ändern falsch geliefert Danke Hilfe seit Wochen warte auf Antwort Schraube"
        .split(separator: " ").map(String.init)

    /// In parts, each a transaction, so that the journal stays small.
    func run(_ database: any DatabaseWriter) throws {
        let part = 50_000
        for first in stride(from: 1, through: tickets, by: part) {
            let numbers = first...min(tickets, first + part - 1)
            try database.write {
                try write(numbers, to: $0)
                try writeTraffic(numbers, to: $0)
            }
        }
        try database.writeWithoutTransaction { try $0.execute(sql: "ANALYZE") }
    }

    private func write(_ numbers: ClosedRange<Int>, to database: Database) throws {
        let lists = """
            WITH RECURSIVE n (i) AS (SELECT \(numbers.lowerBound) UNION ALL SELECT i + 1 FROM n WHERE i < \(numbers.upperBound)),
            t AS (SELECT i, \(Self.pick(Self.marketplaces, "i")) AS marketplace,
                \(end) - 31536000000 + i * (31536000000 / \(tickets)) AS at FROM n)
            """
        let state = "CASE WHEN i > \(tickets) - 400 THEN 'open' WHEN i % 50 = 0 THEN 'pending' ELSE 'closed' END"
        try database.execute(
            sql: """
                INSERT INTO ticket (id, marketplace, conversation, order_number, thread, state, subject, buyer_name, token, root,
                    token_issued_at, waiting_since, deadline, folder, owner, kind, kind_since, tags, created_at, updated_at)
                \(lists) SELECT i, marketplace, 'order:' || i, i || '-A', 't' || i, \(state),
                    'Frage: ' || \(Self.pick(Self.words, "i * 7 / 3")), 'Kunde ' || (i * 7919 % \(max(1, tickets / 2))), 'k' || i,
                    'k' || i, at, CASE WHEN i > \(tickets) - 400 THEN at END,
                    CASE WHEN i > \(tickets) - 400 THEN at + 86400000 END, 'M/' || marketplace,
                    \(Self.pick(["anna", "bert", "carla"], "i / 7")),
                    \(Self.pick(["buyer-message", "buyer-message", "return", "claim-open", "cancel"], "i / 3")), at,
                    CASE WHEN i % 1000 = 0 THEN 'rare vip' WHEN i % 3 = 0 THEN 'vip' ELSE '' END, at, at + 90000000 FROM t
                """)
        let text = (0..<8).map { Self.pick(Self.words, "i * \($0 * 2 + 3) / \($0 + 2)") }.joined(
            separator: " || ' ' || ")
        for (role, letter, condition) in [
            ("buyer", "a", "true"), ("seller", "b", "i <= \(tickets) - 400"), ("buyer", "c", "i % 5 = 0"),
        ] {
            let delay = ["a": "0", "b": "600000 + i * 7919 % 90000000", "c": "172800000"][letter] ?? "0"
            try database.execute(
                sql: """
                    INSERT INTO message (ticket_id, marketplace, remote_id, role, text, created_at, source)
                    \(lists) SELECT i, marketplace, '\(letter)' || i, '\(role)', \(text) || ' ' || i, at + \(delay), 'api'
                    FROM t WHERE \(condition)
                    """)
        }
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO word (text) VALUES ('answer'), ('portal'), ('anna@x'), ('bert@x'), ('buyer-message'),
                    ('return'), ('claim-open'), ('cancel');
                INSERT OR IGNORE INTO product (key, title) SELECT 'p' || value, 'Article ' || value FROM json_each('[\((0..<500).map(String.init).joined(separator: ","))]');
                """)
        try database.execute(
            sql: """
                INSERT INTO answer (since, ticket_id, ended_at, deadline, marketplace, how, agent, kind, is_first)
                SELECT created_at, ticket.id, created_at + 600000 + ticket.id * 7919 % 90000000, created_at + 86400000, market.id, how.id,
                    agent.id, kind.id, 1
                FROM ticket JOIN word AS market ON market.text = marketplace JOIN word AS how ON how.text = 'answer'
                JOIN word AS agent ON agent.text = \(Self.pick(["anna@x", "bert@x", "portal"], "ticket.id / 7"))
                JOIN word AS kind ON kind.text = ticket.kind
                WHERE ticket.id BETWEEN \(numbers.lowerBound) AND min(\(numbers.upperBound), \(tickets) - 400)
                """)
        try database.execute(
            sql: """
                INSERT INTO ticket_item (at, ticket_id, product_id) SELECT created_at, id, 1 + id * 7919 % 500 FROM ticket
                WHERE id BETWEEN \(numbers.lowerBound) AND \(numbers.upperBound);
                UPDATE course SET buyer = ticket_id * 7919 % \(max(1, tickets / 2))
                WHERE ticket_id BETWEEN \(numbers.lowerBound) AND \(numbers.upperBound);
                """)
    }

    /// What the service itself keeps of them: answers, mails, where all came from, and the journal.
    private func writeTraffic(_ numbers: ClosedRange<Int>, to database: Database) throws {
        let those = "FROM ticket WHERE id BETWEEN \(numbers.lowerBound) AND \(numbers.upperBound)"
        let answered = "\(those) AND id <= \(tickets - 400)"
        try database.execute(
            sql: """
                INSERT INTO ticket_thread (marketplace, thread, ticket_id) SELECT marketplace, thread, id \(those);
                INSERT INTO ticket_token (digest, ticket_id, issued_at) SELECT CAST(token AS BLOB), id, created_at \(those);
                INSERT INTO outbox (id, ticket_id, reply_key, agent, thread, text, recipients, state, attempts, next_attempt,
                    remote_id, remote_at, reply_message_id, answered_message_id, created_at, updated_at)
                SELECT id, id, 'r' || id, owner || '@x', thread, subject || ' ' || subject || ' ' || subject, 'automatic',
                    CASE WHEN id % 1000 = 0 THEN 'failed' ELSE 'confirmed' END, 1, updated_at, 'b' || id, updated_at,
                    'reply-' || id || '@x', 'm1', created_at + 600000, updated_at \(answered);
                INSERT INTO outbox (id, ticket_id, reply_key, agent, thread, text, recipients, state, next_attempt, created_at,
                    updated_at)
                SELECT id, id, 'r' || id, owner || '@x', thread, subject, 'automatic',
                    CASE id % 4 WHEN 0 THEN 'held' WHEN 1 THEN 'uncertain' ELSE 'queued' END, updated_at + 86400000000,
                    updated_at, updated_at \(those) AND id > \(tickets - 40);
                INSERT INTO ticket_mail (ticket_id, message_id, kind, mail_message_id, mailbox, folder, keywords, text, state,
                    attempts, next_attempt, uid_validity, uid, created_at, appended_at)
                SELECT ticket_id, id, 'message', 'tm-' || id || '@x', 'shop', 'M/' || marketplace, '', '', 'appended', 1,
                    created_at, 1, id, created_at, created_at
                FROM message WHERE ticket_id BETWEEN \(numbers.lowerBound) AND \(numbers.upperBound);
                INSERT INTO ticket_mail (ticket_id, outbox_id, kind, mail_message_id, mailbox, folder, keywords, text, state,
                    attempts, next_attempt, uid_validity, uid, created_at, appended_at)
                SELECT id, id, 'receipt', 'receipt-' || id || '@x', 'shop', 'M/' || marketplace, '', '', 'appended', 1, updated_at, 1,
                    10000000 + id, updated_at, updated_at \(answered);
                INSERT INTO outcome (account, folder, uid_validity, uid, kind, reason, ticket_id, mail_message_id, content_hash,
                    moved, at)
                SELECT 'shop', 'INBOX', 1, id, 'ticket', 'new', id, 'n' || id || '@market', hex(id), 1, created_at \(those);
                INSERT INTO outcome (account, folder, uid_validity, uid, kind, reason, ticket_id, outbox_id, mail_message_id,
                    content_hash, moved, at)
                SELECT 'shop', 'Replies', 1, id, 'reply', 'queued', id, id, 'reply-' || id || '@x', hex(id), 1, updated_at
                \(answered);
                INSERT INTO journal (at, event, ticket_id) SELECT created_at, 'ticket-opened', id \(those);
                INSERT INTO journal (at, event, ticket_id, outbox_id) SELECT updated_at, 'post-confirmed', id, id \(answered);
                """)
    }

    private static func pick(_ values: [String], _ number: String) -> String {
        let cases = values.enumerated().dropLast().map { "WHEN \($0) THEN '\($1)'" }.joined(separator: " ")
        return "CASE (\(number)) % \(values.count) \(cases) ELSE '\(values[values.count - 1])' END"
    }
}
