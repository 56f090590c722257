public import Domain
import GRDB

extension SQLiteStore {
    static let moneySchema = """
        CREATE TABLE money_request (
            outbox_id INTEGER PRIMARY KEY REFERENCES outbox (id) ON DELETE CASCADE, step TEXT NOT NULL,
            asked_by TEXT NOT NULL, command TEXT NOT NULL, arguments TEXT NOT NULL, amount INTEGER, currency TEXT,
            order_digest TEXT NOT NULL, needs_approval INTEGER NOT NULL, code_hash TEXT NOT NULL,
            tries INTEGER NOT NULL, expires_at INTEGER NOT NULL, confirmed_by TEXT, confirmed_at INTEGER,
            approved_by TEXT, approved_at INTEGER, created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX money_request_by_agent ON money_request (asked_by, created_at);
        """

    public func moneyRequest(outbox: Int64) async throws(StoreError) -> MoneyRequest? {
        try await read { database in
            try Row.fetchOne(
                database.cachedStatement(sql: "SELECT * FROM money_request WHERE outbox_id = ?"), arguments: [outbox]
            ).map { try MoneyRequest($0) }
        }
    }

    public func moneySpent(
        by agent: String, besides: Int64?, since: Timestamp, at now: Timestamp
    ) async throws(StoreError) -> [Money] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT amount, currency FROM money_request JOIN outbox ON outbox.id = outbox_id
                    WHERE asked_by = ?1 AND max(money_request.created_at, coalesce(confirmed_at, 0)) >= ?2
                        AND state NOT IN ('dropped', 'failed') AND amount IS NOT NULL AND outbox_id IS NOT ?4
                        AND (state <> 'held' OR step = 'done' OR expires_at >= ?3 OR doubted_at IS NOT NULL)
                    """, arguments: [agent, since.milliseconds, now.milliseconds, besides]
            ) { Money(minorUnits: $0["amount"], currency: $0["currency"]) }
        }
    }

    /// Writes the request as it is now.
    static func put(_ request: MoneyRequest, of outbox: Int64, in database: Database, at now: Timestamp) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO money_request (outbox_id, step, asked_by, command, arguments, amount, currency, order_digest,
                    needs_approval, code_hash, tries, expires_at, confirmed_by, approved_by, created_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
                ON CONFLICT DO UPDATE SET step = ?2, order_digest = ?8, needs_approval = ?9, code_hash = ?10, tries = ?11,
                    expires_at = ?12, confirmed_at = CASE WHEN confirmed_by IS ?13 THEN confirmed_at ELSE ?15 END,
                    confirmed_by = ?13, approved_at = CASE WHEN approved_by IS ?14 THEN approved_at ELSE ?15 END,
                    approved_by = ?14
                """
        ).execute(arguments: [
            outbox, request.step.rawValue, request.askedBy, request.command, request.arguments,
            request.amount?.minorUnits, request.amount?.currency, request.order, request.needsApproval,
            request.codeHash, request.tries, request.expiresAt.milliseconds, request.confirmedBy,
            request.approvedBy, now.milliseconds,
        ])
    }
}

extension MoneyRequest {
    fileprivate init(_ row: Row) throws {
        let minor = row["amount"] as Int64?
        let currency = row["currency"] as String?
        self.init(
            outbox: row["outbox_id"], step: try row.word("step"), askedBy: row["asked_by"], command: row["command"],
            arguments: row["arguments"],
            amount: minor.flatMap { minor in currency.map { Money(minorUnits: minor, currency: $0) } },
            order: row["order_digest"], needsApproval: row["needs_approval"], codeHash: row["code_hash"],
            tries: row["tries"], expiresAt: row.time("expires_at"), confirmedBy: row["confirmed_by"],
            approvedBy: row["approved_by"])
    }
}
