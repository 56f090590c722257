extension Command {
    /// `items` as RFC 9051 §6.4.5 names them. Bodies are to be asked for by `BODY.PEEK`, which leaves `\Seen` alone.
    public static func uidFetch(_ uids: UIDSet, _ items: String) -> Command {
        Command("UID FETCH", [.text("\(uids)"), .text("(\(items))")])
    }

    /// Of `uids`, those whose modification sequence is above `modSequence` (RFC 7162 §3.1.4.1).
    public static func uidFetch(_ uids: UIDSet, _ items: String, changedSince modSequence: UInt64) -> Command {
        Command("UID FETCH", [.text("\(uids)"), .text("(\(items))"), .text("(CHANGEDSINCE \(modSequence))")])
    }

    /// `criteria` without foreign text.
    public static func uidSearch(_ criteria: String, extended: Bool = false) -> Command {
        Command("UID SEARCH", (extended ? [.text("RETURN (ALL)")] : []) + [.text(criteria)])
    }

    /// Mails whose header field `name` contains `value`.
    public static func uidSearch(header name: String, contains value: String) -> Command {
        Command("UID SEARCH", [.text("HEADER"), .text(name), .string(Array(value.utf8))])
    }

    public enum FlagChange: String, Sendable { case add = "+FLAGS.SILENT", remove = "-FLAGS.SILENT" }

    public static func uidStore(_ uids: UIDSet, _ change: FlagChange, _ flags: [Flag]) -> Command {
        Command("UID STORE", [.text("\(uids)"), .text(change.rawValue), .text(list(flags))])
    }

    public static func uidCopy(_ uids: UIDSet, to mailbox: MailboxName) -> Command {
        Command("UID COPY", [.text("\(uids)"), .mailbox(mailbox)])
    }

    /// RFC 6851.
    public static func uidMove(_ uids: UIDSet, to mailbox: MailboxName) -> Command {
        Command("UID MOVE", [.text("\(uids)"), .mailbox(mailbox)])
    }

    /// RFC 4315: removes only these, and only if they are `\Deleted`.
    public static func uidExpunge(_ uids: UIDSet) -> Command { Command("UID EXPUNGE", [.text("\(uids)")]) }
}
