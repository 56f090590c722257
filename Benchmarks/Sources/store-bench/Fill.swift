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
            try database.write { try write(first...min(tickets, first + part - 1), to: $0) }
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

    private static func pick(_ values: [String], _ number: String) -> String {
        let cases = values.enumerated().dropLast().map { "WHEN \($0) THEN '\($1)'" }.joined(separator: " ")
        return "CASE (\(number)) % \(values.count) \(cases) ELSE '\(values[values.count - 1])' END"
    }
}
