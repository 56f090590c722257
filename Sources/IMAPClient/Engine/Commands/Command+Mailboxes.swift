public import Domain

extension Command {
    /// SELECT, or EXAMINE if `readOnly`.
    public static func select(_ mailbox: MailboxName, readOnly: Bool = false) -> Command {
        Command(readOnly ? "EXAMINE" : "SELECT", [.string(mailbox.bytes)])
    }

    public static func create(_ mailbox: MailboxName) -> Command { Command("CREATE", [.string(mailbox.bytes)]) }
    public static func delete(_ mailbox: MailboxName) -> Command { Command("DELETE", [.string(mailbox.bytes)]) }
    public static func subscribe(_ mailbox: MailboxName) -> Command { Command("SUBSCRIBE", [.string(mailbox.bytes)]) }

    /// `items` as RFC 9051 §6.3.11 names them.
    public static func status(_ mailbox: MailboxName, _ items: [String]) -> Command {
        Command("STATUS", [.string(mailbox.bytes), .text("(\(items.joined(separator: " ")))")])
    }

    /// All folders, with their roles where `specialUse` (RFC 6154 §2).
    public static func list(specialUse: Bool) -> Command {
        Command("LIST", [.string([]), .string(Array("*".utf8))] + (specialUse ? [.text("RETURN (SPECIAL-USE)")] : []))
    }

    /// One folder, if it exists. `*` and `%` in its name are patterns, so that others may be listed too.
    public static func list(named mailbox: MailboxName) -> Command {
        Command("LIST", [.string([]), .string(mailbox.bytes)])
    }

    /// Gmail's forerunner of SPECIAL-USE.
    public static let extendedList = Command("XLIST", [.string([]), .string(Array("*".utf8))])

    /// Tells the hierarchy separator and nothing else (RFC 9051 §6.3.9).
    public static let separator = Command("LIST", [.string([]), .string([])])

    /// RFC 9051 §6.3.12.
    public static func append(_ message: [UInt8], to mailbox: MailboxName, flags: [Flag], date: Timestamp?) -> Command {
        var pieces: [Piece] = [.string(mailbox.bytes)]
        if !flags.isEmpty { pieces.append(.text(list(flags))) }
        if let date { pieces.append(.text("\"\(InternalDate(date))\"")) }
        return Command("APPEND", pieces + [.literal(message)])
    }

    static func list(_ flags: [Flag]) -> String { "(\(flags.map(\.name).joined(separator: " ")))" }
}
