public import Domain

/// What the store knows, in the words and numbers of the store. Times are seconds since the epoch.
public enum ReportFacts {
    /// A buyer's wait.
    public struct Wait: Sendable, Hashable {
        public var ticket: Int64
        public var since: Int64
        /// Nil while it runs.
        public var end: Int64?
        /// Nil if nobody knows one.
        public var deadline: Int64?
        /// The ticket's first.
        public var isFirst: Bool
        public var marketplace: Int64
        /// How it ended.
        public var how: Int64?
        public var agent: Int64?
        public var kind: Int64?

        public init(
            ticket: Int64, since: Int64, end: Int64? = nil, deadline: Int64? = nil, isFirst: Bool, marketplace: Int64,
            how: Int64? = nil, agent: Int64? = nil, kind: Int64? = nil
        ) {
            self.ticket = ticket
            self.since = since
            self.end = end
            self.deadline = deadline
            self.isFirst = isFirst
            self.marketplace = marketplace
            self.how = how
            self.agent = agent
            self.kind = kind
        }
    }

    /// How the conversation of a ticket went.
    public struct Course: Sendable, Hashable {
        public var marketplace: Int64
        /// Tells the buyers of the marketplace apart; nil = not known.
        public var buyer: Int64?
        public var asked: Int64
        public var answered: Int64?
        /// There is a second answer.
        public var isAnsweredAgain: Bool
        /// The buyer wrote within the days after the first answer, and more than "thank you".
        public var isAskedAgain: Bool

        public init(
            marketplace: Int64, buyer: Int64?, asked: Int64, answered: Int64?, isAnsweredAgain: Bool,
            isAskedAgain: Bool
        ) {
            self.marketplace = marketplace
            self.buyer = buyer
            self.asked = asked
            self.answered = answered
            self.isAnsweredAgain = isAnsweredAgain
            self.isAskedAgain = isAskedAgain
        }
    }

    /// A ticket that is neither closed nor waits for somebody else.
    public struct Open: Sendable, Hashable {
        public var ticket: TicketID
        public var marketplace: MarketplaceName
        public var order: OrderNumber?
        public var since: Timestamp
        public var deadline: Timestamp?

        public init(
            ticket: TicketID, marketplace: MarketplaceName, order: OrderNumber?, since: Timestamp, deadline: Timestamp?
        ) {
            self.ticket = ticket
            self.marketplace = marketplace
            self.order = order
            self.since = since
            self.deadline = deadline
        }
    }

    /// What tickets were about, with how many there were.
    public struct Product: Sendable, Hashable {
        public var title: String
        public var sku: String?
        public var tickets: Int

        public init(title: String, sku: String?, tickets: Int) {
            self.title = title
            self.sku = sku
            self.tickets = tickets
        }
    }
}
