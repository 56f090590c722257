public import Domain
public import Store

/// A mail as it came in.
public struct IncomingMail: Sendable {
    public var key: MailKey
    public var bytes: [UInt8]
    /// When the server or the bridge first had it.
    public var receivedAt: Timestamp
    /// When the bridge first looked at it.
    public var firstTriedAt: Timestamp
    /// How often it was tried before.
    public var attempts: Int

    /// Only its beginning was read.
    public var isTruncated: Bool

    public init(
        key: MailKey, bytes: [UInt8], receivedAt: Timestamp, firstTriedAt: Timestamp, attempts: Int = 0,
        isTruncated: Bool = false
    ) {
        self.key = key
        self.bytes = bytes
        self.receivedAt = receivedAt
        self.firstTriedAt = firstTriedAt
        self.attempts = attempts
        self.isTruncated = isTruncated
    }
}
