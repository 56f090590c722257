import Domain
import Marketplaces

extension Connector {
    /// The whole list, part by part; a conversation that stands in several counts once.
    func changes(since: Timestamp) async throws(ConnectorError) -> [ConversationChange] {
        var seen: Set<ConversationChange> = []
        var found: [ConversationChange] = []
        var position: String?
        repeat {
            let part = try await changes(since: since, from: position)
            found += part.changes.filter { seen.insert($0).inserted }
            position = part.next
        } while position != nil
        return found
    }
}
