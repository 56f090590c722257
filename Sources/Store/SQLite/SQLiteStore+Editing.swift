public import Domain
import GRDB

/// What came over from a merged ticket carries its number in `merged_from`, so that it can go back.
extension SQLiteStore {
    public func merge(_ ticket: TicketID, into target: TicketID, at now: Timestamp) async throws(StoreError) {
        try await write { database in
            let own = try Self.editable(ticket, in: database)
            let other = try Self.editable(target, in: database)
            guard own.id != other.id else {
                throw StoreError(.wrongState, "ticket \(ticket) cannot be merged into itself")
            }
            guard own.marketplace == other.marketplace else {
                throw StoreError(
                    .wrongState,
                    "ticket \(ticket) is of \(own.marketplace), ticket \(target) of \(other.marketplace): a ticket has one marketplace"
                )
            }
            if let order = own.order, let otherOrder = other.order, order != otherOrder {
                throw StoreError(
                    .wrongState,
                    "ticket \(ticket) is about order \(order), ticket \(target) about \(otherOrder): a ticket has one order"
                )
            }
            try Self.refuseOnItsWay(of: ticket, in: database)
            for table in ["message", "outbox", "ticket_mail"] {
                try database.execute(
                    sql: """
                        UPDATE \(table) SET merged_from = coalesce(merged_from, ticket_id), ticket_id = ?2
                        WHERE ticket_id = ?1
                        """, arguments: [ticket.number, target.number])
            }
            // Tickets that were part of this one are parts of the other now: one step leads from each to where it is.
            try database.cachedStatement(sql: "UPDATE ticket SET merged_into = ?2 WHERE merged_into = ?1 OR id = ?1")
                .execute(arguments: [ticket.number, target.number])
            try database.cachedStatement(
                sql:
                    "UPDATE ticket SET order_number = coalesce(order_number, ?), thread = coalesce(thread, ?) WHERE id = ?"
            ).execute(arguments: [own.order?.text, own.thread?.text, target.number])
            try database.cachedStatement(
                sql: """
                    UPDATE ticket SET legal_hold = coalesce(legal_hold, (SELECT legal_hold FROM ticket WHERE id = ?1))
                    WHERE id = ?2
                    """
            ).execute(arguments: [ticket.number, target.number])
            try Self.apply(Self.together(own, other), to: target, keepingEnds: true, in: database, at: now)
            try Self.liftWait(of: ticket, in: database)
            // For before the close, which would take it.
            try Self.moveAlarm(of: ticket, to: target, in: database)
            try Self.apply(
                TicketUpdate(state: .closed, waitingSince: .some(nil), deadline: .some(nil)), to: ticket, in: database,
                at: now)
        }
    }

    public func unmerge(
        _ ticket: TicketID, own: TicketUpdate, rest: TicketUpdate, requires required: TicketVersion, at now: Timestamp
    ) async throws(StoreError) {
        try await write { database in
            guard
                let row = try Row.fetchOne(
                    database.cachedStatement(sql: "SELECT * FROM ticket WHERE id = ?"), arguments: [ticket.number])
            else { throw StoreError(.notFound, "no ticket \(ticket)") }
            let merged = try Ticket(row)
            guard let target = merged.mergedInto else {
                throw StoreError(.wrongState, "ticket \(ticket) is part of no other")
            }
            try Self.demand(required, in: database)
            try Self.refuseOnItsWay(of: target, in: database)
            try Self.moveMessages(
                to: ticket, in: database,
                where: """
                    ticket_id = ?2 AND (merged_from = ?1 OR (merged_from IS NULL AND thread = ?3))
                    """, [ticket.number, target.number, merged.thread?.text])
            try database.cachedStatement(
                sql:
                    "UPDATE ticket_mail SET ticket_id = ?1, merged_from = NULL WHERE ticket_id = ?2 AND merged_from = ?1"
            ).execute(arguments: [ticket.number, target.number])
            try database.cachedStatement(sql: "UPDATE ticket SET merged_into = NULL WHERE id = ?").execute(arguments: [
                ticket.number
            ])
            // The order that came over with it leaves with it.
            try database.cachedStatement(
                sql: """
                    UPDATE ticket SET order_number = NULL
                    WHERE id = ? AND order_number = ? AND conversation NOT LIKE 'order:%'
                    """
            ).execute(arguments: [target.number, merged.order?.text])
            try Self.liftWait(of: target, in: database)
            try Self.apply(own, to: ticket, keepingEnds: true, in: database, at: now)
            try Self.apply(rest, to: target, keepingEnds: true, in: database, at: now)
        }
    }

