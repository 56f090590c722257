import ContentRules
import Domain
import Store

/// Gathers from the store what content rules have to know of a text beside the text.
struct ContentSurvey: Sendable {
    let store: any TicketStore
    let ticket: Ticket
    let policy: ContentPolicy

    /// - Parameters:
    ///   - agent: who wrote the text, as far as known
    ///   - relay: how a relay mail answers, as the store keeps it
    ///   - entry: the one whose text it is, or whose place it takes
    func facts(
        _ text: String, _ messages: [TicketMessage], agent: TicketingSettings.Agent?, relay: String?, isOpening: Bool,
        besides entry: Int64?, at now: Timestamp
    ) async throws -> ContentFacts {
        var facts = ContentFacts(ticket, messages, agent: agent, relay: relay, isOpening: isOpening, at: now)
        try await addOrders(in: text, to: &facts)
        facts.filesBefore = try await filesBefore(messages, besides: entry)
        return facts
    }

    /// Numbers like the ticket's own order: held if they look like nothing else, refused if the store knows them as another
    /// buyer's.
    private func addOrders(in text: String, to facts: inout ContentFacts) async throws {
        guard let order = ticket.order, let shape = OrderShape(order) else { return }
        for number in shape.others(in: text) {
            let known = try await store.tickets(order: OrderNumber(number))
                .filter { $0.marketplace == ticket.marketplace }
            if known.contains(where: { isStranger($0.buyerName) }) { facts.otherBuyersOrders.append(number) }
            if shape.isDistinctive || !known.isEmpty { facts.otherOrders.append(number) }
        }
    }

    private func isStranger(_ name: String?) -> Bool {
        guard let name, let own = ticket.buyerName else { return false }
        return name.lowercased() != own.lowercased()
    }

    /// Those of the conversation, whoever sent them, and of answers on their way into it.
    private func filesBefore(_ messages: [TicketMessage], besides entry: Int64?) async throws -> Int {
        guard policy.filesPerOrder != nil else { return 0 }
        return try await store.outbox(of: ticket.id)
            .filter { $0.id != entry && $0.task == nil && [.queued, .sending, .uncertain].contains($0.state) }
            .reduce(messages.reduce(0) { $0 + $1.files }) { $0 + $1.attachments.count }
    }
}
