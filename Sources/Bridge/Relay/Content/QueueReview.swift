public import ContentRules
public import Domain
import Marketplaces
public import Store

/// What content rules say of a held answer that an administrator is about to release without its agent.
public struct QueueReview: Sendable {
    /// What stands against it.
    public struct Objection: Sendable {
        /// The rules, as in the journal.
        public var names: String
        /// For a person, each with place and cure.
        public var lines: [String]
    }

    private let settings: TicketingSettings
    private let policies: [MarketplaceName: ContentPolicy]
    private let store: any TicketStore

    public init(
        _ settings: TicketingSettings, policies: [MarketplaceName: ContentPolicy], store: any TicketStore
    ) {
        self.settings = settings
        self.policies = policies
        self.store = store
    }

    /// Nil where nothing does. Actions are no text; what may have arrived already was looked through before.
    public func objection(to entry: OutboxEntry, at now: Timestamp) async throws -> Objection? {
        guard entry.task == nil, !entry.isInDoubt, let ticket = try await store.ticket(entry.ticket),
            let policy = policies[ticket.marketplace]
        else { return nil }
        let applied = entry.recipients == Post.Recipients.operator.rawValue ? policy.forOperator : policy
        let facts = try await ContentSurvey(store: store, ticket: ticket, policy: policy).facts(
            entry.text, try await store.messages(of: ticket.id), agent: settings.agent(at: entry.agent),
            relay: entry.relay, isOpening: entry.opening != nil, besides: entry.id, at: now)
        let review = ContentReview(
            findings: ContentCheck(applied, facts).findings(in: entry.text, files: entry.attachments))
        guard !review.isClear else { return nil }
        return Objection(names: review.names, lines: review.lines(RuleTexts.of(settings.language)))
    }
}
