public import Domain
import Digests
import FoundationEssentials
import GRDB

/// Tokens are looked up by their digest: how long that takes says nothing about a token that is nearly right.
extension SQLiteStore {
    public func standing(ofToken token: String) async throws(StoreError) -> TokenStanding? {
        try await read { database in
            try Row.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT ticket_token.*, coalesce(merged_into, id) AS whole FROM ticket_token
                        JOIN ticket ON ticket.id = ticket_id WHERE digest = ?
                        """), arguments: [Self.digest(token)]
            ).map { row in
                TokenStanding(
                    ticket: TicketID(row["whole"]), issuedAt: row.time("issued_at"),
                    isRevoked: row.optionalTime("revoked_at") != nil)
            }
        }
    }

    public func renewToken(
        of ticket: TicketID, to token: String, revokingEarlier: Bool, at now: Timestamp
    ) async throws(StoreError) -> Ticket {
        try await write { database in
            if revokingEarlier {
                try database.cachedStatement(
                    sql: """
                        UPDATE ticket_token SET revoked_at = ?1 WHERE revoked_at IS NULL
                            AND ticket_id IN (SELECT id FROM ticket WHERE id = ?2 OR merged_into = ?2)
                        """
                ).execute(arguments: [now.milliseconds, ticket.number])
            }
            try database.cachedStatement(sql: "UPDATE ticket SET token = ?, token_issued_at = ? WHERE id = ?").execute(
                arguments: [token, now.milliseconds, ticket.number])
            try Self.insertToken(token, of: ticket, in: database, at: now)
            guard
                let row = try Row.fetchOne(
                    database.cachedStatement(sql: "SELECT * FROM ticket WHERE id = ?"), arguments: [ticket.number])
            else { throw StoreError(.notFound, "no ticket \(ticket)") }
            return try Ticket(row)
        }
    }

    static func insertToken(_ token: String, of ticket: TicketID, in database: Database, at now: Timestamp) throws {
        try database.cachedStatement(sql: "INSERT INTO ticket_token (digest, ticket_id, issued_at) VALUES (?, ?, ?)")
            .execute(arguments: [digest(token), ticket.number, now.milliseconds])
    }

    static func digest(_ token: String) -> Data { blob(sha256(token.utf8)) }
}
