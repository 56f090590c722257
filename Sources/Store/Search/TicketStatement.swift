import Domain
import GRDB

/// A question to the database, and the index that answers it.
struct TicketStatement {
    var sql: String
    var arguments: StatementArguments

    /// What a ticket has to meet, without the words to look for.
    struct Condition {
        var sql: String
        var argument: any DatabaseValueConvertible
        /// The index in which those that meet it stand by activity.
        var index: String?
    }

    static let tagIndex = "ticket_tag"
}

extension TicketStatement {
    /// - Parameters:
    ///   - driver: the condition whose index is walked; nil = all tickets by activity
    ///   - position: of the ticket behind which the list goes on, in its order
    ///   - columns: what is read of each
    init(
        _ query: TicketQuery, driver: Int?, after position: (time: Int64, id: Int64)?, columns: String = "ticket.*"
    ) {
        let conditions = query.conditions
        let isByTag = driver.map { conditions[$0].index == Self.tagIndex } ?? false
        var parts = ["ticket.merged_into IS NULL"]
        var arguments: [any DatabaseValueConvertible] = []
        func demand(_ sql: String, _ values: any DatabaseValueConvertible...) {
            parts.append(sql)
            arguments += values
        }
        for (number, condition) in conditions.enumerated() {
            let isWalked = isByTag && number == driver
            demand(isWalked ? "ticket_tag.tag = ?" : condition.sql, condition.argument)
        }
        let source: String
        let order: String
        switch query.order {
        case .activity:
            let time = isByTag ? "ticket_tag.updated_at" : "ticket.updated_at"
            let id = isByTag ? "ticket_tag.ticket_id" : "ticket.id"
            query.since.map { demand("\(time) >= ?", $0.milliseconds) }
            query.until.map { demand("\(time) < ?", $0.milliseconds) }
            position.map { demand("(\(time), \(id)) < (?, ?)", $0.time, $0.id) }
            order = "\(time) DESC, \(id) DESC"
            if query.isPointed {
                source = "ticket"
            } else if isByTag {
                source = "ticket_tag CROSS JOIN ticket ON ticket.id = ticket_tag.ticket_id"
            } else {
                source = "ticket INDEXED BY \(driver.flatMap { conditions[$0].index } ?? "ticket_by_activity")"
            }
        case .deadline:
            query.since.map { demand("ticket.updated_at >= ?", $0.milliseconds) }
            query.until.map { demand("ticket.updated_at < ?", $0.milliseconds) }
            demand("ticket.deadline > ?", Int64.min)
            position.map { demand("(ticket.deadline, ticket.id) > (?, ?)", $0.time, $0.id) }
            order = "ticket.deadline, ticket.id"
            source = query.isPointed ? "ticket" : "ticket INDEXED BY ticket_by_deadline"
        }
        arguments.append(max(0, query.limit))
        sql = "SELECT \(columns) FROM \(source) WHERE \(parts.joined(separator: " AND ")) ORDER BY \(order) LIMIT ?"
        self.arguments = StatementArguments(arguments)
    }
}

extension TicketQuery {
    /// Each condition stands for itself, in the order of the values.
    var conditions: [TicketStatement.Condition] {
        var result: [TicketStatement.Condition] = []
        func demand(_ sql: String, _ value: (any DatabaseValueConvertible)?, _ index: String?) {
            guard let value else { return }
            result.append(TicketStatement.Condition(sql: sql, argument: value, index: index))
        }
        demand("ticket.id = ?", ticket?.number, nil)
        demand("ticket.order_number = ?", orderNumber?.text, nil)
        demand("ticket.state = ?", state?.rawValue, "ticket_by_state")
        demand("ticket.marketplace = ?", marketplace?.text, "ticket_by_marketplace")
        demand("ticket.kind = ?", kind?.rawValue, "ticket_by_kind")
        demand("ticket.owner = ?", owner, "ticket_by_owner")
        demand(
            "EXISTS (SELECT 1 FROM ticket_tag AS tagged WHERE tagged.ticket_id = ticket.id AND tagged.tag = ?)", tag,
            TicketStatement.tagIndex)
        return result
    }

    /// Names its tickets: few, whatever else is demanded.
    var isPointed: Bool { ticket != nil || orderNumber != nil }
}
