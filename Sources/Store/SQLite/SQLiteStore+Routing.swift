public import Domain
import GRDB

extension SQLiteStore {
    /// What routes decide of a ticket, whose turn it is, and copies of ticket mails for agents.
    ///
    /// Whether a deadline is the marketplace's own is not known of tickets from before: NULL.
    static let routingSchema = """
        ALTER TABLE ticket ADD COLUMN routes TEXT NOT NULL DEFAULT '';
        ALTER TABLE ticket ADD COLUMN priority TEXT NOT NULL DEFAULT 'normal';
        ALTER TABLE ticket ADD COLUMN clock TEXT;
        ALTER TABLE ticket ADD COLUMN explicit_deadline INTEGER;
        CREATE TABLE route_turn (route TEXT PRIMARY KEY, agent TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE mail_copy (
            id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL REFERENCES ticket (id) ON DELETE CASCADE,
            address TEXT NOT NULL, raw BLOB NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
            next_attempt INTEGER NOT NULL, created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX mail_copy_by_time ON mail_copy (next_attempt);
        CREATE INDEX ticket_by_buyer ON ticket (marketplace, buyer_name, updated_at) WHERE buyer_name IS NOT NULL;
        CREATE INDEX ticket_open_by_owner ON ticket (owner) WHERE owner IS NOT NULL AND state = 'open';
        CREATE INDEX ticket_waiting ON ticket (id) WHERE waiting_since IS NOT NULL;
        """

    public func openTicketsByOwner() async throws(StoreError) -> [String: Int] {
        try await read { database in
            let rows = try Row.fetchAll(
                database.cachedStatement(
                    sql:
                        "SELECT owner, count(*) AS open FROM ticket WHERE owner IS NOT NULL AND state = 'open' GROUP BY owner"
                ))
            return Dictionary(rows.map { ($0["owner"], $0["open"]) }, uniquingKeysWith: { first, _ in first })
        }
    }

    public func lastAssigned() async throws(StoreError) -> [String: String] {
        try await read { database in
            let rows = try Row.fetchAll(database.cachedStatement(sql: "SELECT route, agent FROM route_turn"))
            return Dictionary(rows.map { ($0["route"], $0["agent"]) }, uniquingKeysWith: { first, _ in first })
        }
    }

    public func routes(of ticket: TicketID) async throws(StoreError) -> [String] {
        try await read { database in
            let names = try String.fetchOne(
                database.cachedStatement(sql: "SELECT routes FROM ticket WHERE id = ?"), arguments: [ticket.number])
            return (names ?? "").split(separator: " ").map(String.init)
        }
    }

    static func remember(_ turn: TicketUpdate.Routing.Turn, in database: Database) throws {
        try database.cachedStatement(
            sql: "INSERT INTO route_turn (route, agent) VALUES (?1, ?2) ON CONFLICT (route) DO UPDATE SET agent = ?2"
        ).execute(arguments: [turn.route, turn.agent])
    }

    public func acquaintance(
        of ticket: TicketID, buyerName: String?
    ) async throws(StoreError) -> BuyerAcquaintance {
        try await read { database in
            let messages = try Int.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT count(*) FROM (SELECT 1 FROM message WHERE role = 'buyer' AND ticket_id IN (
                            SELECT ?1 UNION SELECT id FROM (SELECT id FROM ticket WHERE buyer_name = ?2
                                AND marketplace = (SELECT marketplace FROM ticket WHERE id = ?1)
                                ORDER BY updated_at DESC LIMIT 200)) LIMIT 10000)
                        """), arguments: [ticket.number, buyerName])
            let owner = try String.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT owner FROM ticket WHERE owner IS NOT NULL AND (id = ?1 OR (buyer_name = ?2
                            AND marketplace = (SELECT marketplace FROM ticket WHERE id = ?1)))
                        ORDER BY id = ?1 DESC, updated_at DESC LIMIT 1
                        """), arguments: [ticket.number, buyerName])
            return BuyerAcquaintance(messages: messages ?? 0, owner: owner)
        }
    }

    public func countedTickets(after: TicketID?, limit: Int) async throws(StoreError) -> [Ticket] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT * FROM ticket WHERE id > ? AND waiting_since IS NOT NULL AND deadline IS NOT NULL
                        AND explicit_deadline = 0 ORDER BY id LIMIT ?
                    """, arguments: [after?.number ?? 0, limit]
            ) { try Ticket($0) }
        }
    }

    public func recount(
        _ ticket: Ticket, to deadline: Timestamp, _ entry: JournalEntry, at now: Timestamp
    ) async throws(StoreError) -> Bool {
        try await write { database in
            try database.cachedStatement(
                sql: """
                    UPDATE ticket SET deadline = ?, updated_at = ?, reminded_since = NULL
                    WHERE id = ? AND waiting_since IS ? AND deadline IS ?
                    """
            ).execute(arguments: [
                deadline.milliseconds, now.milliseconds, ticket.id.number, ticket.waitingSince?.milliseconds,
                ticket.deadline?.milliseconds,
            ])
            guard database.changesCount == 1 else { return false }
            try Self.insert(entry, in: database)
            return true
        }
    }

    public func tickets(activeSince: Timestamp, after: TicketID?, limit: Int) async throws(StoreError) -> [Ticket] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT * FROM ticket WHERE id > ?1 AND EXISTS (
                        SELECT 1 FROM message WHERE ticket_id = ticket.id AND created_at >= ?2) ORDER BY id LIMIT ?3
                    """, arguments: [after?.number ?? 0, activeSince.milliseconds, limit]
            ) { try Ticket($0) }
        }
    }
}
