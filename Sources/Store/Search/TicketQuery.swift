public import Domain

/// Which tickets, in which order. A ticket is listed if it meets everything that is not nil.
public struct TicketQuery: Sendable, Hashable {
    public enum Order: Sendable, Hashable {
        /// Newest activity first. With ``TicketQuery/text``: tickets whose subject, buyer or order number is meant before
        /// those in whose messages the words stand, each newest first.
        case activity
        /// The most urgent first; only tickets that an answer is owed in.
        case deadline
    }

    public var state: TicketState?
    public var marketplace: MarketplaceName?
    public var ticket: TicketID?
    public var orderNumber: OrderNumber?
    public var kind: NotificationKind?
    public var owner: String?
    public var tag: String?
    /// Something happened from here on.
    public var since: Timestamp?
    /// The last thing happened before this.
    public var until: Timestamp?
    public var text: SearchText?
    public var order = Order.activity
    /// Goes on behind this ticket, in the same order.
    public var after: TicketID?
    public var limit: Int

    public init(state: TicketState? = nil, marketplace: MarketplaceName? = nil, limit: Int = 100) {
        self.state = state
        self.marketplace = marketplace
        self.limit = limit
    }
}

/// Tickets as people look for them.
public protocol TicketSearching: Sendable {
    /// Tickets that are part of another are left out. Reads little more than it returns, however many tickets there are.
    func tickets(_ query: TicketQuery) async throws(StoreError) -> [Ticket]
}

extension TicketSearching {
    /// Newest activity first.
    public func tickets(
        state: TicketState?, marketplace: MarketplaceName?, limit: Int
    ) async throws(StoreError) -> [Ticket] {
        try await tickets(TicketQuery(state: state, marketplace: marketplace, limit: limit))
    }
}
