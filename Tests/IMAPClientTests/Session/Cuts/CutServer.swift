import TestSupport

/// The servers behind the cutting proxies. They tell only what matters here, so that there is less to cut.
enum CutServer {
    static let shared = Task {
        try await start("IMAP4rev1 LITERAL+ ENABLE IDLE NOTIFY CONDSTORE QRESYNC ESEARCH UIDPLUS MOVE")
    }
    static let withoutMove = Task { try await start("IMAP4rev1 LITERAL+ IDLE UIDPLUS") }

    private static func start(_ capability: String) async throws -> DovecotServer {
        var users: [String: String] = [:]
        for number in 0...40 {
            for role in ["watch", "append", "move", "hole", "several"] { users["\(role)\(number)"] = "secret" }
        }
        return try await DovecotServer.start(users: users, capability: capability, sessions: 400)
    }
}
