public import Domain

/// One message of a ticket as the store keeps it.
public struct TicketMessage: Sendable, Hashable {
    /// How the bridge learned of it.
    public enum Source: String, Sendable {
        case api, mail, outbox
        /// It was there, and answered, before the bridge saw the conversation, or a mail stood for it: no ticket mail
        /// brings it.
        case history
    }

    public var id: Int64
    public var ticket: TicketID
    public var remoteID: RemoteMessageID
    public var thread: ThreadID?
    public var role: AuthorRole
    public var authorName: String?
    public var text: String
    public var createdAt: Timestamp
    public var source: Source
    /// How a relay mail answers this message (JSON of the Bridge); nil where answers go by API.
    public var relay: String?
    /// The ticket that it came over from by a merge.
    public var mergedFrom: TicketID?
    /// How many files it carries.
    public var files = 0
    /// An interim answer of ours, which some marketplaces do not count.
    public var isCanned = false
    /// An answer of ours that went out by itself.
    public var isAutomatic = false
}

/// A message to add; skipped without trace if the ticket's marketplace already knows its remote id.
public struct NewMessage: Sendable {
    public var ticket: TicketID
    public var remoteID: RemoteMessageID
    public var thread: ThreadID?
    public var role: AuthorRole
    public var authorName: String?
    public var text: String
    public var createdAt: Timestamp
    public var source: TicketMessage.Source
    public var relay: String?
    public var files = 0
    /// The mail that brings it to the agents; nil for messages that need none.
    public var ticketMail: NewTicketMail?

    public init(
        ticket: TicketID, remoteID: RemoteMessageID, thread: ThreadID?, role: AuthorRole, authorName: String?,
        text: String, createdAt: Timestamp, source: TicketMessage.Source, relay: String? = nil,
        ticketMail: NewTicketMail? = nil
    ) {
        self.ticket = ticket
        self.remoteID = remoteID
        self.thread = thread
        self.role = role
        self.authorName = authorName
        self.text = text
        self.createdAt = createdAt
        self.source = source
        self.relay = relay
        self.ticketMail = ticketMail
    }
}

extension TicketMessage {
    /// As it will stand in its ticket, with a number yet to come.
    public init(_ new: NewMessage) {
        self.init(
            id: 0, ticket: new.ticket, remoteID: new.remoteID, thread: new.thread, role: new.role,
            authorName: new.authorName, text: new.text, createdAt: new.createdAt, source: new.source, relay: new.relay,
            files: new.files)
    }
}
