import Domain
import GRDB

/// Where words stand that are looked for: an index of FTS5, and what its entries belong to.
enum WordIndex: CaseIterable {
    /// Subject, buyer and number of the order.
    case heading
    case message

    var table: String {
        switch self {
        case .heading: "ticket_search"
        case .message: "message_search"
        }
    }

    /// All hits, newest first, each with its ticket, or without one that meets the other conditions. A ticket may come more
    /// than once.
    func tickets(_ query: TicketQuery, matching expression: String) -> TicketStatement {
        var demands = ["ticket.merged_into IS NULL"]
        var arguments: [any DatabaseValueConvertible] = []
        func demand(_ sql: String, _ value: any DatabaseValueConvertible) {
            demands.append(sql)
            arguments.append(value)
        }
        for condition in query.conditions { demand(condition.sql, condition.argument) }
        query.since.map { demand("ticket.updated_at >= ?", $0.milliseconds) }
        query.until.map { demand("ticket.updated_at < ?", $0.milliseconds) }
        let (owner, ticket) =
            switch self {
            case .heading:
                ("ticket AS owner ON owner.id = ticket_search.rowid", "coalesce(owner.merged_into, owner.id)")
            case .message: ("message AS owner ON owner.id = message_search.rowid", "owner.ticket_id")
            }
        let sql = """
            SELECT ticket.* FROM \(table) CROSS JOIN \(owner)
                LEFT JOIN ticket ON ticket.id = \(ticket) AND \(demands.joined(separator: " AND "))
            WHERE \(table) MATCH ? ORDER BY \(table).rowid DESC
            """
        return TicketStatement(sql: sql, arguments: StatementArguments(arguments + [expression]))
    }

    /// Whether there are hits. From the oldest entry on, in which order FTS5 reads in half the time. Takes the expression.
    var hasHits: String { "SELECT EXISTS (SELECT 1 FROM \(table) WHERE \(table) MATCH ?)" }

    /// The hits between two entries, newest first. Takes the expression and both ends.
    var hits: String {
        "SELECT rowid FROM \(table) WHERE \(table) MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC"
    }

    /// The entries of some tickets and the ticket of each. Takes the tickets as a list in JSON.
    var entries: String {
        switch self {
        case .heading:
            """
            SELECT value, value FROM json_each(?1)
            UNION ALL SELECT ticket.id, value FROM json_each(?1) CROSS JOIN ticket INDEXED BY ticket_merged
                ON merged_into = value
            """
        case .message:
            "SELECT message.id, value FROM json_each(?1) CROSS JOIN message ON ticket_id = value"
        }
    }

    /// How many words of the index are looked for in place of their common beginning.
    private static let mostCompletions = 32

    /// The word itself and all longer ones of the index that begin so, each found by one step down the index: a step past a
    /// word that a million entries hold takes a millisecond. Nil if they are too many.
    func completions(of beginning: String, in database: Database) throws -> [String]? {
        guard let beginning = SearchText.token(beginning) else { return nil }
        let next = try database.cachedStatement(sql: "SELECT term FROM \(table)_term WHERE term >= ? LIMIT 1")
        var words = [beginning]
        // Behind the last word and before all longer ones: no word holds the character.
        while let word = try String.fetchOne(next, arguments: [words[words.count - 1] + "\u{1}"]),
            word.hasPrefix(beginning)
        {
            guard words.count < Self.mostCompletions else { return nil }
            words.append(word)
        }
        return words
    }
}
