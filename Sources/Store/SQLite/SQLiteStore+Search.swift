import Domain
import GRDB

extension SQLiteStore {
    public func tickets(_ query: TicketQuery) async throws(StoreError) -> [Ticket] {
        try await read { database in
            if let text = query.text { return try Self.tickets(query, about: text, in: database) }
            let statement = try Self.statement(query, in: database)
            return try Row.fetchAll(database, sql: statement.sql, arguments: statement.arguments)
                .map { try Ticket($0) }
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
        var best: (number: Int, count: Int)?
        for (number, condition) in walkable {
            let isTag = condition.index == TicketStatement.tagIndex
            let source = isTag ? "ticket_tag" : "ticket INDEXED BY \(condition.index ?? "")"
            let demand = isTag ? "tag = ?" : condition.sql
            let count =
                try Int.fetchOne(
                    database,
                    sql: """
                        SELECT count(*) FROM (SELECT 1 FROM \(source)
                            WHERE \(demand) AND updated_at >= ? AND updated_at < ? LIMIT \(mostCounted))
                        """,
                    arguments: [
                        condition.argument, query.since?.milliseconds ?? .min, query.until?.milliseconds ?? .max,
                    ]) ?? 0
            if count < best?.count ?? .max { best = (number, count) }
        }
        return best?.number
    }

    private static func position(
        of query: TicketQuery, in database: Database
    ) throws -> (time: Int64, id: Int64)? {
        guard let after = query.after else { return nil }
        let row = try Row.fetchOne(
            database, sql: "SELECT updated_at, deadline FROM ticket WHERE id = ?", arguments: [after.number])
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

    /// Walks the hits from the newest on, until there are enough tickets.
    private static func tickets(
        _ query: TicketQuery, about text: SearchText, in database: Database
    ) throws -> [Ticket] {
        var isWaiting = query.after != nil
        var seen: Set<Int64> = []
        var found: [Ticket] = []
        for place in TicketStatement.Place.allCases {
            let hits = TicketStatement(query, hitsIn: place, of: text)
            let cursor = try Row.fetchCursor(database, sql: hits.sql, arguments: hits.arguments)
            while found.count < query.limit, let row = try cursor.next() {
                guard seen.insert(row["id"]).inserted else { continue }
                if isWaiting {
                    isWaiting = row["id"] as Int64? != query.after?.number
                } else {
                    found.append(try Ticket(row))
                }
            }
        }
        return found
    }
}
