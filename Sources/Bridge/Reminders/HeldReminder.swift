import Domain

/// When somebody is reminded of an answer that waits for a word. A value without I/O.
struct HeldReminder: Sendable, Hashable {
    enum Stage: String, Sendable, CaseIterable {
        /// The agent is reminded.
        case half
        /// The agent again, and whoever is in charge.
        case late
    }

    /// When each stage begins.
    let half: Timestamp
    let late: Timestamp

    /// - Parameters:
    ///   - heldAt: since when the answer waits
    ///   - deadline: of its ticket; nil = nobody waits
    init(heldAt: Timestamp, deadline: Timestamp?) {
        guard let deadline else {
            half = heldAt + Self.unhurried.half
            late = heldAt + Self.unhurried.late
            return
        }
        let time = deadline - heldAt
        guard time > .zero else {
            half = heldAt + Self.overdue.half
            late = heldAt + Self.overdue.late
            return
        }
        half = heldAt + time / 2
        late = heldAt + time * 4 / 5
    }

    /// The stage that is reached; nil before the first.
    func stage(at now: Timestamp) -> Stage? { now >= late ? .late : now >= half ? .half : nil }

    /// Without a deadline.
    static let unhurried = (half: Duration.seconds(4 * 3600), late: Duration.seconds(24 * 3600))
    /// Held after the deadline.
    static let overdue = (half: Duration.seconds(1800), late: Duration.seconds(2 * 3600))
}
