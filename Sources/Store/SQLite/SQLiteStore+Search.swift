import Domain
import GRDB

extension SQLiteStore {
    public func tickets(_ query: TicketQuery) async throws(StoreError) -> [Ticket] {
        try await read { database in
            if let text = query.text { return try Self.tickets(query, about: text, in: database) }
            let statement = try Self.statement(query, in: database)
            return try Row.values(database, sql: statement.sql, arguments: statement.arguments, isKept: false) {
                try Ticket($0)
            }
        }
    }

    static func statement(_ query: TicketQuery, in database: Database) throws -> TicketStatement {
        TicketStatement(
            query, driver: try driver(of: query, in: database), after: try position(of: query, in: database))
    }

    /// More entries of an index than this are not counted: where so many meet a condition, enough of them meet the others too.
    private static let mostCounted = 2000

    /// The condition that the fewest tickets meet. Nil if the order or no condition decides.
    private static func driver(of query: TicketQuery, in database: Database) throws -> Int? {
        let walkable = query.conditions.enumerated().filter { $0.element.index != nil }
        guard query.order == .activity, !query.isPointed, walkable.count > 1 else { return walkable.first?.offset }
        return try fewest(query, atMost: mostCounted, in: database)?.driver
    }

    /// The condition that the fewest tickets meet, nil if that is the period alone, and how many they are.
    ///
    /// - Returns: nil if no index narrows the tickets.
    static func fewest(
        _ query: TicketQuery, atMost most: Int, in database: Database
    ) throws -> (driver: Int?, count: Int)? {
        func count(_ source: String, _ demand: String, _ arguments: StatementArguments) throws -> Int {
            try Int.fetchOne(
                database,
                sql: """
                    SELECT count(*) FROM (SELECT 1 FROM \(source)
                        WHERE \(demand) AND updated_at >= ? AND updated_at < ? LIMIT \(most))
                    """,
                arguments: arguments + [query.since?.milliseconds ?? .min, query.until?.milliseconds ?? .max]) ?? 0
        }
        var best: (driver: Int?, count: Int)?
        for (number, condition) in query.conditions.enumerated() {
            guard let index = condition.index else { continue }
            let isTag = index == TicketStatement.tagIndex
            let found = try count(
                isTag ? "ticket_tag" : "ticket INDEXED BY \(index)", isTag ? "tag = ?" : condition.sql,
                [condition.argument])
            if found < best?.count ?? .max { best = (number, found) }
        }
        if best == nil, query.since != nil || query.until != nil {
            best = (nil, try count("ticket INDEXED BY ticket_by_activity", "true", []))
        }
        return best
    }

    private static func position(
        of query: TicketQuery, in database: Database
    ) throws -> (time: Int64, id: Int64)? {
        guard let after = query.after else { return nil }
        let row = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT updated_at, deadline FROM ticket WHERE id = ?"),
            arguments: [after.number])
        guard let row else { throw StoreError(.notFound, "no ticket \(after)") }
        switch query.order {
        case .activity: return (row["updated_at"], after.number)
        case .deadline:
            guard let deadline = row["deadline"] as Int64? else {
                throw StoreError(.notFound, "no answer is owed in ticket \(after)")
            }
            return (deadline, after.number)
        }
    }
}
