import Domain
import GRDB

extension SQLiteStore {
    public func storedNames() async throws(StoreError) -> StoredNames {
        try await read { database in
            let mailboxes = try Row.values(
                database,
                sql: """
                    SELECT name, max(is_read) AS is_read, sum(waiting) AS waiting FROM (
                        SELECT account AS name, 1 AS is_read, 0 AS waiting FROM folder
                        UNION ALL SELECT account, 0, 1 FROM spool
                        UNION ALL SELECT mailbox, 0, 1 FROM ticket_mail WHERE state <> 'appended'
                        UNION ALL SELECT account, 0, 1 FROM outcome WHERE move_to IS NOT NULL AND moved = 0
                    ) WHERE name <> ? GROUP BY name ORDER BY name
                    """, arguments: [MailKey.deliverAccount]
            ) { StoredNames.Mailbox(name: $0["name"], isRead: $0["is_read"], waiting: $0["waiting"]) }
            let marketplaces = try Row.values(
                database,
                sql: """
                    SELECT name, sum(open) AS open, sum(unfinished) AS unfinished, EXISTS (
                        SELECT 1 FROM ticket INDEXED BY ticket_kept WHERE erased_at IS NULL AND marketplace = name
                    ) AS holds_data FROM (
                        SELECT marketplace AS name, iif(state = 'open', tickets, 0) AS open, 0 AS unfinished
                        FROM ticket_count
                        UNION ALL
                        SELECT marketplace, 0, 1 FROM outbox INDEXED BY outbox_unfinished
                        CROSS JOIN ticket ON ticket.id = ticket_id WHERE outbox.\(Self.unfinished)
                    ) GROUP BY name ORDER BY name
                    """, arguments: []
            ) {
                StoredNames.Marketplace(
                    name: MarketplaceName($0["name"]), open: $0["open"], unfinished: $0["unfinished"],
                    holdsData: $0["holds_data"])
            }
            return StoredNames(mailboxes: mailboxes, marketplaces: marketplaces)
        }
    }
}
