public import Domain
import GRDB

extension SQLiteStore {
    public func hasAutomaticReply(
        marketplace: MarketplaceName, buyer: String, since: Timestamp
    ) async throws(StoreError) -> Bool {
        try await read { database in
            try Bool.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT EXISTS (SELECT 1 FROM ticket JOIN outbox ON outbox.ticket_id = ticket.id
                            WHERE marketplace = ? AND buyer_name = ? AND is_automatic AND outbox.created_at > ?
                                AND outbox.state <> 'dropped')
                        """), arguments: [marketplace.text, buyer, since.milliseconds]) ?? false
        }
    }
}
