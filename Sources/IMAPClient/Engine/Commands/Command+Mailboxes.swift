extension Command {
    /// What SELECT is to tell beside the folder's figures.
    public enum SelectParameter: Sendable, Equatable {
        /// The modification sequence (RFC 7162 §3.1.8).
        case condstore
        /// All that changed since (RFC 7162 §3.2.5); only after `ENABLE QRESYNC`.
        case changes(since: SyncPosition)
    }

    /// SELECT, or EXAMINE if `readOnly`.
    public static func select(
        _ mailbox: MailboxName, readOnly: Bool = false, _ parameter: SelectParameter? = nil
    ) -> Command {
        let extra: [Piece] =
            switch parameter {
            case nil: []
            case .condstore: [.text("(CONDSTORE)")]
            case .changes(let position): [.text("(QRESYNC (\(position.uidValidity) \(position.modSequence)))")]
            }
        return Command(readOnly ? "EXAMINE" : "SELECT", [.mailbox(mailbox)] + extra)
    }

    public static func create(_ mailbox: MailboxName) -> Command { Command("CREATE", [.mailbox(mailbox)]) }
    public static func delete(_ mailbox: MailboxName) -> Command { Command("DELETE", [.mailbox(mailbox)]) }
    public static func subscribe(_ mailbox: MailboxName) -> Command { Command("SUBSCRIBE", [.mailbox(mailbox)]) }

    /// `items` as RFC 9051 §6.3.11 names them.
    public static func status(_ mailbox: MailboxName, _ items: [String]) -> Command {
        Command("STATUS", [.mailbox(mailbox), .text("(\(items.joined(separator: " ")))")])
    }

    /// All folders, with their roles where `specialUse` (RFC 6154 §2).
    public static func list(specialUse: Bool) -> Command {
        Command("LIST", [.string([]), .string(Array("*".utf8))] + (specialUse ? [.text("RETURN (SPECIAL-USE)")] : []))
    }

    /// One folder, if it exists. `*` and `%` in its name are patterns, so that others may be listed too.
    public static func list(named mailbox: MailboxName) -> Command {
        Command("LIST", [.string([]), .mailbox(mailbox)])
    }

    /// The figures of several folders with one command (RFC 5819, with the several patterns of RFC 5258). `*` and `%` in
    /// their names are patterns.
    public static func list(statusOf mailboxes: [MailboxName], _ items: [String]) -> Command {
        Command(
            "LIST",
            [
                .string([]), .mailboxes(mailboxes), .text("RETURN (STATUS (\(items.joined(separator: " "))))"),
            ])
    }

    /// Gmail's forerunner of SPECIAL-USE.
    public static let extendedList = Command("XLIST", [.string([]), .string(Array("*".utf8))])

    /// Tells the hierarchy separator and nothing else (RFC 9051 §6.3.9).
    public static let separator = Command("LIST", [.string([]), .string([])])

    /// RFC 9051 §6.3.12; of more than one mail: MULTIAPPEND (RFC 3502).
    public static func append(_ mails: [OutgoingMail], to mailbox: MailboxName) -> Command {
        var pieces: [Piece] = [.mailbox(mailbox)]
        for mail in mails {
            if !mail.flags.isEmpty { pieces.append(.text(list(mail.flags))) }
            if let date = mail.date { pieces.append(.text("\"\(InternalDate(date))\"")) }
            pieces.append(.literal(mail.bytes))
        }
        return Command("APPEND", pieces)
    }

    /// RFC 9208 §4.1.2.
    public static func quotaRoot(of mailbox: MailboxName) -> Command { Command("GETQUOTAROOT", [.mailbox(mailbox)]) }

    /// RFC 5465 §3: from now on news of these folders are announced at any time, by STATUS where they are not open.
    public static func notify(_ mailboxes: [MailboxName]) -> Command {
        Command(
            "NOTIFY",
            [
                .text("SET (SELECTED (MessageNew (UID) MessageExpunge)) (MAILBOXES"), .mailboxes(mailboxes),
                .text("(MessageNew MessageExpunge))"),
            ])
    }

    static func list(_ flags: [Flag]) -> String { "(\(flags.map(\.name).joined(separator: " ")))" }
}
