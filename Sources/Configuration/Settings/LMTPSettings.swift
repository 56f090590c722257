public import Domain

/// `[lmtp]`: where a mail server on this machine hands mails over.
public struct LMTPSettings: Sendable, Hashable {
    public enum Place: Sendable, Hashable {
        /// Absolute path of a Unix socket.
        case path(String)
        /// A loopback address.
        case port(host: String, port: Int)
    }

    public var place: Place
    /// Rights of the Unix socket, as in chmod(2).
    public var mode: UInt32
    /// Of the Unix socket; nil = the service's own.
    public var group: String?
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
