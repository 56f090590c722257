import Domain
import Store

extension OutboxEntry {
    /// The messages that cannot be this answer, although they may read the same: what others wrote, our other answers, and
    /// what was known before this one was written.
    ///
    /// What came to be known since then of our side may well be this answer: a buyer's next mail, or the sweep, makes the
    /// bridge read the conversation while the outcome of the post is open.
    func earlierMessages(among messages: [TicketMessage]) -> Set<RemoteMessageID> {
        let last = messages.first { $0.remoteID == lastKnown }?.id ?? .min
        return Set(
            messages.lazy.filter { $0.role != .seller || $0.source == .outbox || $0.id <= last }.map(\.remoteID))
    }
}
