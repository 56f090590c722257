public import Domain

/// One answer, or one action, on its way to a marketplace.
public struct OutboxEntry: Sendable, Hashable {
    public var id: Int64
    public var ticket: TicketID
    /// The same for each copy of one reply; no two entries share it.
    public var replyKey: String
    /// The agent's address.
    public var agent: String
    public var thread: ThreadID?
    /// The answer; for an action, what it does, in words for the agent.
    public var text: String
    public var attachments: [Attachment]
    public var recipients: String
    /// How a relay mail answers (JSON of the Bridge).
    public var relay: String?
    /// What the marketplace shall do beside an answer (JSON of the Bridge); nil for an answer.
    public var task: String?
    /// The marketplace's name for work that it has not finished.
    public var handle: String?
    /// Topic of the conversation that the answer opens, maybe empty; nil for an answer in one that exists.
    public var opening: String?
    public var state: OutboxState
    /// Why it is held, uncertain or failed, in a fixed vocabulary or the marketplace's words.
    public var reason: String?
    public var attempts: Int
    /// Looks since the outcome became unclear.
    public var readBacks: Int
    public var nextAttempt: Timestamp
    /// When it was first committed to be sent.
    public var intendedAt: Timestamp?
    /// Since when nobody knows whether it arrived; nil unless uncertain.
    public var uncertainSince: Timestamp?
    /// Since when it could not be looked for; nil unless the last look failed.
    public var unseenSince: Timestamp?
    /// When it last was in doubt whether it arrived; nil = never.
    public var doubtedAt: Timestamp?
    /// When a person last wanted it sent: released or retried it.
    public var resumedAt: Timestamp?
    /// The message that the agent answered: decides who reads the answer.
    public var answering: RemoteMessageID?
    public var lastKnown: RemoteMessageID?
    public var remoteID: RemoteMessageID?
    public var remoteAt: Timestamp?
    /// Message-ID of the agent's mail, so that receipts join its thread.
    public var replyMessageID: String?
    /// Message-ID of the ticket mail that was answered; it gets `\Answered`.
    public var answeredMessageID: String?
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    /// An interim answer, which some marketplaces do not count.
    public var isCanned = false
    /// Sent by itself, not by an agent.
    public var isAutomatic = false
    /// The conversation is to be closed once the answer stands there.
    public var closes = false

    /// ``reason`` of an entry that is held since nobody knows whether it arrived.
    public static let outcomeUnknown = "outcome-unknown"
}

/// An answer to put into the outbox.
public struct NewOutboxEntry: Sendable {
    public var ticket: TicketID
    public var replyKey: String
    public var agent: String
    public var thread: ThreadID?
    public var text: String
    public var attachments: [Attachment]
    public var recipients: String
    public var relay: String?
    public var task: String?
    public var opening: String?
    /// `held` or `queued`.
    public var state: OutboxState
    public var reason: String?
    public var notBefore: Timestamp
    public var answering: RemoteMessageID?
    public var lastKnown: RemoteMessageID?
    public var replyMessageID: String?
    public var answeredMessageID: String?
    /// An interim answer, which some marketplaces do not count.
    public var isCanned = false
    /// Sent by itself, not by an agent.
    public var isAutomatic = false
    /// The conversation is to be closed once the answer stands there.
    public var closes = false
    /// Since when it may stand at the marketplace although this store knows nothing of it.
    public var doubtedAt: Timestamp?

    public init(
        ticket: TicketID, replyKey: String, agent: String, thread: ThreadID?, text: String,
        attachments: [Attachment] = [], recipients: String, relay: String? = nil, task: String? = nil,
        opening: String? = nil,
        state: OutboxState, reason: String? = nil, notBefore: Timestamp, answering: RemoteMessageID? = nil,
        lastKnown: RemoteMessageID? = nil, replyMessageID: String?,
        answeredMessageID: String?
    ) {
        self.ticket = ticket
        self.replyKey = replyKey
        self.agent = agent
        self.thread = thread
        self.text = text
        self.attachments = attachments
        self.recipients = recipients
        self.relay = relay
        self.task = task
        self.opening = opening
        self.state = state
        self.reason = reason
        self.notBefore = notBefore
        self.answering = answering
        self.lastKnown = lastKnown
        self.replyMessageID = replyMessageID
        self.answeredMessageID = answeredMessageID
    }
}
