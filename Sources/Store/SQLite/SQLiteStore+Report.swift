import Domain
import GRDB
public import Reports

extension SQLiteStore {
    /// How long before the period a wait may have begun whose answer falls into it.
    private static let lookBack = Duration.seconds(60 * 86_400)

    public func report(_ plan: ReportPlan) async throws(StoreError) -> Report {
        try await read { database in
            let words = try Row.fetchAll(database.cachedStatement(sql: "SELECT id, text FROM word"))
                .reduce(into: [Int64: String]()) { $0[$1[0]] = $1[1] }
            var builder = ReportBuilder(plan, words: words)
            let thanks = try Self.addWaits(to: &builder, words, in: database)
            try Self.addCourses(to: &builder, thanks, in: database)
            try Self.addOpenTickets(to: &builder, in: database)
            builder.add(try Self.products(plan, in: database))
            builder.add(
                feedback: try Int.fetchOne(
                    database.cachedStatement(
                        sql: """
                            SELECT count(*) FROM ticket INDEXED BY ticket_by_kind
                            WHERE kind = ? AND kind_since >= ? AND kind_since < ?
                            """),
                    arguments: [
                        NotificationKind.feedback.rawValue, plan.since.milliseconds, plan.until.milliseconds,
                    ]) ?? 0)
            return builder.report()
        }
    }

    /// Returns the waits that ended because the buyer needs no answer.
    private static func addWaits(
        to builder: inout ReportBuilder, _ words: [Int64: String], in database: Database
    ) throws -> [Int64: ClosedRange<Int64>] {
        let plan = builder.plan
        // A handful: looked through faster than hashed.
        let noReply = words.filter { $0.value.hasPrefix(WaitEnd.How.noReply.rawValue) }.map(\.key)
        var thanks: [Int64: ClosedRange<Int64>] = [:]
        let ended = try Row.fetchCursor(
            database.cachedStatement(
                sql: """
                    SELECT ticket_id, since, ended_at, deadline, is_first, marketplace, how, agent, kind FROM answer
                    WHERE since >= ? AND since < ? ORDER BY since
                    """), arguments: [(plan.since - lookBack).milliseconds, plan.until.milliseconds])
        while let row = try ended.next() {
            let since: Int64 = row[1]
            let end: Int64 = row[2]
            let wait = ReportFacts.Wait(
                ticket: row[0], since: since / 1000, end: end / 1000, deadline: (row[3] as Int64?).map { $0 / 1000 },
                isFirst: row[4], marketplace: row[5], how: row[6], agent: row[7], kind: row[8])
            if let how = wait.how, noReply.contains(how) { thanks[wait.ticket] = since...max(since, end) }
            builder.add(wait)
        }
        let numbers = words.reduce(into: [String: Int64]()) { $0[$1.value] = $1.key }
        let running = try Row.fetchCursor(
            database.cachedStatement(
                sql: """
                    SELECT id, waiting_since, deadline, marketplace, kind,
                        NOT EXISTS (SELECT 1 FROM answer WHERE ticket_id = ticket.id) AS is_first
                    FROM ticket INDEXED BY ticket_by_wait
                    WHERE waiting_since >= ? AND waiting_since < ? AND merged_into IS NULL
                    """), arguments: [plan.since.milliseconds, plan.until.milliseconds])
        while let row = try running.next() {
            guard let marketplace = numbers[row["marketplace"]] else { continue }
            builder.add(
                ReportFacts.Wait(
                    ticket: row["id"], since: row.time("waiting_since").seconds,
                    deadline: row.optionalTime("deadline")?.seconds, isFirst: row["is_first"],
                    marketplace: marketplace, kind: (row["kind"] as String?).flatMap { numbers[$0] }))
        }
        return thanks
    }

    private static func addCourses(
        to builder: inout ReportBuilder, _ thanks: [Int64: ClosedRange<Int64>], in database: Database
    ) throws {
        let plan = builder.plan
        let contentFor = plan.contentFor.milliseconds
        let courses = try Row.fetchCursor(
            database.cachedStatement(
                sql: """
                    SELECT ticket_id, marketplace, buyer, asked_at, answered_at, answered_again_at, asked_again_at FROM course
                    WHERE asked_at >= ? AND asked_at < ?
                    """), arguments: [(plan.since - lookBack).milliseconds, plan.until.milliseconds])
        while let row = try courses.next() {
            let answered = row[4] as Int64?
            var isAskedAgain = false
            if let answered, let again = row[6] as Int64? {
                let isThanks = thanks[row[0]]?.contains(again) ?? false
                isAskedAgain = !isThanks && again <= answered + contentFor
            }
            builder.add(
                ReportFacts.Course(
                    marketplace: row[1], buyer: row[2], asked: (row[3] as Int64) / 1000,
                    answered: answered.map { $0 / 1000 }, isAnsweredAgain: row[5] as Int64? != nil,
                    isAskedAgain: isAskedAgain))
        }
    }

    private static func addOpenTickets(to builder: inout ReportBuilder, in database: Database) throws {
        func fact(_ row: Row, since: Timestamp) -> ReportFacts.Open {
            ReportFacts.Open(
                ticket: TicketID(row["id"]), marketplace: MarketplaceName(row["marketplace"]),
                order: (row["order_number"] as String?).map { OrderNumber($0) }, since: since,
                deadline: row.optionalTime("deadline"))
        }
        let open = try Row.fetchCursor(
            database.cachedStatement(
                sql: """
                    SELECT id, marketplace, order_number, coalesce(waiting_since, created_at) AS since, deadline
                    FROM ticket INDEXED BY ticket_by_state WHERE state = 'open' AND merged_into IS NULL
                    """))
        while let row = try open.next() { builder.add(fact(row, since: row.time("since"))) }
        let incidents = try Row.fetchCursor(
            database,
            sql: """
                SELECT id, marketplace, order_number, coalesce(kind_since, created_at) AS since, deadline
                FROM ticket INDEXED BY ticket_unsettled WHERE \(isUnsettledClaim)
                """)
        while let row = try incidents.next() { builder.add(incident: fact(row, since: row.time("since"))) }
    }

    /// What most tickets of the period were about.
    private static func products(_ plan: ReportPlan, in database: Database) throws -> [ReportFacts.Product] {
        var counts: [Int64: Int] = [:]
        let items = try Int64.fetchCursor(
            database.cachedStatement(sql: "SELECT product_id FROM ticket_item WHERE at >= ? AND at < ?"),
            arguments: [plan.since.milliseconds, plan.until.milliseconds])
        while let product = try items.next() { counts[product, default: 0] += 1 }
        let busiest = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(plan.longestList)
        return try busiest.compactMap { id, count in
            try Row.fetchOne(
                database.cachedStatement(sql: "SELECT title, sku FROM product WHERE id = ?"), arguments: [id]
            ).map {
                ReportFacts.Product(title: $0["title"], sku: $0["sku"], tickets: count)
            }
        }
    }
}
