public import Domain

/// What became of one mail. Each UID that was ever seen has exactly one.
public struct Outcome: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// A new ticket was opened.
        case ticket
        /// A message or remark was added to a ticket.
        case update
        /// Opened a ticket in which nobody waits: the marketplace tells something that is no buyer's message.
        case notice
        case reply
        case command
        /// Left alone; ``Outcome/reason`` names the rule.
        case ignored
        case quarantined
        /// Durably stored, not decided yet; the only kind that changes later.
        case pending
    }

    public var kind: Kind
    /// Name of the rule or cause, in a fixed vocabulary: `not-a-marketplace-mail`, `auto-reply`, `duplicate` …
    public var reason: String
    public var ticket: TicketID?
    /// Message-ID of the mail, without angle brackets.
    public var messageID: String?
    /// SHA-256 over what makes the mail this mail, in hexadecimal.
    public var contentHash: String
    /// Folder that the mail is moved to afterwards; nil = it stays where it lies.
    public var moveTo: String?

    public init(
        _ kind: Kind, reason: String, ticket: TicketID? = nil, messageID: String?, contentHash: String,
        moveTo: String? = nil
    ) {
        self.kind = kind
        self.reason = reason
        self.ticket = ticket
        self.messageID = messageID
        self.contentHash = contentHash
        self.moveTo = moveTo
    }
}
