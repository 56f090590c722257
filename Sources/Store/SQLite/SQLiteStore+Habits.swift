public import Domain
import GRDB

extension SQLiteStore {
    public func habits(of agent: String) async throws(StoreError) -> [ReplyHabit] {
        try await read { database in
            try Row.values(
                database, sql: "SELECT * FROM reply_habit WHERE agent = ? ORDER BY id DESC LIMIT ?",
                arguments: [agent, Self.habitsRead]
            ) { row in
                ReplyHabit(
                    at: row.time("at"), agent: row["agent"], client: row["client"], method: row["method"],
                    isFormOnly: row["is_form_only"], standing: try row.word("standing"), length: row["length"],
                    tail: (row["tail"] as String).split(separator: " ").compactMap { UInt64($0, radix: 16) })
            }
        }
    }

    /// - Parameter outbox: the answer that the agent may still confirm
    static func insert(_ habit: ReplyHabit, outbox: Int64?, in database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO reply_habit (at, agent, client, method, is_form_only, standing, length, tail, outbox_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            habit.at.milliseconds, habit.agent, habit.client, habit.method, habit.isFormOnly,
            habit.standing.rawValue, habit.length,
            habit.tail.map { String($0, radix: 16) }.joined(separator: " "), outbox,
        ])
        try database.cachedStatement(
            sql: """
                DELETE FROM reply_habit WHERE agent = ?1 AND client = ?2 AND id NOT IN (
                    SELECT id FROM reply_habit WHERE agent = ?1 AND client = ?2 ORDER BY id DESC LIMIT ?3)
                """
        ).execute(arguments: [habit.agent, habit.client, habitsKept])
    }

    /// The agent said `ok` to what was asked.
    static func confirmHabit(outbox: Int64, in database: Database) throws {
        try database.cachedStatement(
            sql: "UPDATE reply_habit SET standing = 'confirmed' WHERE outbox_id = ? AND standing = 'asked'"
        ).execute(arguments: [outbox])
    }

    /// For each agent and client.
    private static let habitsKept = 20
    private static let habitsRead = 200
}
