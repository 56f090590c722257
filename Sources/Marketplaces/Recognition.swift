public import Domain

/// What a mail says about itself, before anything is believed.
public struct Recognition: Sendable {
    /// How far the mail can be trusted (product promise 4).
    public enum Standing: String, Sendable {
        /// The marketplace's domain is proven by the pinned Authentication-Results field.
        case proven
        /// It claims to come from a marketplace, without proof: quarantine.
        case unproven
        /// The seller's own ordinary mail: left untouched where it lies.
        case ordinary
    }

    public var standing: Standing
    /// The configured account; nil if none or not one of the configured.
    public var marketplace: MarketplaceName?
    public var connector: ConnectorKind?
    public var kind: NotificationKind
    public var order: OrderNumber?
    public var thread: ThreadID?
    /// The buyer's text as the mail carries it, cut out of the marketplace's frame; nil if the mail carries none.
    public var text: String?
    public var buyerName: String?
    /// Where a relay mail has to answer.
    public var relayAddress: EmailAddress?
    /// Links for the agent: "no reply needed", portal.
    public var links: [Link]
    /// Name of the rule that told the kind; nil if none fitted.
    public var rule: String?
    /// All order numbers of the place that names any; more than one where none of them can be meant alone.
    public var orders: [OrderNumber]
    public var details: Details
    /// Why it was read this way, for `classify` and `explain`: one sentence, no personal data.
    public var reason: String

    public enum Link: Sendable, Hashable {
        case noReplyNeeded(String)
        case portal(String)
    }

    /// The link that tells the marketplace that no answer is needed.
    public var noReplyLink: String? {
        for case .noReplyNeeded(let link) in links { return link }
        return nil
    }

    /// What else a mail says; each nil where it does not.
    public struct Details: Sendable, Hashable {
        public var ticket: String?
        /// Of a case at the marketplace's service, or of a question there.
        public var caseID: String?
        /// Of a dispute.
        public var issue: String?
        /// The marketplace's number of the listing.
        public var item: String?
        public var asin: String?
        public var sku: String?
        public var amount: Money?
        public var deadline: Deadline?

        public init() {}
    }

    /// Until when the marketplace wants an answer.
    public enum Deadline: Sendable, Hashable {
        case at(Timestamp)
        /// From the mail's date on.
        case within(days: Int)
    }

    public init(
        standing: Standing, marketplace: MarketplaceName? = nil, connector: ConnectorKind? = nil,
        kind: NotificationKind = .other, order: OrderNumber? = nil, thread: ThreadID? = nil, text: String? = nil,
        buyerName: String? = nil, relayAddress: EmailAddress? = nil, links: [Link] = [], rule: String? = nil,
        orders: [OrderNumber] = [], details: Details = Details(), reason: String
    ) {
        self.standing = standing
        self.marketplace = marketplace
        self.connector = connector
        self.kind = kind
        self.order = order
        self.thread = thread
        self.text = text
        self.buyerName = buyerName
        self.relayAddress = relayAddress
        self.links = links
        self.rule = rule
        self.orders = orders
        self.details = details
        self.reason = reason
    }
}
