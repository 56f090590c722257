import Configuration
import Domain
import Marketplaces
import Routing
import Store

/// A message of a ticket as routes see it, from what the store keeps: nothing of the order, no files.
struct StoredQuestion {
    let subject: RouteSubject
    let ticket: Ticket
    let message: TicketMessage

    /// - Parameter history: all messages of the ticket, oldest first
    init(_ message: TicketMessage, in ticket: Ticket, history: [TicketMessage], known: BuyerAcquaintance) {
        self.message = message
        self.ticket = ticket
        var subject = RouteSubject(
            marketplace: ticket.marketplace, kind: message.role == .buyer ? .buyerMessage : .other,
            order: ticket.order, buyerLanguage: ticket.buyerLanguage, subject: ticket.subject ?? "", text: message.text)
        subject.topic = ticket.subject
        subject.at = message.createdAt
        let own = history.count { $0.role == .buyer }
        let before = history.count { $0.role == .buyer && $0.createdAt < message.createdAt }
        subject.earlierMessages = max(0, known.messages - own) + before
        subject.earlierOwner = known.owner
        self.subject = subject
    }

    /// The same with the time that a wait since then had left when the message came.
    func waiting(since: Timestamp?, _ configuration: Configuration) -> RouteSubject {
        var subject = subject
        if let since, let clock = configuration.clock(of: ticket.marketplace) {
            subject.left = clock.rules(inForceAt: since).left(from: since, at: message.createdAt)
        }
        return subject
    }
}

extension Configuration {
    /// The clock that counts: the route's own, else the marketplace's.
    func clock(of decision: RouteDecision, at marketplace: MarketplaceName) -> AnswerClock? {
        decision.clock.flatMap { clocks[$0] } ?? clock(of: marketplace)
    }
}

extension RoutingStore {
    func routingState() async throws(StoreError) -> RoutingState {
        RoutingState(open: try await openTicketsByOwner(), lastAssigned: try await lastAssigned())
    }
}
