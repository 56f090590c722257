public import Domain
import GRDB

extension SQLiteStore {
    public func recoverInterruptedPosts(
        marketplace: MarketplaceName, at now: Timestamp
    ) async throws(StoreError) -> Int {
        try await write { database in
            try database.cachedStatement(
                sql: """
                    UPDATE outbox INDEXED BY outbox_unfinished SET state = 'uncertain', reason = 'interrupted',
                        uncertain_since = ?1, doubted_at = ?1, next_attempt = ?1, updated_at = ?1
                    WHERE \(Self.unfinished) AND state = 'sending'
                        AND (SELECT marketplace FROM ticket WHERE id = ticket_id) = ?2
                    """
            ).execute(arguments: [now.milliseconds, marketplace.text])
            return database.changesCount
        }
    }

    public func claimPost(
        marketplace: MarketplaceName, at now: Timestamp
    ) async throws(StoreError) -> OutboxEntry? {
        try await write { database in
            let row = try Row.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT next.* FROM outbox AS next INDEXED BY outbox_unfinished
                        CROSS JOIN ticket ON ticket.id = next.ticket_id
                        WHERE next.\(Self.unfinished) AND next.state = 'queued' AND next_attempt <= ?
                            AND ticket.marketplace = ?
                            AND NOT \(Self.waitsForAnother)
                        ORDER BY next_attempt, next.id LIMIT 1
                        """), arguments: [now.milliseconds, marketplace.text])
            guard let row else { return nil }
            var entry = try Self.entry(row, in: database)
            entry.state = .sending
            entry.readBacks = 0
            entry.attempts += 1
            entry.intendedAt = entry.intendedAt ?? now
            try database.cachedStatement(
                sql: """
                    UPDATE outbox SET state = 'sending', attempts = ?, read_backs = 0, intended_at = ?, updated_at = ?
                    WHERE id = ?
                    """
            ).execute(arguments: [entry.attempts, entry.intendedAt?.milliseconds, now.milliseconds, entry.id])
            return entry
        }
    }

    public func forgetWork(of entry: Int64) async throws(StoreError) {
        try await write { database in
            try database.cachedStatement(sql: "UPDATE outbox SET handle = NULL WHERE id = ? AND state = 'sending'")
                .execute(arguments: [entry])
        }
    }

    public func dueUncertain(
        marketplace: MarketplaceName, at now: Timestamp
    ) async throws(StoreError) -> OutboxEntry? {
        try await read { database in
            try Row.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT outbox.* FROM outbox INDEXED BY outbox_unfinished CROSS JOIN ticket ON ticket.id = ticket_id
                        WHERE outbox.\(Self.unfinished) AND outbox.state = 'uncertain' AND next_attempt <= ?
                            AND marketplace = ?
                        ORDER BY next_attempt, outbox.id LIMIT 1
                        """), arguments: [now.milliseconds, marketplace.text]
            ).map { try Self.entry($0, in: database) }
        }
    }

    /// Waits longer than all else while another process writes: what is known now, that the buyer has the answer, would have to
    /// be found out again, and cannot be everywhere. `erase` writes the file anew, for a second per 100 MB.
    public func finish(_ outcome: PostOutcome, at now: Timestamp) async throws(StoreError) -> PostRecord {
        let end = ContinuousClock.now + Self.longestLock
        while true {
            do throws(StoreError) {
                return try await finishNow(outcome, at: now)
            } catch {
                guard error.isLocked, ContinuousClock.now < end, !Task.isCancelled else { throw error }
            }
        }
    }

    private static let longestLock = Duration.seconds(600)

    private func finishNow(_ outcome: PostOutcome, at now: Timestamp) async throws(StoreError) -> PostRecord {
        try await write { database in
            let row = try Row.fetchOne(
                database.cachedStatement(sql: "SELECT * FROM outbox WHERE id = ?"), arguments: [outcome.entry])
            let known = try row.map { try Self.entry($0, in: database) }
            guard let entry = known, [.sending, .uncertain].contains(entry.state) else { return .overtaken }
            guard try Self.holds(outcome.requires, in: database) else { return .stale }
            try Self.apply(outcome.result, to: entry, in: database, at: now)
            if var update = outcome.ticketUpdate {
                update.ending = update.ending ?? outcome.result.ending(entry, update)
                try Self.apply(update, to: entry.ticket, in: database, at: now)
            }
            if var mail = outcome.ticketMail {
                mail.outbox = entry.id
                try Self.insert(mail, message: nil, in: database, at: now)
            }
            if let next = outcome.next { _ = try Self.insert(next, in: database, at: now) }
            if let journal = outcome.journal { try Self.insert(journal, in: database) }
            return .written
        }
    }

    public func outboxEntry(_ id: Int64) async throws(StoreError) -> OutboxEntry? {
        try await read { database in
            try Row.fetchOne(database.cachedStatement(sql: "SELECT * FROM outbox WHERE id = ?"), arguments: [id])
                .map { try Self.entry($0, in: database) }
        }
    }

    public func outboxEntry(replyKey: String) async throws(StoreError) -> OutboxEntry? {
        try await read { database in
            try Row.fetchOne(
                database.cachedStatement(sql: "SELECT * FROM outbox WHERE reply_key = ?"), arguments: [replyKey]
            )
            .map { try Self.entry($0, in: database) }
        }
    }

    public func outbox(states: [OutboxState]?, limit: Int) async throws(StoreError) -> [OutboxEntry] {
        let wanted = Self.list(states ?? OutboxState.unfinished)
        let isShort = states?.allSatisfy { OutboxState.unfinished.contains($0) } ?? true
        return try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT * FROM outbox \(isShort ? "INDEXED BY outbox_unfinished WHERE \(Self.unfinished) AND" : "WHERE")
                    state IN (\(wanted)) ORDER BY id LIMIT ?
                    """, arguments: [limit]
            ) { try Self.entry($0, in: database) }
        }
    }

    public func outbox(of ticket: TicketID) async throws(StoreError) -> [OutboxEntry] {
        try await read { database in
            try Row.values(
                database, sql: "SELECT * FROM outbox WHERE ticket_id = ? ORDER BY id", arguments: [ticket.number]
            ) { try Self.entry($0, in: database) }
        }
    }

    public func move(
        _ id: Int64, from: [OutboxState], to state: OutboxState, reason: String?, at now: Timestamp
    ) async throws(StoreError) {
        try await write { database in
            guard
                let row = try Row.fetchOne(
                    database.cachedStatement(sql: "SELECT * FROM outbox WHERE id = ?"), arguments: [id])
            else { throw StoreError(.notFound, "no outbox entry \(id)") }
            let current: OutboxState = try row.word("state")
            guard from.contains(current) else {
                let allowed = from.map(\.rawValue).joined(separator: " or ")
                throw StoreError(.wrongState, "outbox entry \(id) is \(current.rawValue), not \(allowed)")
            }
            try Self.set(state, of: id, reason: reason, nextAttempt: now, in: database, at: now)
            // Whoever only hastens what waits anyway has not looked whether it stands there.
            if state == .queued, current != .queued { try Self.resumed(id, in: database, at: now) }
        }
    }

    public func nextPostTime(marketplace: MarketplaceName) async throws(StoreError) -> Timestamp? {
        try await read { database in
            try Int64.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT min(next_attempt) FROM outbox AS next INDEXED BY outbox_unfinished
                        CROSS JOIN ticket ON ticket.id = next.ticket_id
                        WHERE next.\(Self.unfinished) AND (next.state = 'uncertain' OR next.state = 'queued' AND NOT \(Self.waitsForAnother))
                            AND marketplace = ?
                        """), arguments: [marketplace.text]
            ).map(Timestamp.init(milliseconds:))
        }
    }

    /// What an entry is of that is not through. Word for word the condition of the index `outbox_unfinished`: SQLite uses it
    /// only where a statement repeats it, and reads all answers of all years otherwise.
    static let unfinished = "state IN (\(list(OutboxState.unfinished)))"

    private static func list(_ states: [OutboxState]) -> String {
        states.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    }

    /// Whether the entry `next` is not its ticket's first that is on its way. What the marketplace works on for hours must
    /// not hold up the answers, nor an acknowledgement that waits for its time.
    private static let waitsForAnother = """
        EXISTS (SELECT 1 FROM outbox AS earlier WHERE earlier.ticket_id = next.ticket_id AND earlier.id < next.id
            AND earlier.state IN ('queued', 'sending', 'uncertain')
            AND (earlier.handle IS NULL OR earlier.state <> 'uncertain')
            AND (NOT earlier.is_automatic OR earlier.state <> 'queued'))
        """

    /// Nil if this reply is in the outbox already.
    static func insert(_ entry: NewOutboxEntry, in database: Database, at now: Timestamp) throws -> Int64? {
        try database.cachedStatement(
            sql: """
                INSERT INTO outbox (ticket_id, reply_key, agent, thread, text, recipients, relay, task, opening, state,
                    reason, next_attempt, answering, last_known, reply_message_id, answered_message_id, is_canned,
                    is_automatic, closes, intended_at, doubted_at, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (reply_key) DO NOTHING
                """
        ).execute(arguments: [
            entry.ticket.number, entry.replyKey, entry.agent, entry.thread?.text, entry.text, entry.recipients,
            entry.relay, entry.task, entry.opening, entry.state.rawValue, entry.reason,
            entry.notBefore.milliseconds, entry.answering?.text,
            entry.lastKnown?.text,
            entry.replyMessageID, entry.answeredMessageID, entry.isCanned, entry.isAutomatic, entry.closes,
            entry.doubtedAt?.milliseconds, entry.doubtedAt?.milliseconds, now.milliseconds, now.milliseconds,
        ])
        guard database.changesCount == 1 else { return nil }
        let id = database.lastInsertedRowID
        for (position, file) in entry.attachments.enumerated() {
            try database.cachedStatement(
                sql: "INSERT INTO outbox_attachment (outbox_id, position, name, type, bytes) VALUES (?, ?, ?, ?, ?)"
            ).execute(arguments: [id, position, file.name, file.type, blob(file.bytes)])
        }
        return id
    }

    static func apply(_ change: OutboxChange, in database: Database, at now: Timestamp) throws {
        func state(of id: Int64) throws -> OutboxState? {
            try String.fetchOne(database.cachedStatement(sql: "SELECT state FROM outbox WHERE id = ?"), arguments: [id])
                .flatMap(OutboxState.init(rawValue:))
        }
        switch change {
        case .release(let id, let text, let at):
            guard try state(of: id) == .held else { return }
            if let text {
                try database.cachedStatement(sql: "UPDATE outbox SET text = ? WHERE id = ?").execute(arguments: [
                    text, id,
                ])
            }
            try set(.queued, of: id, reason: nil, nextAttempt: at, in: database, at: now)
            try resumed(id, in: database, at: now)
        case .hold(let id, let reason):
            guard let current = try state(of: id), [.held, .queued].contains(current) else { return }
            try set(.held, of: id, reason: reason, nextAttempt: now, in: database, at: now)
        case .drop(let id, let reason):
            guard let current = try state(of: id), [.held, .queued].contains(current) else { return }
            try set(.dropped, of: id, reason: reason, nextAttempt: now, in: database, at: now)
        case .confirm(let id, let remoteID, let at):
            guard
                let row = try Row.fetchOne(
                    database.cachedStatement(sql: "SELECT * FROM outbox WHERE id = ?"), arguments: [id])
            else { return }
            let entry = try Self.entry(row, in: database)
            guard [.uncertain, .sending, .held, .queued].contains(entry.state) else { return }
            try confirm(entry, remoteID, at, in: database, now: now)
        case .bounce(let id, let reason):
            guard let current = try state(of: id), [.uncertain, .confirmed, .held].contains(current) else { return }
            try set(.failed, of: id, reason: reason, nextAttempt: now, in: database, at: now)
            // It is in doubt no more.
            try database.cachedStatement(sql: "UPDATE outbox SET doubted_at = NULL WHERE id = ?").execute(
                arguments: [id])
            // That answer never happened: the buyer still waits.
            try database.cachedStatement(
                sql: """
                    DELETE FROM message WHERE source = 'outbox' AND ticket_id = (SELECT ticket_id FROM outbox WHERE id = ?1)
                        AND remote_id IN ('outbox:' || ?1, (SELECT remote_id FROM outbox WHERE id = ?1))
                    """
            ).execute(arguments: [id])
        }
    }

    /// The marketplace has it: the answer becomes a message of the conversation.
    private static func confirm(
        _ entry: OutboxEntry, _ remoteID: RemoteMessageID?, _ at: Timestamp, in database: Database, now: Timestamp
    ) throws {
        try set(.confirmed, of: entry.id, reason: nil, nextAttempt: now, in: database, at: now)
        try database.cachedStatement(
            sql: "UPDATE outbox SET remote_id = coalesce(?, remote_id), remote_at = ? WHERE id = ?"
        ).execute(arguments: [remoteID?.text, at.milliseconds, entry.id])
        guard entry.task == nil else { return }
        var message = NewMessage(
            ticket: entry.ticket, remoteID: remoteID ?? entry.remoteID ?? RemoteMessageID("outbox:\(entry.id)"),
            thread: entry.thread, role: .seller, authorName: nil, text: entry.text, createdAt: at, source: .outbox)
        message.files = entry.attachments.count
        if try !insert(message, in: database, at: now) {
            // It was seen in the conversation before it was known to be ours.
            try database.cachedStatement(
                sql: """
                    UPDATE message SET source = 'outbox' WHERE ticket_id = ? AND remote_id = ? AND role = 'seller'
                        AND source = 'api'
                    """
            ).execute(arguments: [entry.ticket.number, message.remoteID.text])
        }
    }

    private static func apply(
        _ result: PostOutcome.Result, to entry: OutboxEntry, in database: Database, at now: Timestamp
    ) throws {
        switch result {
        case .confirmed(let remoteID, let at): try confirm(entry, remoteID, at, in: database, now: now)
        case .failed(let reason):
            try set(.failed, of: entry.id, reason: reason, nextAttempt: now, in: database, at: now)
        case .postponed(let until, let reason):
            try set(.queued, of: entry.id, reason: reason, nextAttempt: until, in: database, at: now)
        case .uncertain(let until, let reason, let looks):
            try set(.uncertain, of: entry.id, reason: reason, nextAttempt: until, in: database, at: now)
            let isUnseen = entry.state == .uncertain && looks == entry.readBacks
            try database.cachedStatement(
                sql: """
                    UPDATE outbox SET read_backs = ?1, uncertain_since = coalesce(uncertain_since, ?2),
                        unseen_since = CASE WHEN ?3 THEN coalesce(unseen_since, ?2) END WHERE id = ?4
                    """
            ).execute(arguments: [looks, now.milliseconds, isUnseen, entry.id])
        case .pending(let handle, let until):
            try set(.uncertain, of: entry.id, reason: "pending", nextAttempt: until, in: database, at: now)
            try database.cachedStatement(
                sql: "UPDATE outbox SET handle = ?, uncertain_since = coalesce(uncertain_since, ?) WHERE id = ?"
            ).execute(arguments: [handle, now.milliseconds, entry.id])
        case .held(let reason):
            try set(.held, of: entry.id, reason: reason, nextAttempt: now, in: database, at: now)
        }
    }

    private static func set(
        _ state: OutboxState, of id: Int64, reason: String?, nextAttempt: Timestamp, in database: Database,
        at now: Timestamp
    ) throws {
        try database.cachedStatement(
            sql: """
                UPDATE outbox SET state = ?1, reason = ?2, next_attempt = ?3, updated_at = ?4,
                    uncertain_since = CASE WHEN ?1 = 'uncertain' THEN uncertain_since END,
                    unseen_since = CASE WHEN ?1 = 'uncertain' THEN unseen_since END,
                    doubted_at = CASE WHEN ?1 = 'uncertain' OR ?1 = 'held' AND ?2 = ?6 THEN ?4 ELSE doubted_at END
                WHERE id = ?5
                """
        ).execute(arguments: [
            state.rawValue, reason, nextAttempt.milliseconds, now.milliseconds, id, OutboxEntry.outcomeUnknown,
        ])
    }

    /// A person wants it sent.
    private static func resumed(_ id: Int64, in database: Database, at now: Timestamp) throws {
        try database.cachedStatement(sql: "UPDATE outbox SET resumed_at = ? WHERE id = ?").execute(
            arguments: [now.milliseconds, id])
    }

    private static func entry(_ row: Row, in database: Database) throws -> OutboxEntry {
        let files = try Row.fetchAll(
            database.cachedStatement(sql: "SELECT * FROM outbox_attachment WHERE outbox_id = ? ORDER BY position"),
            arguments: [row["id"] as Int64])
        return try OutboxEntry(
            row,
            attachments: files.map { Attachment(name: $0["name"], type: $0["type"], bytes: $0.bytes("bytes")) })
    }
}

extension OutboxState {
    fileprivate static let unfinished: [OutboxState] = [.held, .queued, .sending, .uncertain]
}

extension PostOutcome.Result {
    /// How the wait ends that was for the entry; nil for what ends none.
    fileprivate func ending(_ entry: OutboxEntry, _ update: TicketUpdate) -> WaitEnd? {
        guard case .confirmed(_, let time) = self else { return nil }
        if entry.task == nil { return WaitEnd(.answer, at: time, agent: entry.agent) }
        return WaitEnd(update.state == .closed ? .close : .noReply, at: time, agent: entry.agent)
    }
}
