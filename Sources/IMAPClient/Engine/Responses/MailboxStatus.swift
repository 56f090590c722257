/// The answer to STATUS (RFC 9051 §7.3.4); servers leave out what they like.
public struct MailboxStatus: Sendable, Equatable {
    public let name: MailboxName
    public var messages: UInt32?
    public var uidNext: UID?
    public var uidValidity: UIDValidity?
    public var highestModSequence: UInt64?
    /// Octets of all messages together (IMAP4rev2).
    public var size: UInt64?
    /// The largest mail that APPEND takes here, in octets (RFC 7889 §3.2).
    public var appendLimit: UInt64?
    /// How many items the line had, known or not.
    public var itemCount = 0
}
