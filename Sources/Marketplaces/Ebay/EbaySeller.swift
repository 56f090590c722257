import Domain
import Synchronization

/// The account's own user name, by which its messages are told from the buyers'. It is configured, or learnt from what
/// eBay says; both may be known at once, since eBay shows some developers ids instead of names.
final class EbaySeller: Sendable {
    /// How long the orders and conversations are not asked again when they told nothing.
    private static let pause = Duration.seconds(600)

    private struct State {
        /// In lower case.
        var names: Set<String> = []
        var askedAt: Timestamp?
    }

    private let state: Mutex<State>

    init(configured: String?) {
        state = Mutex(State(names: configured.map { [$0.lowercased()] } ?? []))
    }

    /// The name among those of a conversation; nil where none, or more than one of them, is known to be the seller's.
    func name(among parties: Set<String>) -> String? {
        let known = state.withLock { $0.names.intersection(parties) }
        return known.count == 1 ? known.first : nil
    }

    func learn(_ name: String?) {
        guard let name, !name.isEmpty else { return }
        _ = state.withLock { $0.names.insert(name.lowercased()) }
    }

    /// Learns from a conversation whose buyer is known: the seller is the other one.
    func learn(besides buyer: String?, in parties: Set<String>) {
        guard let buyer = buyer?.lowercased(), parties.contains(buyer), parties.count == 2 else { return }
        learn(parties.first { $0 != buyer })
    }

    /// Whether it is time to look the name up; true once in ten minutes.
    func mayAsk(at time: Timestamp) -> Bool {
        state.withLock { state in
            if let asked = state.askedAt, time - asked < Self.pause, asked <= time { return false }
            state.askedAt = time
            return true
        }
    }

    /// Who takes part in all of several conversations; nil unless exactly one does. Names in lower case.
    static func common(to conversations: [Set<String>]) -> String? {
        guard let first = conversations.first, conversations.contains(where: { $0 != first }) else { return nil }
        let common = conversations.dropFirst().reduce(first) { $0.intersection($1) }
        return common.count == 1 ? common.first : nil
    }
}
