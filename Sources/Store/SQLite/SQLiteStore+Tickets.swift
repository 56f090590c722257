public import Domain
import GRDB

extension SQLiteStore {
    public func openTicket(
        marketplace: MarketplaceName, order: OrderNumber?, thread: ThreadID?, fallback: String, token: String,
        at now: Timestamp
    ) async throws(StoreError) -> Ticket {
        // Nobody hears of it before what it is opened for is written.
        try await writeForNow { database in
            let ticket =
                try Self.find(marketplace: marketplace, order: order, thread: thread, fallback: fallback, in: database)
                ?? Self.insertTicket(
                    marketplace: marketplace, order: order, thread: thread, fallback: fallback, token: token,
                    in: database, at: now)
            if let thread {
                try database.cachedStatement(
                    sql: """
                        INSERT INTO ticket_thread (marketplace, thread, ticket_id) VALUES (?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """
                ).execute(arguments: [marketplace.text, thread.text, ticket.id.number])
            }
            return ticket
        }
    }

    public func ticket(_ id: TicketID) async throws(StoreError) -> Ticket? {
        try await read { database in
            try Row.fetchOne(database.cachedStatement(sql: "SELECT * FROM ticket WHERE id = ?"), arguments: [id.number])
                .map { try Ticket($0) }
        }
    }

