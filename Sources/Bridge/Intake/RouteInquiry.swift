import Domain
import Marketplaces
import Routing
import Store

/// Gathers what the routes may ask about a message, and lets them decide.
struct RouteInquiry: Sendable {
    let context: BridgeContext
    let account: Account
    /// As it is from now on.
    let ticket: Ticket
    let kind: NotificationKind

    /// - Parameters:
    ///   - text: stands in where there is no new message
    ///   - order: what the marketplace shows of it, if that was asked
    func decision(
        _ news: News, text: String?, order: OrderContext?
    ) async throws(StoreError) -> RouteDecision {
        var subject = subject(news.messages.last, text: text, order: order)
        subject.topic = news.topic
        if let since = news.waitingSince {
            let now = context.now()
            subject.left = account.clock.rules(inForceAt: since).left(from: since, at: now)
        }
        subject.earlierOwner = ticket.owner
        if context.router.needs.history {
            let known = try await context.store.acquaintance(of: ticket.id, buyerName: ticket.buyerName)
            subject.earlierMessages = known.messages
            subject.earlierOwner = known.owner
        }
        return context.router.decide(subject, try await state())
    }

    private func subject(_ item: News.Item?, text: String?, order: OrderContext?) -> RouteSubject {
        var subject = RouteSubject(
            marketplace: account.name, kind: kind, order: ticket.order, buyerLanguage: ticket.buyerLanguage,
            subject: ticket.subject ?? "", text: item?.message.text ?? text ?? "")
        subject.at = item?.message.createdAt ?? context.now()
        subject.files = item.map { item in
            item.attachments.map { RouteSubject.File(name: $0.name, type: $0.type) }
                + (item.message.attachments.map(\.name) + item.missing).map { name in
                    RouteSubject.File(name: name, type: mediaType(named: name) ?? "application/octet-stream")
                }
        }
        subject.add(order)
        return subject
    }

    private func state() async throws(StoreError) -> RoutingState {
        guard context.router.needs.agents else { return RoutingState() }
        return RoutingState(
            open: try await context.store.openTicketsByOwner(),
            lastAssigned: try await context.store.lastAssigned())
    }
}

extension RouteSubject {
    mutating func add(_ order: OrderContext?) {
        guard let order else { return }
        value = order.total
        items = order.lines.map { RouteSubject.Item(title: $0.title, sku: $0.sku) }
        country = order.country
        fulfilment = order.fulfilment
    }
}

extension TicketUpdate.Routing {
    /// - Parameter owner: who really gets the ticket
    init(_ decision: RouteDecision, owner: String?) {
        self.init(routes: decision.routes, priority: decision.priority.rawValue)
        if let turn = decision.turn, turn.agent == owner {
            self.turn = Turn(route: turn.route, agent: turn.agent)
        }
    }
}
