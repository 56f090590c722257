public import GRDB
import Synchronization
import Testing

/// Looks over the shoulder of a store, and fails the tests if a statement of the running service reads a table from end to
/// end that grows with every ticket, mail or answer. In tests' stores of a few rows nobody would notice; one of a million
/// would stand still.
public final class PlanWatch: Sendable {
    private static let growing: Set<String> = [
        "ticket", "ticket_token", "ticket_thread", "ticket_tag", "ticket_item", "message", "outbox",
        "outbox_attachment",
        "ticket_mail", "outcome", "journal", "answer", "course", "reading", "erased_message", "money_request",
    ]

    /// Words of statements that may: somebody asked for all there is, or SQLite stops early.
    private static let exceptions = [
        // `audit`, at night or by hand.
        " AS detail FROM ", "SELECT count(*) FROM ticket", "SELECT kind, count(*) FROM outcome GROUP BY 1",
        "SELECT state, count(*) FROM outbox GROUP BY 1",
        // `erase` and `export` for an address: wherever it is written.
        "instr(lower(",
        // The newest first, a page of them.
        "FROM journal WHERE true ORDER BY id DESC LIMIT ?", "FROM journal ORDER BY id DESC LIMIT ?",
        "INDEXED BY ticket_by_activity WHERE ticket.merged_into IS NULL ORDER BY",
        "INDEXED BY ticket_by_marketplace WHERE ticket.merged_into IS NULL AND ticket.marketplace = ? ORDER BY",
        // Looks for children without a parent, which SQLite leaves out as long as no constraint is broken.
        "INSERT INTO ticket (",
    ]

    /// Statements are the same in all stores: each is looked at once.
    private static let seen = Mutex<Set<String>>([])

    private let path: String
    private let isOn = Mutex(false)

    /// - Parameter path: of the store.
    public init(path: String) { self.path = path }

    /// From now on; what came before set the tables up.
    public func begin() { isOn.withLock { $0 = true } }

    /// Listens to a connection of the store.
    public func watch(_ database: Database) {
        database.trace(options: .statement) { [self] event in
            guard case .statement(let statement) = event else { return }
            look(at: statement.sql)
        }
    }

    private func look(at statement: String) {
        guard isOn.withLock({ $0 }) else { return }
        let sql = statement.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard ["SELECT", "UPDATE", "DELETE", "INSERT", "WITH"].contains(String(sql.prefix { $0 != " " })),
            Self.seen.withLock({ $0.insert(sql).inserted }), !Self.exceptions.contains(where: { sql.contains($0) })
        else { return }
        do {
            for step in try longSteps(of: statement) { Issue.record("a long way: \(step)\n\(sql)") }
        } catch {
            Issue.record("no plan of \(sql): \(error)")
        }
    }

    private func longSteps(of statement: String) throws -> [String] {
        try DatabaseQueue(path: path).read { database in
            let partial = try String.fetchSet(
                database, sql: "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '%WHERE%'")
            let plan = try database.makeStatement(sql: "EXPLAIN QUERY PLAN \(statement)")
            plan.setUncheckedArguments([])
            let names = Self.growing.union(Self.aliases(in: statement))
            return try Row.fetchAll(plan).map { $0["detail"] as String }.filter { Self.isLong($0, of: names, partial) }
        }
    }

    /// Other names that a statement gives growing tables: plans have those.
    private static func aliases(in statement: String) -> [String] {
        let words = statement.split { !$0.isLetter && $0 != "_" }.map(String.init)
        return words.indices.dropLast(2).filter { growing.contains(words[$0]) }
            .map { words[$0 + 1] == "AS" ? words[$0 + 2] : words[$0 + 1] }
    }

    /// `partial`: indexes that hold some rows only.
    private static func isLong(_ step: String, of names: Set<String>, _ partial: Set<String>) -> Bool {
        // Nearly every ticket, where a seller has one marketplace.
        if step.contains("ticket_by_marketplace (marketplace=?)") { return true }
        let words = step.split(separator: " ").map(String.init)
        guard words.count > 1, words[0] == "SCAN", names.contains(words[1]) else { return false }
        let index = words.firstIndex(of: "INDEX").map { words[$0 + 1] }
        return index.map { partial.contains($0) } != true
    }
}
