/// Header fields of the bridge's own mails. On intake the whole name space is stripped before anything reads it.
public enum BridgeHeader {
    /// Every own field begins with this; names compare without case.
    public static let prefix = "X-Mailbridge-"
    /// Which installation wrote the mail.
    public static let instance = "X-Mailbridge-Instance"
    /// Number of the ticket, for filters in mail clients.
    public static let ticket = "X-Mailbridge-Ticket"
    /// What the mail is: `ticket`, `receipt`, `hold`, `reminder`, `notice`.
    public static let kind = "X-Mailbridge-Kind"
    public static let marketplace = "X-Mailbridge-Marketplace"
    public static let order = "X-Mailbridge-Order"
    /// Until when the marketplace waits.
    public static let deadline = "X-Mailbridge-Deadline"

    /// On every own mail: ask others' machines to stay quiet (RFC 3834 §5, MS-OXCMAIL 2.1.3.2.20).
    public static let silence: [(name: String, value: String)] = [
        ("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All"),
    ]

    /// Whether `name` belongs to the own name space.
    public static func isOwn(_ name: String) -> Bool { name.lowercased().hasPrefix("x-mailbridge-") }
}
