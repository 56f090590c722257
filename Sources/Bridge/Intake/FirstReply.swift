import ContentRules
import Digests
import Domain
import Logging
import Marketplaces
import Routing
import Store
import Templates

/// The template that goes out by itself to the first message of a new ticket. Off unless a template says `automatic`.
struct FirstReply: Sendable {
    let context: BridgeContext
    let account: Account
    /// As it is from now on.
    let ticket: Ticket
    /// As far as the marketplace showed it for the ticket mail.
    let order: OrderContext?

    init(_ context: BridgeContext, _ account: Account, _ ticket: Ticket, order: OrderContext? = nil) {
        self.context = context
        self.account = account
        self.ticket = ticket
        self.order = order
    }

    /// Nil if there is none, if it lacks a value, or if the marketplace would not take it: the agents answer all the same.
    func entry(_ messages: [NewMessage]) async -> NewOutboxEntry? {
        guard !account.isShadow, let message = messages.last(where: { $0.role == .buyer && $0.source != .history }),
            messages.allSatisfy({ $0.role == .buyer }),
            let template = context.settings.templates.automatic(
                language: ticket.buyerLanguage, marketplace: account.name)
        else { return nil }
        // It may have had one that a restored store does not know.
        if let start = context.restored?.startedAt, message.createdAt < start { return nil }
        let now = context.now()
        if let hours = template.outsideHours, account.clock.rules(inForceAt: now).isOpen(at: now, windows: hours) {
            return nil
        }
        do {
            guard try await !isGreeted(since: now - Self.pause) else { return nil }
            let values = TemplateValues(
                ticket: ticket, account: account, order: order, line: nil, agent: account.shownName,
                now: context.now())
            let text = try template.text.filled(values.values)
            let facts = ContentFacts(
                ticket, [], agent: nil, relay: message.relay, isOpening: false, at: context.now())
            let findings = ContentCheck(account.policy, facts).findings(in: text, files: [])
            let limits = account.connector.limits(in: message.thread ?? ticket.thread)
            guard findings.allSatisfy({ $0.action <= .warn }), limits.violations(text: text, attachments: []).isEmpty
            else {
                context.note(.warning, .replyRefused, ticket: ticket.id, ["reason": "first reply: content rules"])
                return nil
            }
            var entry = NewOutboxEntry(
                ticket: ticket.id, replyKey: key,
                agent: Self.sender, thread: message.thread ?? ticket.thread, text: text, recipients: "automatic",
                relay: message.relay, state: .queued,
                notBefore: now + max(account.grace ?? context.settings.grace, template.delay),
                answering: message.remoteID, lastKnown: message.remoteID, replyMessageID: nil, answeredMessageID: nil)
            entry.isAutomatic = true
            entry.isCanned = template.isCanned
            return entry
        } catch {
            context.note(.info, .replyIgnored, ticket: ticket.id, ["reason": "first reply: \(error)"])
            return nil
        }
    }

    /// Whether the buyer had such an answer; without a name, anybody in this ticket.
    private func isGreeted(since time: Timestamp) async throws(StoreError) -> Bool {
        if let buyer = ticket.buyerName {
            return try await context.store.hasAutomaticReply(marketplace: account.name, buyer: buyer, since: time)
        }
        return try await context.store.outbox(of: ticket.id)
            .contains { $0.isAutomatic && $0.state != .dropped && $0.createdAt > time }
    }

    /// One for each ticket, however often it is worked out. Nobody but who knows the ticket's token can say it, so that no
    /// stranger can report the answer as undelivered.
    private var key: String { base32(sha256("first reply \(ticket.id) \(ticket.token)".utf8).prefix(16)) }

    /// Who writes about several orders at once is greeted once.
    private static let pause = Duration.seconds(86_400)

    /// In place of an agent's address.
    static let sender = "automatic"
}
