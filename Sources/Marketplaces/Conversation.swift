public import Domain

/// What is known of a conversation before it has been read: taken from a notification or from a ticket.
public struct ConversationKeys: Sendable, Hashable {
    public var thread: ThreadID?
    public var order: OrderNumber?
    /// When the notification was written; chooses between several threads of one order.
    public var notifiedAt: Timestamp?

    public init(thread: ThreadID? = nil, order: OrderNumber? = nil, notifiedAt: Timestamp? = nil) {
        self.thread = thread
        self.order = order
        self.notifiedAt = notifiedAt
    }
}

/// One conversation as the marketplace shows it now.
public struct Conversation: Sendable, Hashable {
    public var thread: ThreadID
    public var order: OrderNumber?
    /// Subject or topic in the marketplace's words.
    public var topic: String?
    public var buyerName: String?
    /// BCP 47 if known.
    public var buyerLanguage: String?
    /// Oldest first.
    public var messages: [ConversationMessage]
    /// Since when the marketplace waits for the seller, by its own clock; nil = no answer owed, or not stated
    /// (``statesReplyNeeded`` tells which).
    public var replyNeededSince: Timestamp?
    /// Whether the marketplace itself says if an answer is owed.
    public var statesReplyNeeded: Bool
    public var isClosed: Bool

    public init(
        thread: ThreadID, order: OrderNumber? = nil, topic: String? = nil, buyerName: String? = nil,
        buyerLanguage: String? = nil, messages: [ConversationMessage] = [], replyNeededSince: Timestamp? = nil,
        statesReplyNeeded: Bool = false, isClosed: Bool = false
    ) {
        self.thread = thread
        self.order = order
        self.topic = topic
        self.buyerName = buyerName
        self.buyerLanguage = buyerLanguage
        self.messages = messages
        self.replyNeededSince = replyNeededSince
        self.statesReplyNeeded = statesReplyNeeded
        self.isClosed = isClosed
    }
}

/// One message of a conversation.
public struct ConversationMessage: Sendable, Hashable {
    public var id: RemoteMessageID
    public var role: AuthorRole
    public var authorName: String?
    /// Plain text: markup of the marketplace is already turned into lines.
    public var text: String
    /// The marketplace's time.
    public var createdAt: Timestamp
    public var attachments: [AttachmentReference]

    public init(
        id: RemoteMessageID, role: AuthorRole, authorName: String? = nil, text: String, createdAt: Timestamp,
        attachments: [AttachmentReference] = []
    ) {
        self.id = id
        self.role = role
        self.authorName = authorName
        self.text = text
        self.createdAt = createdAt
        self.attachments = attachments
    }
}

/// An attachment that has not been downloaded yet.
public struct AttachmentReference: Sendable, Hashable {
    /// What the connector needs to fetch it: an id or an address.
    public var handle: String
    public var name: String
    /// Bytes, if the marketplace says.
    public var size: Int?

    public init(handle: String, name: String, size: Int? = nil) {
        self.handle = handle
        self.name = name
        self.size = size
    }
}