    public func split(
        _ thread: ThreadID, off ticket: TicketID, token: String, own: TicketUpdate, rest: TicketUpdate,
        requires required: TicketVersion, at now: Timestamp
    ) async throws(StoreError) -> Ticket {
        try await write { database in
            let whole = try Self.editable(ticket, in: database)
            try Self.demand(required, in: database)
            try Self.refuseOnItsWay(of: ticket, in: database)
            let name = "thread:\(thread)"
            let holder = try Int64.fetchOne(
                database.cachedStatement(sql: "SELECT id FROM ticket WHERE marketplace = ? AND conversation = ?"),
                arguments: [whole.marketplace.text, name])
            if let holder {
                throw StoreError(
                    .wrongState,
                    "thread \(thread) is that of ticket \(holder); if it was merged, split \(holder) itself")
            }
            try database.cachedStatement(
                sql: """
                    INSERT INTO ticket (marketplace, conversation, order_number, thread, state, subject, buyer_name,
                        buyer_language, folder, owner, token, root, token_issued_at, split_from, created_at, updated_at,
                        kind, kind_since, tags, legal_hold)
                    SELECT marketplace, ?2, order_number, ?3, 'open', subject, buyer_name, buyer_language, folder, owner,
                        ?4, ?4, ?5, id, ?5, ?5, kind, kind_since, tags, legal_hold FROM ticket WHERE id = ?1
                    """
            ).execute(arguments: [ticket.number, name, thread.text, token, now.milliseconds])
            let part = TicketID(database.lastInsertedRowID)
            try Self.insertToken(token, of: part, in: database, at: now)
            if let name = whole.buyerName { try Self.recordBuyer(name, of: part, in: database) }
            try database.cachedStatement(
                sql: """
                    INSERT INTO ticket_thread (marketplace, thread, ticket_id, is_pinned) VALUES (?, ?, ?, 1)
                    ON CONFLICT DO UPDATE SET ticket_id = excluded.ticket_id, is_pinned = 1
                    """
            ).execute(arguments: [whole.marketplace.text, thread.text, part.number])
            try Self.moveMessages(
                to: part, in: database, where: "ticket_id = ?2 AND thread = ?3",
                [part.number, ticket.number, thread.text])
            try Self.liftWait(of: ticket, in: database)
            try Self.apply(own, to: part, keepingEnds: true, in: database, at: now)
            try Self.apply(rest, to: ticket, keepingEnds: true, in: database, at: now)
            return try Self.editable(part, in: database)
        }
    }

    /// Moves messages and answers with the mails that brought or reported them. `condition` counts from `?2`.
    private static func moveMessages(
        to ticket: TicketID, in database: Database, where condition: String,
        _ arguments: StatementArguments
    ) throws {
        for (table, reference) in [("message", "message_id"), ("outbox", "outbox_id")] {
            try database.execute(
                sql: """
                    UPDATE ticket_mail SET ticket_id = ?1, merged_from = NULL
                    WHERE ticket_id = ?2 AND \(reference) IN (SELECT id FROM \(table) WHERE \(condition))
                    """, arguments: arguments)
            try database.execute(
                sql: "UPDATE \(table) SET ticket_id = ?1, merged_from = NULL WHERE \(condition)", arguments: arguments)
        }
    }

    /// A ticket that stands by itself.
    private static func editable(_ ticket: TicketID, in database: Database) throws -> Ticket {
        guard
            let row = try Row.fetchOne(
                database.cachedStatement(sql: "SELECT * FROM ticket WHERE id = ?"), arguments: [ticket.number])
        else { throw StoreError(.notFound, "no ticket \(ticket)") }
        let found = try Ticket(row)
        if let target = found.mergedInto {
            throw StoreError(.wrongState, "ticket \(ticket) is part of ticket \(target)")
        }
        return found
    }

    /// While the marketplace may be taking an answer, nothing about where it belongs may change.
    private static func refuseOnItsWay(of ticket: TicketID, in database: Database) throws {
        let entry = try Int64.fetchOne(
            database.cachedStatement(
                sql: "SELECT id FROM outbox WHERE ticket_id = ? AND state IN ('sending', 'uncertain') LIMIT 1"),
            arguments: [ticket.number])
        if let entry {
            throw StoreError(
                .wrongState, "answer \(entry) of ticket \(ticket) is on its way; try again when it is through")
        }
    }

    private static func demand(_ required: TicketVersion, in database: Database) throws {
        guard try holds(required, in: database) else {
            throw StoreError(.wrongState, "ticket \(required.ticket) has just changed; try again")
        }
    }

    /// The older wait goes on with its own clock and deadline, but for one that the marketplace named for the other and that
    /// comes first; who is open keeps both open.
    private static func together(_ own: Ticket, _ other: Ticket) -> TicketUpdate {
        let waits = [own, other].filter { $0.waitingSince != nil }
            .sorted { ($0.waitingSince ?? $0.createdAt) < ($1.waitingSince ?? $1.createdAt) }
        let waiting = waits.first
        let named = waits.filter(\.isExplicitDeadline).compactMap(\.deadline).min()
        let states = [own.state, other.state]
        var update = TicketUpdate(
            state: states.contains(.open) ? .open : states.contains(.pending) ? .pending : .closed,
            buyerName: other.buyerName ?? own.buyerName, buyerLanguage: other.buyerLanguage ?? own.buyerLanguage,
            waitingSince: .some(waiting?.waitingSince), deadline: .some(waiting?.deadline),
            owner: other.owner ?? own.owner)
        if let waiting {
            update.clock = .some(waiting.clock)
            update.isExplicitDeadline = waiting.isExplicitDeadline
        }
        if let named, waiting?.deadline.map({ named < $0 }) ?? true {
            (update.deadline, update.isExplicitDeadline) = (.some(named), true)
        }
        update.kind = other.kind ?? own.kind
        update.tags = own.tags
        return update
    }
}
