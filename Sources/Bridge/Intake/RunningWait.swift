import Domain
import Marketplaces
import Routing
import Store

/// The wait of a ticket whose last answers did not count: interim and automatic ones, where the marketplace takes them for
/// none. A further message of the buyer does not make it begin anew. A value without I/O.
struct RunningWait: Sendable {
    let ticket: Ticket
    let entries: [OutboxEntry]
    let rules: RuleSet

    /// - Parameter news: says since when the buyer waits as if every answer counted
    func since(_ news: News) -> Timestamp? {
        guard let running = ticket.waitingSince, let since = news.waitingSince, running < since else {
            return news.waitingSince
        }
        let uncounted = entries.filter { $0.task == nil && $0.state == .confirmed && !rules.counts($0) }
        guard !uncounted.isEmpty else { return since }
        let ids = Set(uncounted.map { $0.remoteID ?? RemoteMessageID("outbox:\($0.id)") })
        func ends(_ role: AuthorRole, _ id: RemoteMessageID, _ time: Timestamp) -> Bool {
            role == .seller && !ids.contains(id) && time >= running && time <= since
        }
        let isAnswered =
            news.history.contains { ends($0.role, $0.remoteID, $0.createdAt) }
            || news.messages.contains { ends($0.message.role, $0.message.id, $0.message.createdAt) }
        return isAnswered ? since : running
    }
}
