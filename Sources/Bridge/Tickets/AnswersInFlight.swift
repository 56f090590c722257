import Domain
import Marketplaces
import Routing
import Store

/// Conversations as the marketplace shows them, without the answers of ours that stand there before the bridge knows what
/// became of them: those are the outbox's to tell. A value without I/O.
struct AnswersInFlight: Sendable {
    /// What is left, to be compared with the ticket.
    private(set) var conversations: [Conversation]
    /// The ticket's messages, and what a copy of the marketplace's told of under the name of its mail.
    private(set) var known: Set<RemoteMessageID>
    /// Those of ours that the marketplace takes as answers.
    private(set) var answers: [TicketWait.Answer] = []

    /// - Parameters:
    ///   - history: what the ticket holds
    ///   - entries: its outbox
    ///   - rules: which answers of ours count
    init(
        _ shown: [Conversation], history: [TicketMessage], entries: [OutboxEntry], rules: RuleSet
    ) {
        conversations = shown
        known = Set(history.map(\.remoteID))
        let copied = history.filter { $0.source == .mail && $0.role == .seller }
        for index in conversations.indices {
            var conversation = conversations[index]
            take(from: &conversation, copied, entries, rules)
            conversations[index] = conversation
        }
    }

    private mutating func take(
        from conversation: inout Conversation, _ copied: [TicketMessage], _ entries: [OutboxEntry], _ rules: RuleSet
    ) {
        var inFlight: Set<RemoteMessageID> = []
        var newest: Timestamp?
        for message in conversation.messages where message.role == .seller && !known.contains(message.id) {
            if copied.contains(where: { isText($0.text, thatWasSentAs: message.text, allowsMore: true) }) {
                known.insert(message.id)
            } else if let entry = entries.source(of: message) {
                inFlight.insert(message.id)
                guard rules.counts(entry) else { continue }
                answers.append(.init(thread: conversation.thread, at: message.createdAt))
                newest = max(newest ?? message.createdAt, message.createdAt)
            }
        }
        conversation.messages.removeAll { inFlight.contains($0.id) }
        if let newest, let since = conversation.replyNeededSince, since <= newest {
            conversation.replyNeededSince =
                conversation.messages.first { $0.role == .buyer && $0.createdAt > newest }?.createdAt
        }
    }
}
