import Domain
import GRDB

/// Tickets by the words in them.
extension SQLiteStore {
    /// So many hits without enough tickets among them, and it is asked whether few tickets meet the other conditions.
    private static let mostHits = 200
    /// So few are looked through for the words.
    private static let mostCandidates = 20_000
    /// Parts of an index that are read one by one, rather than together with what lies between them.
    private static let mostRanges = 200
    /// To begin anew takes as long as to walk so many entries.
    private static let narrowGap: Int64 = 1000

    static func tickets(_ query: TicketQuery, about text: SearchText, in database: Database) throws -> [Ticket] {
        var expressions = Expressions(text: text)
        if let found = try walk(query, &expressions, atMost: mostHits, in: database) { return found }
        if let candidates = try candidates(query, in: database) {
            return try look(through: candidates, query, &expressions, in: database)
        }
        return try walk(query, &expressions, atMost: .max, in: database) ?? []
    }

    /// What each index is asked, made when it is asked first: that takes a few milliseconds.
    private struct Expressions {
        let text: SearchText
        private var made: [WordIndex: String] = [:]

        init(text: SearchText) { self.text = text }

        mutating func expression(for index: WordIndex, in database: Database) throws -> String {
            if let expression = made[index] { return expression }
            let expression = try text.expression { try index.completions(of: $0, in: database) }
            made[index] = expression
            return expression
        }
    }

    /// Walks the hits from the newest on, until there are enough tickets; nil if there are more hits than that.
    private static func walk(
        _ query: TicketQuery, _ expressions: inout Expressions, atMost most: Int, in database: Database
    ) throws -> [Ticket]? {
        var part = ListPart(query)
        var tickets: [Ticket] = []
        var hits = 0
        for index in WordIndex.allCases where !part.isFull {
            let expression = try expressions.expression(for: index, in: database)
            guard try Bool.fetchOne(database, sql: index.hasHits, arguments: [expression]) == true else { continue }
            let list = index.tickets(query, matching: expression)
            let cursor = try Row.fetchCursor(database, sql: list.sql, arguments: list.arguments)
            while !part.isFull, let row = try cursor.next() {
                guard hits < most else { return nil }
                hits += 1
                if let id = row[0] as Int64?, part.takes(id) { tickets.append(try Ticket(row)) }
            }
        }
        return tickets
    }

    /// The tickets that meet everything but the words. Nil if they are many.
    private static func candidates(_ query: TicketQuery, in database: Database) throws -> [Int64]? {
        var query = query
        (query.text, query.after, query.order, query.limit) = (nil, nil, .activity, mostCandidates)
        let fewest = query.isPointed ? nil : try fewest(query, atMost: mostCandidates, in: database)
        guard query.isPointed || fewest.map({ $0.count < mostCandidates }) == true else { return nil }
        let statement = TicketStatement(query, driver: fewest?.driver, after: nil, columns: "ticket.id")
        return try Int64.fetchAll(database, sql: statement.sql, arguments: statement.arguments)
    }

    private static func look(
        through candidates: [Int64], _ query: TicketQuery, _ expressions: inout Expressions, in database: Database
    ) throws -> [Ticket] {
        var part = ListPart(query)
        var found: [Int64] = []
        for index in WordIndex.allCases where !part.isFull {
            let expression = try expressions.expression(for: index, in: database)
            let entries = try Row.fetchCursor(database, sql: index.entries, arguments: [list(candidates)])
            var owners: [Int64: Int64] = [:]
            while let row = try entries.next() { owners[row[0]] = row[1] }
            let hits = try database.cachedStatement(sql: index.hits)
            for range in EntryRanges(owners.keys, atMost: mostRanges, gap: narrowGap).ranges where !part.isFull {
                let cursor = try Int64.fetchCursor(hits, arguments: [expression, range.lowerBound, range.upperBound])
                while !part.isFull, let hit = try cursor.next() {
                    if let ticket = owners[hit], part.takes(ticket) { found.append(ticket) }
                }
            }
        }
        return try Row.values(
            database, sql: "SELECT ticket.* FROM json_each(?) CROSS JOIN ticket ON ticket.id = value ORDER BY key",
            arguments: [list(found)]
        ) { try Ticket($0) }
    }

    /// In JSON.
    private static func list(_ tickets: [Int64]) -> String { "[\(tickets.map(String.init).joined(separator: ","))]" }
}
