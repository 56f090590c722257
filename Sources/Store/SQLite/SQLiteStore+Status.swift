public import Domain
import GRDB

extension SQLiteStore {
    /// Written as the index has it, so that SQLite uses that.
    private static let openTickets =
        "ticket INDEXED BY ticket_open_by_deadline WHERE state = 'open' AND merged_into IS NULL"
    private static let deadlineOrder = "coalesce(deadline, 9223372036854775807)"

    public func openTickets(after position: DeadlinePosition?, limit: Int) async throws(StoreError) -> [Ticket] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT * FROM \(Self.openTickets) AND \(Self.deadlineOrder) >= ?1
                        AND (\(Self.deadlineOrder), id) > (?1, ?2)
                    ORDER BY \(Self.deadlineOrder), id LIMIT ?3
                    """,
                arguments: [position?.deadline ?? .min, position?.ticket ?? .min, limit]
            ) { try Ticket($0) }
        }
    }

    public func standing(at now: Timestamp) async throws(StoreError) -> StoreStanding {
        try await read { database in
            var standing = StoreStanding()
            for row in try Row.fetchAll(
                database.cachedStatement(
                    sql: "SELECT marketplace, tickets FROM ticket_count WHERE state = 'open' AND tickets > 0"))
            {
                standing.openTickets[MarketplaceName(row["marketplace"])] = row["tickets"]
            }
            standing.nextDeadline = try Int64.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT \(Self.deadlineOrder) FROM \(Self.openTickets) AND \(Self.deadlineOrder) < 9223372036854775807
                        ORDER BY \(Self.deadlineOrder), id LIMIT 1
                        """)
            ).map(Timestamp.init(milliseconds:))
            for row in try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT state, count(*) AS entries FROM outbox
                        WHERE \(Self.unfinished) GROUP BY state
                        """))
            {
                standing.posts[try row.word("state")] = row["entries"]
            }
            standing.oldestDuePost = try Int64.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT min(coalesce(intended_at, next_attempt)) FROM outbox INDEXED BY outbox_on_its_way
                        WHERE state IN ('queued', 'sending', 'uncertain') AND handle IS NULL
                        """)
            ).map(Timestamp.init(milliseconds:)).flatMap { $0 <= now ? $0 : nil }
            standing.unknownOutcomes =
                try Int.fetchOne(
                    database.cachedStatement(
                        sql: """
                            SELECT count(*) FROM outbox INDEXED BY outbox_unfinished
                            WHERE \(Self.unfinished) AND state = 'held' AND reason = ?
                            """), arguments: [OutboxEntry.outcomeUnknown]) ?? 0
            standing.quarantined =
                try Int.fetchOne(
                    database.cachedStatement(sql: "SELECT count(*) FROM quarantine WHERE released_at IS NULL")) ?? 0
            standing.spooled = try Int.fetchOne(database.cachedStatement(sql: "SELECT count(*) FROM spool")) ?? 0
            for row in try Row.fetchAll(database.cachedStatement(sql: "SELECT marketplace, swept_at FROM sweep")) {
                standing.sweeps[MarketplaceName(row["marketplace"])] = row.time("swept_at")
            }
            return standing
        }
    }

    public func openTickets(dueBefore ends: [Timestamp], limit: Int) async throws(StoreError) -> [Int] {
        try await read { database in
            var start = Int64.min
            return try (ends.map(\.milliseconds) + [.max]).map { end in
                defer { start = end }
                return try Int.fetchOne(
                    database.cachedStatement(
                        sql: """
                            SELECT count(*) FROM (SELECT 1 FROM \(Self.openTickets) AND \(Self.deadlineOrder) >= ?
                                AND \(Self.deadlineOrder) < ? LIMIT ?)
                            """), arguments: [start, end, limit]) ?? 0
            }
        }
    }

    public func deadlines(
        after start: Timestamp, through end: Timestamp
    ) async throws(StoreError) -> [MarketplaceName: Int] {
        try await read { database in
            let rows = try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT marketplace, count(*) AS tickets FROM \(Self.openTickets) AND \(Self.deadlineOrder) > ?
                            AND \(Self.deadlineOrder) <= ? GROUP BY marketplace
                        """), arguments: [start.milliseconds, end.milliseconds])
            return Dictionary(
                rows.map { (MarketplaceName($0["marketplace"]), $0["tickets"] as Int) },
                uniquingKeysWith: { first, _ in first })
        }
    }

    public func queuedPosts(failedSince: Timestamp, limit: Int) async throws(StoreError) -> [PostStanding] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT entry.*, ticket.marketplace, ticket.order_number FROM (
                        SELECT * FROM (
                            SELECT id, ticket_id, state, attempts, reason, created_at, next_attempt, task FROM outbox
                            WHERE state = 'failed' AND updated_at >= ?1 ORDER BY updated_at DESC LIMIT ?2)
                        UNION ALL SELECT * FROM (
                            SELECT id, ticket_id, state, attempts, reason, created_at, next_attempt, task FROM outbox
                            WHERE \(Self.unfinished) ORDER BY state, next_attempt LIMIT ?2)
                    ) AS entry JOIN ticket ON ticket.id = entry.ticket_id
                    ORDER BY CASE entry.state WHEN 'failed' THEN 0 WHEN 'uncertain' THEN 1 WHEN 'held' THEN 2
                        WHEN 'sending' THEN 3 ELSE 4 END, entry.id LIMIT ?2
                    """, arguments: [failedSince.milliseconds, limit]
            ) { row in
                PostStanding(
                    entry: row["id"], ticket: TicketID(row["ticket_id"]),
                    marketplace: MarketplaceName(row["marketplace"]),
                    order: (row["order_number"] as String?).map { OrderNumber($0) }, state: try row.word("state"),
                    attempts: row["attempts"], reason: row["reason"], createdAt: row.time("created_at"),
                    nextAttempt: row.time("next_attempt"), isAction: (row["task"] as String?) != nil)
            }
        }
    }

    public func recentJournal(limit: Int) async throws(StoreError) -> [JournalEntry] {
        try await read { database in
            try Row.values(database, sql: "SELECT * FROM journal ORDER BY id DESC LIMIT ?", arguments: [limit]) {
                JournalEntry($0)
            }
        }
    }
}
