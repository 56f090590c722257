import Digests
import Domain
import GRDB

/// The facts that reports count are written in the same transaction as what they tell of.
extension SQLiteStore {
    /// Writes down the wait that `update` ends, and forgets those that it lets run again. For before the ticket changes.
    static func recordWait(
        of ticket: TicketID, _ update: TicketUpdate, keepingEnds keepsEnds: Bool, in database: Database,
        at now: Timestamp
    ) throws {
        guard let next = update.waitingSince else { return }
        let row = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT waiting_since, deadline, marketplace, kind FROM ticket WHERE id = ?"),
            arguments: [ticket.number])
        // Beside a wait that goes on, those of a ticket that was merged ended later than it began.
        if let next, !keepsEnds, row?.optionalTime("waiting_since").map({ next < $0 }) ?? true {
            try database.cachedStatement(sql: "DELETE FROM answer WHERE ticket_id = ? AND since >= ?").execute(
                arguments: [ticket.number, next.milliseconds])
        }
        guard let row, let since = row.optionalTime("waiting_since"), next.map({ $0 > since }) ?? true else { return }
        let end = try update.ending ?? inferredEnd(of: ticket, since: since, update, in: database, at: now)
        try database.cachedStatement(
            sql: """
                INSERT INTO answer (since, ticket_id, ended_at, deadline, marketplace, how, agent, kind, is_first)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NOT EXISTS (SELECT 1 FROM answer WHERE ticket_id = ?2))
                ON CONFLICT DO UPDATE SET ended_at = excluded.ended_at, deadline = excluded.deadline, how = excluded.how,
                    agent = excluded.agent
                """
        ).execute(arguments: [
            since.milliseconds, ticket.number, max(end.at, since).milliseconds, row["deadline"] as Int64?,
            try word(row["marketplace"], in: database), try word(end.how.rawValue, in: database),
            try end.agent.map { try word($0, in: database) },
            try (row["kind"] as String?).map { try word($0, in: database) },
        ])
    }

    /// With the wait that the last close ended or the last word that no reply is needed, beside what waits now, unless an answer
    /// of a person came behind it in its thread. What came to an end behind it makes it a matter of the past after some days.
    /// Whether its deadline was named by the marketplace the ticket still knows; beside another wait it counts as named.
    static func resumed(
        _ update: TicketUpdate, of ticket: TicketID, in database: Database, at now: Timestamp
    ) throws -> TicketUpdate {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT since, answer.deadline, ended_at, waiting_since, ticket.deadline AS running FROM answer
                    JOIN word ON word.id = how JOIN ticket ON ticket.id = ticket_id
                    WHERE ticket_id = ?1 AND word.text IN (?2, ?3, ?4)
                        AND (ended_at > ?5 OR since = (SELECT max(since) FROM answer WHERE ticket_id = ?1))
                    ORDER BY ended_at DESC, since DESC LIMIT 1
                    """),
            arguments: [
                ticket.number, WaitEnd.How.close.rawValue, WaitEnd.How.noReply.rawValue,
                WaitEnd.How.localNoReply.rawValue, (now - Self.shortMemory).milliseconds,
            ])
        guard let row, try !isAnswered(of: ticket, since: row.time("since"), after: row.time("ended_at"), in: database)
        else { return update }
        var update = update
        let running = row.optionalTime("waiting_since")
        update.waitingSince = .some(min(row.time("since"), running ?? row.time("since")))
        let deadlines = [row.optionalTime("deadline"), running == nil ? nil : row.optionalTime("running")]
        update.deadline = .some(deadlines.compactMap { $0 }.min())
        if running != nil { update.isExplicitDeadline = true }
        try database.cachedStatement(sql: "DELETE FROM answer WHERE ticket_id = ? AND since = ?").execute(
            arguments: [ticket.number, row.time("since").milliseconds])
        return update
    }

    /// How long a wait that was ended by mistake is taken up again although others have ended since.
    private static let shortMemory = Duration.seconds(7 * 86_400)

    /// Whether somebody answered behind `time` in the thread of the question that was asked at `since`.
    private static func isAnswered(
        of ticket: TicketID, since: Timestamp, after time: Timestamp, in database: Database
    ) throws -> Bool {
        try Bool.fetchOne(
            database.cachedStatement(
                sql: """
                    WITH question AS (
                        SELECT thread FROM message WHERE ticket_id = ?1 AND role = 'buyer' AND created_at <= ?2
                        ORDER BY created_at DESC, id DESC LIMIT 1
                    )
                    SELECT EXISTS (
                        SELECT 1 FROM message LEFT JOIN question WHERE ticket_id = ?1 AND role = 'seller' AND created_at > ?3
                            AND (question.thread IS NULL OR message.thread IS NULL OR message.thread = question.thread)
                            AND NOT \(isAnswer("is_automatic"))
                    )
                    """), arguments: [ticket.number, since.milliseconds, time.milliseconds]) ?? false
    }

    /// From the answers that stand in the conversation: the first that is neither interim nor automatic, else the last.
    private static func inferredEnd(
        of ticket: TicketID, since: Timestamp, _ update: TicketUpdate, in database: Database, at now: Timestamp
    ) throws -> WaitEnd {
        let answers = try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT message.created_at, agent, coalesce(is_canned OR is_automatic, 0) AS is_interim
                    FROM message LEFT JOIN outbox ON outbox.ticket_id = message.ticket_id AND message.source = 'outbox'
                        AND (outbox.remote_id = message.remote_id OR message.remote_id = 'outbox:' || outbox.id)
                    WHERE message.ticket_id = ? AND role = 'seller' AND message.created_at >= ?
                    ORDER BY message.created_at, message.id
                    """), arguments: [ticket.number, since.milliseconds])
        guard let answer = answers.first(where: { !($0["is_interim"] as Bool) }) ?? answers.last else {
            return WaitEnd(update.state == .closed ? .close : .marketplace, at: now)
        }
        return WaitEnd(.answer, at: answer.time("created_at"), agent: answer["agent"] ?? WaitEnd.portal)
    }

    /// The wait goes on in another ticket.
    static func liftWait(of ticket: TicketID, in database: Database) throws {
        try database.cachedStatement(sql: "UPDATE ticket SET waiting_since = NULL WHERE id = ?").execute(arguments: [
            ticket.number
        ])
    }

    static func recordItems(
        _ items: [TicketItem], of ticket: TicketID, in database: Database, at now: Timestamp
    ) throws {
        for item in items {
            try database.cachedStatement(
                sql: """
                    INSERT INTO product (key, title, sku) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET title = excluded.title
                    """
            ).execute(arguments: [item.key, item.title, item.sku])
            try database.cachedStatement(
                sql: """
                    INSERT INTO ticket_item (at, ticket_id, product_id) SELECT ?1, ?2, id FROM product WHERE key = ?3
                        AND NOT EXISTS (SELECT 1 FROM ticket_item WHERE ticket_id = ?2 AND product_id = product.id)
                    """
            ).execute(arguments: [now.milliseconds, ticket.number, item.key])
        }
    }

    static func recordBuyer(_ name: String, of ticket: TicketID, in database: Database) throws {
        guard
            let marketplace = try String.fetchOne(
                database.cachedStatement(sql: "SELECT marketplace FROM ticket WHERE id = ?"), arguments: [ticket.number]
            )
        else { return }
        try database.cachedStatement(sql: "UPDATE course SET buyer = ? WHERE ticket_id = ?").execute(arguments: [
            buyerKey(name, at: marketplace), ticket.number,
        ])
    }

    /// Tells buyers of one marketplace apart by their names, without keeping these twice.
    static func buyerKey(_ name: String, at marketplace: String) -> Int64 {
        let words = name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return sha256(Array("\(marketplace)\n\(words)".utf8)).prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }

    /// The number of a name.
    private static func word(_ text: String, in database: Database) throws -> Int64 {
        if let known = try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT id FROM word WHERE text = ?"), arguments: [text])
        {
            return known
        }
        try database.cachedStatement(sql: "INSERT INTO word (text) VALUES (?)").execute(arguments: [text])
        return database.lastInsertedRowID
    }
}
