import Bridge
import Domain
import FoundationEssentials
import Glibc
import Marketplaces
import Store

/// Who runs this command, for the journal: the user whose rights it has, and the one who logged in (audit login uid), which
/// sudo and su leave as it is.
enum Caller {
    static let text: String = {
        let acting = getuid()
        guard let login, login != acting else { return name(of: acting) }
        return "\(name(of: login)) as \(name(of: acting))"
    }()

    /// Nil where nobody logged in, such as in a timer, or where the kernel keeps no account of it.
    private static var login: uid_t? {
        guard let text = try? String(contentsOfFile: "/proc/self/loginuid", encoding: .utf8),
            let uid = uid_t(text.prefix { $0.isNumber }), uid != uid_t.max
        else { return nil }
        return uid
    }

    private static func name(of uid: uid_t) -> String {
        guard let entry = getpwuid(uid) else { return "uid \(uid)" }
        return "\(String(cString: entry.pointee.pw_name)) (\(uid))"
    }
}

extension TicketStore {
    /// Writes down that somebody is about to see what buyers or agents wrote.
    func noteView(_ command: String, ticket: TicketID? = nil, outbox: Int64? = nil) async throws {
        try await record(
            JournalEntry(
                at: systemTime(), event: Event.dataViewed.rawValue, ticket: ticket, outbox: outbox, detail: command,
                user: Caller.text))
    }
}
