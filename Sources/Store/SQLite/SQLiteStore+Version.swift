public import Domain
import GRDB

extension SQLiteStore {
    public func snapshot(of ticket: TicketID) async throws(StoreError) -> (ticket: Ticket, version: TicketVersion)? {
        try await read { database in
            let row = try Row.fetchOne(
                database.cachedStatement(sql: "SELECT * FROM ticket WHERE id = ?"), arguments: [ticket.number])
            return try row.map { (try Ticket($0), try Self.version(of: ticket, in: database)) }
        }
    }

    public func version(of ticket: TicketID) async throws(StoreError) -> TicketVersion {
        try await read { try Self.version(of: ticket, in: $0) }
    }

    static func version(of ticket: TicketID, in database: Database) throws -> TicketVersion {
        let digest = try String.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT (SELECT updated_at || ' ' || state || ' ' || coalesce(erased_at, '') FROM ticket WHERE id = ?1)
                        || '/' || (SELECT count(*) || ' ' || coalesce(max(id), 0) FROM message WHERE ticket_id = ?1)
                        || '/' || (SELECT coalesce(group_concat(id || state || updated_at), '') FROM
                            (SELECT id, state, updated_at FROM outbox WHERE ticket_id = ?1 ORDER BY id))
                    """), arguments: [ticket.number])
        return TicketVersion(ticket: ticket, digest: digest ?? "")
    }

    /// Whether the ticket is as it was when the decision was made; true without a requirement.
    static func holds(_ required: TicketVersion?, in database: Database) throws -> Bool {
        guard let required else { return true }
        return try version(of: required.ticket, in: database) == required
    }
}
