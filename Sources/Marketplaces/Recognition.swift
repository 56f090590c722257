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
    /// Why it was read this way, for `classify` and `explain`: one sentence, no personal data.
    public var reason: String

    public enum Link: Sendable, Hashable {
        case noReplyNeeded(String)
        case portal(String)
    }

    public init(
        standing: Standing, marketplace: MarketplaceName? = nil, connector: ConnectorKind? = nil,
        kind: NotificationKind = .other, order: OrderNumber? = nil, thread: ThreadID? = nil, text: String? = nil,
        buyerName: String? = nil, relayAddress: EmailAddress? = nil, links: [Link] = [], reason: String
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
        self.reason = reason
    }
}
