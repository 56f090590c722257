public import Domain
import GRDB

extension SQLiteStore {
    public func knownMarketplaces() async throws(StoreError) -> [MarketplaceName] {
        try await read { database in
            try String.fetchAll(
                database.cachedStatement(sql: "SELECT DISTINCT marketplace FROM ticket_count ORDER BY 1")
            )
            .map { MarketplaceName($0) }
        }
    }

    public func eraseTickets(
        of marketplace: MarketplaceName, idleSince: Timestamp, limit: Int, at now: Timestamp
    ) async throws(StoreError) -> Int {
        try await write { database in
            let due = try Int64.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT id FROM ticket INDEXED BY ticket_kept
                        WHERE erased_at IS NULL AND marketplace = ?1 AND updated_at < ?2 AND state <> 'open'
                            AND waiting_since IS NULL AND legal_hold IS NULL
                            AND (merged_into IS NULL
                                OR EXISTS (SELECT 1 FROM ticket whole WHERE whole.id = ticket.merged_into AND erased_at IS NOT NULL))
                            AND NOT EXISTS (SELECT 1 FROM outbox WHERE ticket_id = ticket.id
                                AND \(Self.unfinished))
                            AND NOT EXISTS (SELECT 1 FROM ticket_mail WHERE ticket_id = ticket.id AND state <> 'appended')
                            AND NOT EXISTS (SELECT 1 FROM mail_copy WHERE ticket_id = ticket.id)
                            AND NOT EXISTS (SELECT 1 FROM team_mail WHERE ticket_id = ticket.id AND state <> 'sent')
                        ORDER BY updated_at LIMIT ?3
                        """), arguments: [marketplace.text, idleSince.milliseconds, limit])
            for id in due {
                try Self.empty(TicketID(id), in: database, at: now)
                try Self.insert(
                    JournalEntry(at: now, event: "ticket-erased", ticket: TicketID(id), detail: "retention"),
                    in: database)
            }
            return due.count
        }
    }

    public func eraseQuarantine(before: Timestamp, limit: Int, at now: Timestamp) async throws(StoreError) -> Int {
        try await write { database in
            let due = try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT quarantine.* FROM quarantine JOIN outcome USING (account, folder, uid_validity, uid)
                        WHERE released_at IS NULL AND quarantine.at < ? AND \(Self.isNotHeld)
                        ORDER BY quarantine.id LIMIT ?
                        """),
                arguments: [before.milliseconds, limit])
            for row in due {
                try Self.forget(row.mailKey(), reason: "expired", in: database, at: now)
                try Self.insert(
                    JournalEntry(at: now, event: "mail-erased", detail: "retention: quarantine"), in: database)
            }
            return due.count
        }
    }

    public func eraseSettledMails(before: Timestamp, limit: Int) async throws(StoreError) -> Int {
        try await write { database in
            var erased = 0
            for sql in [
                """
                DELETE FROM quarantine WHERE id IN (
                    SELECT quarantine.id FROM quarantine JOIN outcome USING (account, folder, uid_validity, uid)
                    WHERE released_at < ?1 AND kind <> 'pending' AND \(Self.isNotHeld) LIMIT ?2)
                """,
                "DELETE FROM reading WHERE id IN (SELECT id FROM reading WHERE at < ?1 AND \(Self.isNotHeld) ORDER BY at LIMIT ?2)",
            ] {
                try database.execute(sql: sql, arguments: [before.milliseconds, limit])
                erased += database.changesCount
            }
            return erased
        }
    }

    public func eraseJournal(before: Timestamp, limit: Int) async throws(StoreError) -> Int {
        try await write { database in
            try database.cachedStatement(
                sql: """
                    DELETE FROM journal WHERE id IN (
                        SELECT id FROM journal WHERE at < ? AND \(Self.isNotHeld) ORDER BY at LIMIT ?)
                    """
            ).execute(arguments: [before.milliseconds, limit])
            return database.changesCount
        }
    }

    /// Whether a row's ticket may lose it.
    private static let isNotHeld = """
        (ticket_id IS NULL OR NOT EXISTS (SELECT 1 FROM ticket WHERE ticket.id = ticket_id AND legal_hold IS NOT NULL))
        """

    public func mergeIndexes(isFirst: Bool) async throws(StoreError) -> Bool {
        var isBusy = false
        for index in ["message_search", "ticket_search"] {
            let pages = isFirst ? -Self.mergedPages : Self.mergedPages
            let changes = try await write { database in
                let before = database.totalChangesCount
                try database.execute(
                    sql: "INSERT INTO \(index) (\(index), rank) VALUES ('merge', ?)", arguments: [pages])
                return database.totalChangesCount - before
            }
            // The command itself counts as one row (https://sqlite.org/fts5.html#the_merge_command).
            if changes >= 2 { isBusy = true }
        }
        return isBusy
    }

    /// Pages of an index that one step writes.
    private static let mergedPages = 500

    public func cutLog() async throws(StoreError) {
        do throws(StoreError) {
            try await emptyLog(within: .zero)
        } catch {
            guard error.kind == .busy else { throw error }
        }
    }
}
