/// How a private Dovecot names folders.
public struct DovecotLayout: Sendable, Hashable {
    /// One character between the levels of a name.
    public var separator: String
    /// What every name but INBOX starts with, with a separator at its end; may be empty.
    public var prefix: String

    public init(separator: String, prefix: String) {
        self.separator = separator
        self.prefix = prefix
    }

    public static let plain = DovecotLayout(separator: "/", prefix: "")
    /// As Courier: all folders are below the inbox.
    public static let belowInbox = DovecotLayout(separator: ".", prefix: "INBOX.")
    /// As servers whose users have other files beside their mails.
    public static let belowMail = DovecotLayout(separator: "/", prefix: "Mail/")
}
