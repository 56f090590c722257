public import Domain

/// What routes and clocks ask of the store.
public protocol RoutingStore: Sendable {
    /// Open tickets of each owner.
    func openTicketsByOwner() async throws(StoreError) -> [String: Int]
    /// Who got each route's last ticket in turn.
    func lastAssigned() async throws(StoreError) -> [String: String]
    /// Names of the routes that the ticket met when it was filed, its messages' ones together.
    func routes(of ticket: TicketID) async throws(StoreError) -> [String]
    /// What the ticket's buyer did before, as far as the marketplace's name for him tells.
    func acquaintance(of ticket: TicketID, buyerName: String?) async throws(StoreError) -> BuyerAcquaintance
    /// Tickets in which an answer is owed, by id, `limit` or less behind `after`, that were counted by a clock.
    func countedTickets(after: TicketID?, limit: Int) async throws(StoreError) -> [Ticket]
    /// Moves a deadline that was counted otherwise before, with a line in the journal; false, and nothing written, if the
    /// ticket's wait or deadline changed meanwhile.
    func recount(_ ticket: Ticket, to deadline: Timestamp, _ entry: JournalEntry, at now: Timestamp)
        async throws(StoreError) -> Bool
    /// Tickets with a message since then, by id, `limit` or less behind `after`.
    func tickets(activeSince: Timestamp, after: TicketID?, limit: Int) async throws(StoreError) -> [Ticket]

    /// The copy that is due longest, not due again before `retryAt`.
    func claimMailCopy(at now: Timestamp, retryAt: Timestamp) async throws(StoreError) -> MailCopy?
    /// Sent, or given up.
    func finishMailCopy(_ id: Int64) async throws(StoreError)
    func postponeMailCopy(_ id: Int64, until: Timestamp) async throws(StoreError)
    /// When the next copy is due; nil if none waits.
    func nextMailCopyTime() async throws(StoreError) -> Timestamp?
}

/// What a buyer did before.
public struct BuyerAcquaintance: Sendable, Hashable {
    /// Messages of his that are known, at this marketplace.
    public var messages: Int
    /// Owner of this ticket, else of his latest one that has any.
    public var owner: String?

    public init(messages: Int, owner: String?) {
        self.messages = messages
        self.owner = owner
    }
}

/// A ticket mail on its way to an agent's own address.
public struct MailCopy: Sendable, Hashable {
    public var id: Int64
    public var ticket: TicketID
    public var address: String
    public var raw: [UInt8]
    public var attempts: Int
    public var createdAt: Timestamp
}
