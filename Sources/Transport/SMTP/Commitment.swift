import Synchronization

/// Settles between the sender, who is about to send the final dot, and the caller, who may cancel: whoever comes first.
final class Commitment: Sendable {
    private enum State { case open, committed, withdrawn }

    private let state = Mutex(State.open)

    /// True if the final dot may be sent.
    func commit() -> Bool { settle(.committed) }

    /// True if it is early enough to call the submission off.
    func withdraw() -> Bool { settle(.withdrawn) }

    private func settle(_ outcome: State) -> Bool {
        state.withLock { state in
            guard state == .open else { return state == outcome }
            state = outcome
            return true
        }
    }
}
