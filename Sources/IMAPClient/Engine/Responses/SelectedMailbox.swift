/// What SELECT or EXAMINE told about a folder (RFC 9051 §6.3.2).
public struct SelectedMailbox: Sendable, Equatable {
    public let name: MailboxName
    public let uidValidity: UIDValidity
    /// Asked from the server by other means where SELECT did not tell.
    public let uidNext: UID
    /// ``uidNext`` is the server's own word.
    public let tellsNext: Bool
    /// The number of messages now.
    public let exists: UInt32
    /// Flags that are kept; nil if the server did not say, which means all of the folder's.
    public let permanentFlags: [Flag]?
    /// The folder takes keywords that it has not seen before.
    public let allowsNewKeywords: Bool
    public let isReadOnly: Bool
    /// UIDs do not outlive the session (RFC 4315 §3): tell mails by Message-ID.
    public let hasStickyUIDs: Bool
    /// RFC 7162; nil without CONDSTORE.
    public let highestModSequence: UInt64?

    /// Whether a STORE of `flag` will last.
    public func keeps(_ flag: Flag) -> Bool {
        if isReadOnly { return false }
        guard let permanentFlags else { return true }
        return permanentFlags.contains(flag) || (allowsNewKeywords && flag.isKeyword)
    }
}
