/// What the agent wants to see of the order beside the buyer's question.
public struct OrderContext: Sendable, Hashable {
    /// Who sends the goods.
    public enum Fulfilment: String, Sendable, CaseIterable {
        case seller
        /// From the marketplace's own warehouses.
        case marketplace
    }

    public struct Line: Sendable, Hashable {
        /// What the marketplace calls the line in its calls; one per piece where it counts pieces.
        public var ids: [String]
        public var title: String
        public var sku: String?
        public var quantity: Int
        /// Of one piece.
        public var price: Money?
        /// What a cancellation of the line gives back, shipping and taxes among it; nil where the marketplace does not say.
        public var givenBack: Money?
        /// The marketplace's own word for the state, shown as is.
        public var state: String?

        public init(
            ids: [String] = [], title: String, sku: String? = nil, quantity: Int, price: Money? = nil,
            givenBack: Money? = nil, state: String? = nil
        ) {
            self.ids = ids
            self.title = title
            self.sku = sku
            self.quantity = quantity
            self.price = price
            self.givenBack = givenBack
            self.state = state
        }
    }

    public var number: OrderNumber
    public var createdAt: Timestamp?
    /// The marketplace's own word for the state, shown as is.
    public var state: String?
    public var buyerName: String?
    /// BCP 47, as far as the marketplace says: `de`, `de-DE`.
    public var buyerLanguage: String?
    public var total: Money?
    public var lines: [Line]
    /// Carrier and number, ready to show.
    public var tracking: [String]
    /// Where it goes, ISO 3166-1 in capitals: `DE`; nil if the marketplace does not say.
    public var country: String?
    public var fulfilment: Fulfilment?

    public init(
        number: OrderNumber, createdAt: Timestamp? = nil, state: String? = nil, buyerName: String? = nil,
        buyerLanguage: String? = nil, total: Money? = nil, lines: [Line] = [], tracking: [String] = [],
        country: String? = nil, fulfilment: Fulfilment? = nil
    ) {
        self.number = number
        self.createdAt = createdAt
        self.state = state
        self.buyerName = buyerName
        self.buyerLanguage = buyerLanguage
        self.total = total
        self.lines = lines
        self.tracking = tracking
        self.country = country
        self.fulfilment = fulfilment
    }
}
