public import Domain

/// One answer on its way to a marketplace.
public struct Post: Sendable {
    public var thread: ThreadID?
    public var order: OrderNumber?
    /// Plain text, LF line ends, NFC; exactly what the buyer shall read.
    public var text: String
    public var attachments: [Attachment]
    public var recipients: Recipients
    /// The message that the agent answered; decides who reads an answer with ``Recipients/automatic``. Who wrote
    /// meanwhile must not.
    public var answering: RemoteMessageID?
    /// What a new conversation about ``order`` is to be about; nil for an answer in one that exists.
    public var opening: Opening?
    /// Where and how a relay mail answers; nil for marketplaces with a message API.
    public var relay: RelayContext?
    /// When the bridge first committed to sending it; a message of ours that the marketplace dates earlier (less a
    /// margin for clocks) is not this one.
    public var intendedAt: Timestamp
    /// The newest message of the thread that was known before sending.
    public var lastKnown: RemoteMessageID?
    /// Messages of the ticket none of which is the answer that is looked for.
    public var known: Set<RemoteMessageID>
    /// Stable over all attempts of one answer: becomes the Message-ID of a relay mail.
    public var key: String

    public init(
        thread: ThreadID?, order: OrderNumber?, text: String, attachments: [Attachment] = [],
        recipients: Recipients = .automatic, answering: RemoteMessageID? = nil, opening: Opening? = nil,
        relay: RelayContext? = nil, intendedAt: Timestamp,
        lastKnown: RemoteMessageID? = nil, known: Set<RemoteMessageID> = [], key: String
    ) {
        self.thread = thread
        self.order = order
        self.text = text
        self.attachments = attachments
        self.recipients = recipients
        self.answering = answering
        self.opening = opening
        self.relay = relay
        self.intendedAt = intendedAt
        self.lastKnown = lastKnown
        self.known = known
        self.key = key
    }

    /// Who shall read the answer, on marketplaces whose operator takes part.
    public enum Recipients: String, Sendable {
        /// Whoever wrote the message that is answered (``Post/answering``), and the buyer too where the operator wrote it to
        /// both; where that message is not known, whoever wrote last.
        case automatic
        case buyer, `operator`, both
    }

    /// The topic of a new conversation.
    public struct Opening: Sendable, Hashable {
        /// One of ``Connector/reasons(for:)``, or words where the marketplace takes words; nil = the connector's choice.
        public var topic: String?

        public init(topic: String? = nil) { self.topic = topic }
    }

    /// The buyer's mail that a relay mail answers.
    public struct RelayContext: Sendable, Hashable {
        /// The full alias as received, `+case` part included.
        public var address: EmailAddress
        /// Subject of the buyer's mail, unchanged.
        public var subject: String
        /// Message-ID of the buyer's mail, without angle brackets.
        public var messageID: String?
        /// Its References, oldest first, without angle brackets.
        public var references: [String]
        /// The buyer's mail as text, to be quoted below the answer.
        public var quoted: String

        public init(
            address: EmailAddress, subject: String, messageID: String?, references: [String] = [], quoted: String
        ) {
            self.address = address
            self.subject = subject
            self.messageID = messageID
            self.references = references
            self.quoted = quoted
        }
    }
}

/// How one attempt to post ended.
public enum PostResult: Sendable {
    /// The marketplace has it. `id` is nil where the answer names none. `at` is the marketplace's time, else ours. `text` is
    /// the message as it stands there, where that was shown on the way.
    case accepted(id: RemoteMessageID?, at: Timestamp, text: String? = nil)
    /// The marketplace will not take it as it is; `reason` may begin with a ``RefusalCode``, is fit for the agent, and for
    /// logs: without mail addresses.
    case refused(reason: String)
    /// It certainly did not arrive; trying again is safe.
    case notSent(ConnectorError)
    /// Nobody knows: read back before anything else. `reason` begins with a ``DoubtCode`` where one says more.
    case uncertain(reason: String)
}

/// What a look after an unclear post showed.
public enum ReadBack: Sendable {
    /// With the text that stands there.
    case found(id: RemoteMessageID?, at: Timestamp, text: String? = nil)
    case absent
    /// This marketplace cannot be asked; a person has to look.
    case impossible
}
