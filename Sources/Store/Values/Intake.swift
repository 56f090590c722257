public import Domain

/// Everything that one incoming mail changes; it takes effect whole or not at all.
public struct Intake: Sendable {
    public var mail: MailKey
    public var outcome: Outcome
    public var messages: [NewMessage] = []
    /// Mails that belong to no new message: receipts, questions, notices.
    public var ticketMails: [NewTicketMail] = []
    public var ticketUpdate: TicketUpdate?
    public var outbox: NewOutboxEntry?
    /// What asks for money, as it is from now on.
    public var moneyRequest: MoneyRequest?
    /// Changes of entries that are already there (an agent's `ok`, a confirmation by own copy).
    public var outboxChanges: [OutboxChange] = []
    /// The mail, to be kept whole, when the outcome is `quarantined` or `pending`.
    public var raw: [UInt8]?
    /// `raw` is only the beginning of the mail.
    public var isTruncated = false
    public var journal: [JournalEntry] = []
    /// What the ticket's people are told of until someone takes it; nil = nothing.
    public var alarm: NotificationKind?
    /// How an agent's mail was read.
    public var reading: ReplyReading?
    /// What it teaches about the agent's next one.
    public var habit: ReplyHabit?
    /// What the decision was made on; if the ticket changed since, nothing is written.
    public var requires: TicketVersion?

    public init(mail: MailKey, outcome: Outcome) {
        self.mail = mail
        self.outcome = outcome
    }

    /// Whether something may have to be sent now.
    public var changesOutbox: Bool { outbox != nil || moneyRequest != nil || !outboxChanges.isEmpty }
}

/// What a look at a marketplace's list of conversations adds to one ticket; it takes effect whole or not at all.
public struct SweepFinding: Sendable {
    public var ticket: TicketID
    /// What the conversation was compared with.
    public var requires: TicketVersion
    public var messages: [NewMessage]
    public var ticketUpdate: TicketUpdate?
    public var ticketMails: [NewTicketMail] = []
    public var outboxChanges: [OutboxChange] = []
    public var journal: [JournalEntry]

    public init(
        ticket: TicketID, requires: TicketVersion, messages: [NewMessage], ticketUpdate: TicketUpdate?,
        journal: [JournalEntry] = []
    ) {
        self.ticket = ticket
        self.requires = requires
        self.messages = messages
        self.ticketUpdate = ticketUpdate
        self.journal = journal
    }
}

/// One change of an outbox entry, applied only if the entry is still in one of the states that it starts from.
public enum OutboxChange: Sendable {
    /// `held` → `queued`; with `text`, that text goes out instead.
    case release(id: Int64, text: String?, at: Timestamp)
    /// `held` or `queued` → `held`, for another reason.
    case hold(id: Int64, reason: String)
    /// `held` or `queued` → `dropped`.
    case drop(id: Int64, reason: String)
    /// `uncertain`, `sending`, `held` or `queued` → `confirmed`: the marketplace shows it.
    case confirm(id: Int64, remoteID: RemoteMessageID?, at: Timestamp)
    /// `confirmed`, `uncertain` or `held` → `failed`: the marketplace says that it did not arrive.
    case bounce(id: Int64, reason: String)
}

/// What a commit made.
public struct IntakeReceipt: Sendable {
    /// False if this mail already had its final outcome: nothing was changed.
    public var isNew: Bool
    /// The ticket changed since the decision was made: nothing was written, and it has to be made again.
    public var isStale = false
    public var outbox: Int64?
    /// Messages that were really new.
    public var newMessages: Int
}

/// A mail that is stored and not decided yet.
public struct SpooledMail: Sendable {
    public var mail: MailKey
    public var raw: [UInt8]
    public var isTruncated: Bool
    /// When it was first tried.
    public var receivedAt: Timestamp
    public var attempts: Int
}

/// A mail on the server that still has to go to another folder.
public struct PendingMove: Sendable, Hashable {
    public var mail: MailKey
    public var target: String
}

/// A mail that could not be processed or not authenticated, kept whole.
public struct QuarantinedMail: Sendable {
    public var id: Int64
    public var mail: MailKey
    public var reason: String
    public var messageID: String?
    public var at: Timestamp
    public var releasedAt: Timestamp?
    public var size: Int
}

/// One line of the journal: what happened, without buyer data.
public struct JournalEntry: Sendable, Hashable {
    public var at: Timestamp
    /// From the catalogue of event names.
    public var event: String
    public var ticket: TicketID?
    public var outbox: Int64?
    public var detail: String?
    /// Who did it at the command line; nil = the service.
    public var user: String?

    public init(
        at: Timestamp, event: String, ticket: TicketID? = nil, outbox: Int64? = nil, detail: String? = nil,
        user: String? = nil
    ) {
        self.at = at
        self.event = event
        self.ticket = ticket
        self.outbox = outbox
        self.detail = detail
        self.user = user
    }
}

/// One exception from promise 1 or 2.
public struct AuditFinding: Sendable, Hashable {
    /// Fixed name of the rule that does not hold.
    public var rule: String
    public var detail: String

    public init(rule: String, detail: String) {
        self.rule = rule
        self.detail = detail
    }
}
