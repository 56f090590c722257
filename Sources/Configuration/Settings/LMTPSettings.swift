public import Domain

/// `[lmtp]`: where a mail server on this machine hands mails over.
public struct LMTPSettings: Sendable, Hashable {
    public var place: ListeningPlace
    public var recipients: [EmailAddress]
    /// Whether `local+detail@domain` arrives here too.
    public var subAddressing: Bool
    /// All addresses of these are taken.
    public var domains: [String]
    /// Bytes.
    public var mailLimit: Int
    /// Of one mail.
    public var recipientLimit: Int
    /// At one time.
    public var connections: Int
    public var idleTimeout: Duration
}
