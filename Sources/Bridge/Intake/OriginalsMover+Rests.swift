import Domain
import IMAPClient

extension OriginalsMover {
    /// Moves that the server will not make, and until when each is let alone: a folder that was removed is not asked for
    /// again with each mail that comes.
    struct Rests {
        private var resting: [Errand: (failures: Int, until: Timestamp)] = [:]
        /// Some mailbox was not reached.
        var isCutOff = false

        /// Between looks while there is nothing to try again.
        private static let longest: Duration = .seconds(300)
        /// Until a mailbox is tried again that was not reached.
        private static let cutOff: Duration = .seconds(30)

        func includes(_ errand: Errand, at now: Timestamp) -> Bool {
            resting[errand].map { $0.until > now } ?? false
        }

        /// - Parameter error: nil if it is done
        mutating func note(_ error: IMAPError?, _ errand: Errand, at now: Timestamp) {
            switch error?.kind {
            case nil: resting[errand] = nil
            // That says nothing about the move, which may succeed as soon as there is a connection.
            case .network, .unavailable, .throttled, .credentials, .cancelled: isCutOff = true
            default:
                let failures = (resting[errand]?.failures ?? 0) + 1
                resting[errand] = (failures, now + RetrySchedule.moves.delay(after: failures))
            }
        }

        mutating func forgetAll(but errands: Set<Errand>) { resting = resting.filter { errands.contains($0.key) } }

        /// Until something is to be tried again.
        func pause(at now: Timestamp) -> Duration {
            let next = resting.values.map { max($0.until - now, .zero) }.min() ?? Self.longest
            return min(next, isCutOff ? Self.cutOff : Self.longest)
        }
    }
}
