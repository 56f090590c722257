public import Domain

/// What people and monitoring see at a glance. Each look takes the same time however many tickets there are.
public protocol StatusReading: Sendable {
    /// Open tickets by deadline, those without at the end; behind `position` if there is one.
    func openTickets(after position: DeadlinePosition?, limit: Int) async throws(StoreError) -> [Ticket]
    func standing(at now: Timestamp) async throws(StoreError) -> StoreStanding
    /// How many open tickets have their deadline in a span of time that ends before each of `ends`, the last being open; at
    /// most `limit` are counted in each, and none without a deadline.
    func openTickets(dueBefore ends: [Timestamp], limit: Int) async throws(StoreError) -> [Int]
    /// How many open tickets have a deadline behind `start` and up to `end`, by marketplace.
    func deadlines(after start: Timestamp, through end: Timestamp) async throws(StoreError) -> [MarketplaceName: Int]
    /// Unfinished entries of the outbox, and those that failed since then; those that need a person first.
    func queuedPosts(failedSince: Timestamp, limit: Int) async throws(StoreError) -> [PostStanding]
    /// Newest first.
    func recentJournal(limit: Int) async throws(StoreError) -> [JournalEntry]
}

/// A place in the order of open tickets.
public struct DeadlinePosition: Sendable, Hashable, LosslessStringConvertible {
    /// Milliseconds; the largest number where there is no deadline.
    var deadline: Int64
    var ticket: Int64

    public init(_ ticket: Ticket) {
        deadline = ticket.deadline?.milliseconds ?? .max
        self.ticket = ticket.id.number
    }

    /// `1764428400000-17`
    public init?(_ text: String) {
        let parts = text.split(separator: "-")
        guard text.utf8.count <= 40, parts.count == 2, let deadline = Int64(parts[0]), let ticket = Int64(parts[1])
        else { return nil }
        self.deadline = deadline
        self.ticket = ticket
    }

    public var description: String { "\(deadline)-\(ticket)" }
}

public struct StoreStanding: Sendable {
    /// Tickets that are parts of others do not count.
    public var openTickets: [MarketplaceName: Int] = [:]
    public var nextDeadline: Timestamp?
    /// Unfinished entries of the outbox.
    public var posts: [OutboxState: Int] = [:]
    /// When the oldest of them became due: what no person holds, no marketplace works on and no grace period delays.
    public var oldestDuePost: Timestamp?
    /// Held entries of which nobody knows whether they arrived.
    public var unknownOutcomes = 0
    public var quarantined = 0
    /// Mails that are stored and not decided yet.
    public var spooled = 0
    /// When each marketplace's list was last read to its end.
    public var sweeps: [MarketplaceName: Timestamp] = [:]

    public init() {}
}

/// An entry of the outbox without its text.
public struct PostStanding: Sendable {
    public var entry: Int64
    public var ticket: TicketID
    public var marketplace: MarketplaceName
    public var order: OrderNumber?
    public var state: OutboxState
    public var attempts: Int
    public var reason: String?
    public var createdAt: Timestamp
    public var nextAttempt: Timestamp
    public var isAction: Bool
}
