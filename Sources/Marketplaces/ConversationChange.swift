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
