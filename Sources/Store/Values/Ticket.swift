public import Domain

/// The conversation about one order at one marketplace; without an order number, about one thread or case.
public struct Ticket: Sendable, Hashable {
    public var id: TicketID
    public var marketplace: MarketplaceName
    public var order: OrderNumber?
    /// The thread that was active last.
    public var thread: ThreadID?
    public var state: TicketState
    public var subject: String?
    public var buyerName: String?
    public var buyerLanguage: String?
    /// 26 characters of lower-case base 32: proves that a reply belongs here.
    public var token: String
    public var tokenIssuedAt: Timestamp
    /// The first token: it names the thread of the ticket's mails, and proves nothing once it has expired.
    public var root: String
    /// Start of the running wait: the oldest unanswered buyer message; nil = no answer owed.
    public var waitingSince: Timestamp?
    public var deadline: Timestamp?
    /// Whether the marketplace named the deadline itself; it holds as long as the wait.
    public var isExplicitDeadline = false
    public var folder: String?
    public var owner: String?
    /// The ticket that this one was made part of by hand; whatever comes for it belongs there.
    public var mergedInto: TicketID?
    /// The ticket that a thread was taken from by hand to be this one.
    public var splitFrom: TicketID?
    /// Name of the clock that counts instead of the marketplace's.
    public var clock: String?
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    /// What it is about: that of the last notification that was more than news of the conversation.
    public var kind: NotificationKind?
    public var kindSince: Timestamp?
    /// Of the routes that it met, without repetition.
    public var tags: [String] = []
    /// When everything that tells of buyer and order was taken out of it.
    public var erasedAt: Timestamp?
    /// Since when a legal hold keeps it from being erased.
    public var heldSince: Timestamp?

    /// Message-ID of the first mail of the conversation in the agents' client, without angle brackets.
    public func rootMessageID(domain: String) -> String { "mb-\(root).0@\(domain)" }
}

/// What shall change in a ticket; nil fields stay as they are.
public struct TicketUpdate: Sendable {
    public var state: TicketState?
    public var thread: ThreadID?
    public var subject: String?
    public var buyerName: String?
    public var buyerLanguage: String?
    /// `.some(nil)` ends the wait.
    public var waitingSince: Timestamp??
    public var deadline: Timestamp??
    public var folder: String?
    public var owner: String?
    /// Who takes what the ticket's alarm is about; closing takes it too.
    public var takenBy: String?
    public var kind: NotificationKind?
    /// Added to those that it has; words without blanks.
    public var tags: [String] = []
    /// Things of its order, added to those that are known.
    public var items: [TicketItem] = []
    /// How the wait ended that ``waitingSince`` ends; nil = as the conversation shows.
    public var ending: WaitEnd?
    /// What routes decided; `.some(nil)` takes a clock away.
    public var clock: String??
    public var routing: Routing?
    /// Whether the marketplace named the deadline itself.
    public var isExplicitDeadline: Bool?
    /// Takes back the end of the last wait, with its deadline, if a close or no reply ended it and no wait runs.
    public var resumesWait = false

    /// Opened again without a new message.
    public static var reopened: TicketUpdate {
        var update = TicketUpdate(state: .open)
        update.resumesWait = true
        return update
    }

    /// What is remembered of a routing decision.
    public struct Routing: Sendable, Hashable {
        /// Names of the routes that decided.
        public var routes: [String]
        public var priority: String
        /// Who got a route's ticket in turn.
        public var turn: Turn?

        public struct Turn: Sendable, Hashable {
            public var route: String
            public var agent: String

            public init(route: String, agent: String) {
                self.route = route
                self.agent = agent
            }
        }

        public init(routes: [String], priority: String, turn: Turn? = nil) {
            self.routes = routes
            self.priority = priority
            self.turn = turn
        }
    }

    public init(
        state: TicketState? = nil, thread: ThreadID? = nil, subject: String? = nil, buyerName: String? = nil,
        buyerLanguage: String? = nil, waitingSince: Timestamp?? = nil, deadline: Timestamp?? = nil,
        folder: String? = nil, owner: String? = nil
    ) {
        self.state = state
        self.thread = thread
        self.subject = subject
        self.buyerName = buyerName
        self.buyerLanguage = buyerLanguage
        self.waitingSince = waitingSince
        self.deadline = deadline
        self.folder = folder
        self.owner = owner
    }
}
