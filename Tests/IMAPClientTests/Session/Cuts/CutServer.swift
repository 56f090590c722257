import TestSupport

/// The server behind the cutting proxies. It tells only what matters here, so that there is less to cut.
enum CutServer {
    static let shared = Task {
        var users: [String: String] = [:]
        for number in 0...40 {
            for role in ["watch", "append", "move", "hole"] { users["\(role)\(number)"] = "secret" }
        }
        let capability = "IMAP4rev1 LITERAL+ ENABLE IDLE NOTIFY CONDSTORE QRESYNC ESEARCH UIDPLUS MOVE"
        return try await DovecotServer.start(users: users, capability: capability, sessions: 400)
    }
}
