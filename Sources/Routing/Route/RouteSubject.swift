public import Domain

/// What is known of an incoming message when its route is chosen. A condition about what is not known decides
/// nothing, nor does its opposite.
public struct RouteSubject: Sendable, Hashable {
    public struct Item: Sendable, Hashable {
        public var title: String
        public var sku: String?

        public init(title: String, sku: String? = nil) {
            self.title = title
            self.sku = sku
        }
    }

    public struct File: Sendable, Hashable {
        public var name: String
        /// `image/jpeg`
        public var type: String

        public init(name: String, type: String) {
            self.name = name
            self.type = type
        }
    }

    public var marketplace: MarketplaceName
    public var kind: NotificationKind
    public var order: OrderNumber?
    /// BCP 47: `de`, `de-AT`.
    public var buyerLanguage: String?
    public var subject: String
    /// The buyer's words; only the first 64 KiB are looked at.
    public var text: String
    /// The marketplace's word for what it is about.
    public var topic: String?
    /// Of the whole order.
    public var value: Money?
    public var items: [Item] = []
    /// Where the order goes, ISO 3166-1: `DE`.
    public var country: String?
    public var fulfilment: OrderContext.Fulfilment?
    /// Nil = not known, as where the marketplace does not say.
    public var files: [File]?
    /// When the buyer wrote.
    public var at: Timestamp?
    /// Messages that this buyer wrote before this one.
    public var earlierMessages = 0
    /// Counted time left by the marketplace's own clock; nil = no answer owed.
    public var left: Duration?
    /// Who had this ticket, else the buyer's last one.
    public var earlierOwner: String?

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