    public func ticket(
        marketplace: MarketplaceName, order: OrderNumber?, thread: ThreadID?
    ) async throws(StoreError) -> Ticket? {
        try await read { database in
            let row = try Row.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT whole.* FROM (
                            SELECT ticket_id, is_pinned FROM ticket_thread WHERE marketplace = ?1 AND thread = ?3
                            UNION ALL SELECT id, 0 FROM ticket INDEXED BY ticket_by_order WHERE order_number = ?2 AND marketplace = ?1
                        ) AS named JOIN ticket AS found ON found.id = named.ticket_id
                        JOIN ticket AS whole ON whole.id = coalesce(found.merged_into, found.id)
                        ORDER BY is_pinned DESC, found.conversation = 'order:' || ?2 DESC, found.order_number = ?2 DESC
                        LIMIT 1
                        """), arguments: [marketplace.text, order?.text, thread?.text])
            return try row.map { try Ticket($0) }
        }
    }

    public func tickets(order: OrderNumber) async throws(StoreError) -> [Ticket] {
        try await read { database in
            try Row.values(
                database, sql: "SELECT * FROM ticket WHERE order_number = ? AND merged_into IS NULL ORDER BY id",
                arguments: [order.text]
            ) { try Ticket($0) }
        }
    }

    public func update(_ ticket: TicketID, _ update: TicketUpdate, at now: Timestamp) async throws(StoreError) {
        try await write { try Self.apply(update, to: ticket, in: $0, at: now) }
    }

    public func messages(of ticket: TicketID) async throws(StoreError) -> [TicketMessage] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT message.*, \(Self.isAnswer("is_canned")) AS is_canned,
                        \(Self.isAnswer("is_automatic")) AS is_automatic
                    FROM message WHERE ticket_id = ? ORDER BY created_at, id
                    """, arguments: [ticket.number]
            ) { try TicketMessage($0) }
        }
    }

    /// Whether the message is an answer of ours that `flag` is set of.
    static func isAnswer(_ flag: String) -> String {
        """
        source = 'outbox' AND EXISTS (SELECT 1 FROM outbox WHERE outbox.ticket_id = message.ticket_id AND \(flag)
            AND message.remote_id IN (outbox.remote_id, 'outbox:' || outbox.id))
        """
    }

    /// An order names the conversation; without one, the thread does; without either, the caller's own name for it.
    private static func conversation(_ order: OrderNumber?, _ thread: ThreadID?, _ fallback: String) -> String {
        if let order { return "order:\(order)" }
        if let thread { return "thread:\(thread)" }
        return fallback
    }

    private static func find(
        marketplace: MarketplaceName, order: OrderNumber?, thread: ThreadID?, fallback: String, in database: Database
    ) throws -> Ticket? {
        let conversation = conversation(order, thread, fallback)
        if let thread, let pinned = try find(thread: thread, marketplace, pinnedOnly: true, in: database) {
            return pinned
        }
        let byName = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT whole.* FROM ticket AS found JOIN ticket AS whole ON whole.id = coalesce(found.merged_into, found.id)
                    WHERE found.marketplace = ? AND found.conversation = ?
                    """), arguments: [marketplace.text, conversation])
        if let byName { return try Ticket(byName) }
        guard let thread else { return nil }
        let byThread = try find(thread: thread, marketplace, pinnedOnly: false, in: database)
        guard let byThread else { return nil }
        // A thread that is known for another order is another conversation.
        guard let order else { return byThread }
        guard byThread.order == nil else { return nil }
        try database.cachedStatement(sql: "UPDATE ticket SET order_number = ?, conversation = ? WHERE id = ?").execute(
            arguments: [order.text, conversation, byThread.id.number])
        return try Row.fetchOne(
            database.cachedStatement(sql: "SELECT * FROM ticket WHERE id = ?"), arguments: [byThread.id.number]
        )
        .map { try Ticket($0) }
    }

    private static func find(
        thread: ThreadID, _ marketplace: MarketplaceName, pinnedOnly: Bool, in database: Database
    ) throws -> Ticket? {
        try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT whole.* FROM ticket_thread JOIN ticket AS found ON found.id = ticket_id
                    JOIN ticket AS whole ON whole.id = coalesce(found.merged_into, found.id)
                    WHERE ticket_thread.marketplace = ? AND ticket_thread.thread = ? AND is_pinned >= ?
                    """), arguments: [marketplace.text, thread.text, pinnedOnly]
        ).map { try Ticket($0) }
    }

    private static func insertTicket(
        marketplace: MarketplaceName, order: OrderNumber?, thread: ThreadID?, fallback: String, token: String,
        in database: Database, at now: Timestamp
    ) throws -> Ticket {
        try database.cachedStatement(
            sql: """
                INSERT INTO ticket (marketplace, conversation, order_number, thread, state, token, root,
                    token_issued_at, created_at, updated_at)
                VALUES (?1, ?2, ?3, ?4, 'open', ?5, ?5, ?6, ?6, ?6)
                """
        ).execute(arguments: [
            marketplace.text, conversation(order, thread, fallback), order?.text, thread?.text, token,
            now.milliseconds,
        ])
        let id = TicketID(database.lastInsertedRowID)
        try insertToken(token, of: id, in: database, at: now)
        return Ticket(
            id: id, marketplace: marketplace, order: order, thread: thread,
            state: .open, subject: nil, buyerName: nil, buyerLanguage: nil, token: token, tokenIssuedAt: now,
            root: token,
            waitingSince: nil,
            deadline: nil, folder: nil, owner: nil, createdAt: now, updatedAt: now)
    }

    /// - Parameter keepsEnds: a wait comes from another ticket, and no answer turned out to be none
    static func apply(
        _ update: TicketUpdate, to ticket: TicketID, keepingEnds keepsEnds: Bool = false, in database: Database,
        at now: Timestamp
    ) throws {
        let resumes = update.resumesWait
        let update = resumes ? try resumed(update, of: ticket, in: database, at: now) : update
        try recordWait(of: ticket, update, keepingEnds: keepsEnds || resumes, in: database, at: now)
        var assignments = ["updated_at = ?"]
        var arguments: [(any DatabaseValueConvertible)?] = [now.milliseconds]
        func set(_ column: String, _ value: (any DatabaseValueConvertible)?) {
            assignments.append("\(column) = ?")
            arguments.append(value)
        }
        if let state = update.state { set("state", state.rawValue) }
        if let thread = update.thread { set("thread", thread.text) }
        if let subject = update.subject { set("subject", subject) }
        if let name = update.buyerName { set("buyer_name", name) }
        if let language = update.buyerLanguage { set("buyer_language", language) }
        if let waitingSince = update.waitingSince { set("waiting_since", waitingSince?.milliseconds) }
        if let deadline = update.deadline { set("deadline", deadline?.milliseconds) }
        if case .some(.some(let deadline)) = update.deadline {
            // Reminders of the time that counted before say nothing of this one.
            assignments.append("reminded_since = CASE WHEN deadline IS NULL OR deadline = ? THEN reminded_since END")
            arguments.append(deadline.milliseconds)
        }
        if let folder = update.folder { set("folder", folder) }
        if let owner = update.owner { set("owner", owner) }
        if let name = update.takenBy ?? (update.state == .closed ? "closed" : nil) {
            try takeAlarm(of: ticket, by: name, in: database, at: now)
        }
        if let kind = update.kind {
            assignments.append("kind_since = CASE WHEN kind IS ? THEN kind_since ELSE ? END")
            arguments += [kind.rawValue, now.milliseconds]
            set("kind", kind.rawValue)
        }
        if !update.tags.isEmpty { set("tags", try tags(of: ticket, and: update.tags, in: database)) }
        if let clock = update.clock { set("clock", clock) }
        if let isExplicit = update.isExplicitDeadline { set("explicit_deadline", isExplicit) }
        if let routing = update.routing {
            set("routes", routing.routes.joined(separator: " "))
            set("priority", routing.priority)
            if let turn = routing.turn { try remember(turn, in: database) }
        }
        // What was put aside needs no reminder once it is dealt with.
        if update.state == .closed || update.waitingSince == .some(nil) {
            try dropReminder(of: ticket, evenBesideAnswer: false, in: database)
        }
        arguments.append(ticket.number)
        try database.cachedStatement(
            sql: "UPDATE ticket SET \(assignments.joined(separator: ", ")) WHERE id = ?"
        ).execute(arguments: StatementArguments(arguments))
        if let name = update.buyerName { try recordBuyer(name, of: ticket, in: database) }
        try recordItems(update.items, of: ticket, in: database, at: now)
    }

    private static func tags(of ticket: TicketID, and new: [String], in database: Database) throws -> String {
        let known = try String.fetchOne(
            database.cachedStatement(sql: "SELECT tags FROM ticket WHERE id = ?"), arguments: [ticket.number])
        var tags = (known ?? "").split(separator: " ").map(String.init)
        for tag in new where !tags.contains(tag) { tags.append(tag) }
        return tags.joined(separator: " ")
    }

    /// False if the marketplace's message is known already.
    static func insert(_ message: NewMessage, in database: Database, at now: Timestamp) throws -> Bool {
        try database.cachedStatement(
            sql: """
                INSERT INTO message (ticket_id, marketplace, remote_id, thread, role, author_name, text, created_at,
                    source, relay, files)
                SELECT id, marketplace, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM ticket WHERE id = ?
                ON CONFLICT DO NOTHING
                """
        ).execute(arguments: [
            message.remoteID.text, message.thread?.text, message.role.rawValue, message.authorName, message.text,
            message.createdAt.milliseconds, message.source.rawValue, message.relay, message.files,
            message.ticket.number,
        ])
        guard database.changesCount == 1 else { return false }
        if let mail = message.ticketMail {
            try insert(mail, message: database.lastInsertedRowID, in: database, at: now)
        }
        return true
    }
}
