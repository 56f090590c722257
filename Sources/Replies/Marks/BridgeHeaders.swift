/// Header fields of the bridge's own mails, for mail clients' filters and to know the mails again. Their values are never
/// read back: a reply that arrives with one of them is a loop, and an attached mail with one stays inside.
public enum BridgeHeader {
    /// Every own field begins with this; names compare without case.
    static let prefix = "X-Mailbridge-"
    /// Number of the ticket.
    public static let ticket = "X-Mailbridge-Ticket"
    /// What the mail is: `message`, `receipt`, `failure`, `question`, `notice`.
    public static let kind = "X-Mailbridge-Kind"
    public static let marketplace = "X-Mailbridge-Marketplace"
    public static let order = "X-Mailbridge-Order"

    /// On every own mail: ask others' machines to stay quiet (RFC 3834 §5, MS-OXCMAIL 2.1.3.2.20).
    public static let silence: [(name: String, value: String)] = [
        ("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All"),
    ]

    /// Whether `name` belongs to the own name space.
    static func isOwn(_ name: String) -> Bool { name.lowercased().hasPrefix(prefix.lowercased()) }
}
