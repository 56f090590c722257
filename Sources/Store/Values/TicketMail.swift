public import Domain

/// A mail that the bridge writes into the agents' mailbox, before and after it got there.
public struct TicketMail: Sendable, Hashable {
    public enum Kind: String, Sendable {
        /// Brings a message of the buyer or operator.
        case message
        /// The answer stands at the marketplace.
        case receipt
        /// The answer did not get there.
        case failure
        /// The bridge asks what the agent meant.
        case question
        case notice
        /// Brings back a ticket that was put aside. It is gone if another takes its place, or if nobody waits any more and
        /// it was not wished for together with an answer.
        case reminder
    }

    public enum State: String, Sendable {
        case pending
        /// Committed before APPEND: after a crash the folder is searched before it is repeated.
        case appending
        case appended
    }

    public var id: Int64
    public var ticket: TicketID
    public var message: Int64?
    public var outbox: Int64?
    public var kind: Kind
    /// Without angle brackets.
    public var messageID: String
    /// Name of the `[[mailbox]]` whose account gets it.
    public var mailbox: String
    public var folder: String
    /// Keywords that the mail gets in the folder (RFC 9051 §2.3.2).
    public var keywords: [String]
    /// What was sent, for telling the agent's words from ours.
    public var text: String
    public var html: String?
    /// The whole mail; nil once it is in the folder.
    public var raw: [UInt8]?
    public var state: State
    /// True if an earlier attempt to append ended without an answer.
    public var isInDoubt: Bool
    public var attempts: Int
    public var uidValidity: UInt32?
    public var uid: UInt32?
    public var createdAt: Timestamp
    /// A receipt that is written only where a keyword on the answered mail cannot say the same.
    public var isQuiet = false
}

/// A mail to put into the agents' mailbox.
public struct NewTicketMail: Sendable {
    public var ticket: TicketID
    public var outbox: Int64?
    public var kind: TicketMail.Kind
    public var messageID: String
    public var mailbox: String
    public var folder: String
    public var keywords: [String]
    public var text: String
    public var html: String?
    public var raw: [UInt8]
    /// When it is written into the folder; nil = at once.
    public var notBefore: Timestamp?
    /// As in ``TicketMail``.
    public var isQuiet = false
    /// Addresses of agents who get the same mail by SMTP.
    public var copies: [String] = []

    public init(
        ticket: TicketID, outbox: Int64? = nil, kind: TicketMail.Kind, messageID: String, mailbox: String,
        folder: String, keywords: [String] = [], text: String, html: String?, raw: [UInt8]
    ) {
        self.ticket = ticket
        self.outbox = outbox
        self.kind = kind
        self.messageID = messageID
        self.mailbox = mailbox
        self.folder = folder
        self.keywords = keywords
        self.text = text
        self.html = html
        self.raw = raw
    }
}

/// Where a ticket mail lies from now on; nil where the server did not say.
public struct AppendedMail: Sendable {
    /// As in ``TicketMail``.
    public var id: Int64
    public var uidValidity: UInt32?
    public var uid: UInt32?

    public init(_ id: Int64, uidValidity: UInt32? = nil, uid: UInt32? = nil) {
        self.id = id
        self.uidValidity = uidValidity
        self.uid = uid
    }
}
