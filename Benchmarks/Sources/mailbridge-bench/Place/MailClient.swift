import Synchronization
import LocalServers

/// A second mail client on the mailbox: just enough IMAP of its own (RFC 9051) that the bridge does not judge itself.
///
/// Every call blocks its thread.
final class MailClient: Sendable {
    struct Mail: Sendable {
        var uid: UInt32
        var bytes: [UInt8]
    }

    struct Status: Sendable, Equatable {
        var messages = 0
        var uidNext = 1
    }

    private let line: Mutex<IMAPLine>

    init(port: UInt16, user: String, password: String) throws {
        var line = try IMAPLine(port: port)
        try line.command("LOGIN \"\(user)\" \"\(password)\"")
        self.line = Mutex(line)
    }

    /// What a folder holds; zero of everything for a folder that is not there.
    func status(_ folder: String) throws -> Status {
        try line.withLock { line in
            let answer = try line.exchange("STATUS \"\(folder)\" (MESSAGES UIDNEXT)")
            guard answer.isOK, let words = answer.lines.first(where: { $0.text.hasPrefix("* STATUS") })?.words else {
                return Status()
            }
            return Status(
                messages: words.number(after: "MESSAGES") ?? 0, uidNext: words.number(after: "UIDNEXT") ?? 1)
        }
    }

    func folders(below root: String) throws -> [String] {
        try line.withLock { line in
            try line.command("LIST \"\" \"\(root)/*\"").compactMap { item in
                guard item.text.hasPrefix("* LIST"), !item.text.contains("\\NonExistent") else { return nil }
                return item.text.split(separator: " ").last?.filter { $0 != "\"" }
            }
        }
    }

    /// All mails from this UID on.
    func mails(in folder: String, from uid: UInt32 = 1) throws -> [Mail] {
        try line.withLock { line in
            try line.command("EXAMINE \"\(folder)\"")
            let items = try line.command("UID FETCH \(uid):* (BODY.PEEK[])")
            // STATUS of an open folder tells what this connection knows, not what is there.
            try line.command("UNSELECT")
            return items.compactMap { item in
                guard let bytes = item.literals.first, let found = item.words.number(after: "UID"), found >= uid else {
                    return nil
                }
                return Mail(uid: UInt32(found), bytes: bytes)
            }
        }
    }

    /// Opens the folder and idles; the folder's mails are counted from here on.
    func startIdling(in folder: String) throws {
        try line.withLock { line in
            try line.command("EXAMINE \"\(folder)\"")
            try line.startIdling()
        }
    }

    /// The time at which the idling client hears of a new mail.
    func waitForAnnouncement() throws -> Double {
        try line.withLock { line in
            while true {
                let text = try line.next().text
                if text.hasPrefix("* BYE") { throw BenchError("the mail server said \(text)") }
                if text.hasSuffix(" EXISTS") { return wallTime() }
            }
        }
    }

    func create(_ folder: String) throws { try line.withLock { _ = try $0.exchange("CREATE \"\(folder)\"") } }

    /// All with one command (RFC 3502), none of which waits for the server (RFC 7888).
    func append(_ mails: some Sequence<[UInt8]>, to folder: String) throws {
        try line.withLock { line in
            var text = Array("APPEND \"\(folder)\"".utf8)
            for mail in mails { text += Array(" {\(mail.count)+}\r\n".utf8) + mail }
            try line.command(text)
        }
    }

    func stopIdling() throws { try line.withLock { try $0.stopIdling() } }
}
