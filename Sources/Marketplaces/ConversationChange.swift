public import Domain

/// One line of a marketplace's list of conversations, for the sweep that finds what no mail announced.
public struct ConversationChange: Sendable, Hashable {
    public var thread: ThreadID
    public var order: OrderNumber?
    /// The marketplace's time of the newest change; nil where the list names none.
    public var changedAt: Timestamp?
    /// The conversation itself, where the list carries all of it; else it has to be read.
    public var conversation: Conversation?

    public init(
        thread: ThreadID, order: OrderNumber? = nil, changedAt: Timestamp? = nil, conversation: Conversation? = nil
    ) {
        self.thread = thread
        self.order = order
        self.changedAt = changedAt
        self.conversation = conversation
    }
}

/// One part of such a list.
public struct ConversationChanges: Sendable, Hashable {
    /// A conversation may stand in several parts: lists move while they are read.
    public var changes: [ConversationChange]
    /// Where the list goes on, in the connector's own words; nil = it ends here.
    public var next: String?

    public init(_ changes: [ConversationChange], next: String? = nil) {
        self.changes = changes
        self.next = next
    }
}
