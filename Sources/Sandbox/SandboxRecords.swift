public import Domain

/// A mail that the sandbox wrote or took.
public struct SandboxMail: Sendable {
    public enum Kind: String, Sendable {
        /// A marketplace told the seller about a buyer's message.
        case notification
        /// Amazon's copy of an answer that it relayed.
        case ownCopy
        /// Submitted or sent to an address of the seller's domain.
        case local
        /// Taken by a marketplace's relay for a buyer.
        case relayed
    }

    public var kind: Kind
    public var sender: EmailAddress?
    public var recipient: EmailAddress
    public var received: Timestamp
    /// As delivered, with the fields that the sandbox put on top.
    public var bytes: [UInt8]
    /// ``Kind/relayed``: what the marketplace advises and this mail lacks.
    public var remarks: [String] = []
}

/// How often an operation was called since the start.
public struct SandboxCount: Sendable, Hashable {
    public var place: SandboxFault.Place
    public var operation: String
    /// Carried out, whatever the caller was told.
    public var accepted = 0
    /// Refused for a mistake of the caller.
    public var refused = 0
    /// Met by a ``SandboxFault``; those carried out nevertheless count as accepted, too.
    public var faulted = 0
}
