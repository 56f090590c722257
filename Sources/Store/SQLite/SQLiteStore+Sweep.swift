public import Domain
import GRDB

extension SQLiteStore {
    public func commit(_ finding: SweepFinding, at now: Timestamp) async throws(StoreError) -> Int? {
        try await write { database in
            guard try Self.holds(finding.requires, in: database) else { return nil }
            var count = 0
            for message in finding.messages where try Self.insert(message, in: database, at: now) { count += 1 }
            if let update = finding.ticketUpdate {
                try Self.apply(update, to: finding.ticket, in: database, at: now)
            }
            for change in finding.outboxChanges { try Self.apply(change, in: database, at: now) }
            for mail in finding.ticketMails { try Self.insert(mail, message: nil, in: database, at: now) }
            for entry in finding.journal { try Self.insert(entry, in: database) }
            return count
        }
    }

    public func sweepStart(marketplace: MarketplaceName) async throws(StoreError) -> Timestamp? {
        try await read { database in
            try Int64.fetchOne(
                database.cachedStatement(sql: "SELECT since FROM sweep WHERE marketplace = ?"),
                arguments: [marketplace.text]
            ).map(Timestamp.init(milliseconds:))
        }
    }

    public func swept(marketplace: MarketplaceName, since: Timestamp, at now: Timestamp) async throws(StoreError) {
        try await write { database in
            try database.cachedStatement(
                sql: """
                    INSERT INTO sweep (marketplace, since, swept_at) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET since = excluded.since, swept_at = excluded.swept_at
                    """
            ).execute(arguments: [marketplace.text, since.milliseconds, now.milliseconds])
        }
    }
}
