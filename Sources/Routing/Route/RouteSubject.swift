public import Domain

/// What is known of an incoming message when its route is chosen.
public struct RouteSubject: Sendable, Hashable {
    public var marketplace: MarketplaceName
    public var kind: NotificationKind
    public var order: OrderNumber?
    /// BCP 47: `de`, `de-AT`.
    public var buyerLanguage: String?
    public var subject: String
    /// The buyer's words; only the first 64 KiB are looked at.
    public var text: String

    public init(
        marketplace: MarketplaceName, kind: NotificationKind, order: OrderNumber? = nil, buyerLanguage: String? = nil,
        subject: String = "", text: String = ""
    ) {
        self.marketplace = marketplace
        self.kind = kind
        self.order = order
        self.buyerLanguage = buyerLanguage
        self.subject = subject
        self.text = text
    }
}
