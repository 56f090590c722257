public import Domain
import GRDB
public import Routing

extension SQLiteStore {
    public func scoredWaits(
        at marketplace: MarketplaceName, since: Timestamp, onlyFirst: Bool
    ) async throws(StoreError) -> [ScoredWait] {
        try await read { database in
            let ended = try Row.fetchCursor(
                database.cachedStatement(
                    sql: """
                        SELECT ticket_id, since, deadline, ended_at, word.text FROM answer JOIN word ON word.id = how
                        WHERE since >= ?2 AND marketplace = (SELECT id FROM word WHERE text = ?1)
                            AND deadline IS NOT NULL AND (is_first OR NOT ?3)
                        ORDER BY since
                        """), arguments: [marketplace.text, since.milliseconds, onlyFirst])
            var waits: [ScoredWait] = []
            while let row = try ended.next() {
                waits.append(
                    ScoredWait(
                        ticket: "\(row[0] as Int64)", start: Timestamp(milliseconds: row[1]),
                        deadline: Timestamp(milliseconds: row[2]), end: Timestamp(milliseconds: row[3]),
                        how: ScoredWait.End(rawValue: row[4])))
            }
            let running = try Row.fetchCursor(
                database.cachedStatement(
                    sql: """
                        SELECT id, waiting_since, deadline FROM ticket INDEXED BY ticket_by_wait
                        WHERE waiting_since >= ?2 AND marketplace = ?1 AND deadline IS NOT NULL AND merged_into IS NULL
                            AND (NOT ?3 OR NOT EXISTS (SELECT 1 FROM answer WHERE ticket_id = ticket.id))
                        ORDER BY waiting_since
                        """), arguments: [marketplace.text, since.milliseconds, onlyFirst])
            while let row = try running.next() {
                waits.append(
                    ScoredWait(
                        ticket: "\(row[0] as Int64)", start: Timestamp(milliseconds: row[1]),
                        deadline: Timestamp(milliseconds: row[2])))
            }
            return waits
        }
    }
}
