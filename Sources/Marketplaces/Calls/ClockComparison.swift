import Domain
import Synchronization

/// How our clock and a marketplace's differ, by the Date fields of its answers (RFC 9110 §6.6.1).
///
/// A post of unknown fate is looked for among messages that the marketplace dates. A clock of ours that runs ahead must not
/// make a message look older than the post that it is: it would be sent again.
public final class ClockComparison: Sendable {
    /// Seconds by which clocks may differ without anybody minding.
    public static let tolerated: Int64 = 5

    private struct State {
        var offset: Duration?
        var greatestLead = Duration.zero
    }

    private let state = Mutex(State())

    public init() {}

    /// Ours minus theirs at the last answer, as little as it can be; zero if they may agree, nil before the first answer.
    public var offset: Duration? { state.withLock(\.offset) }

    /// How far ours was ahead at most while this was watched; never negative.
    public var greatestLead: Duration { state.withLock(\.greatestLead) }

    /// - Parameters:
    ///   - date: when the answer was made, by their clock, in whole seconds
    ///   - sent: when the request went out, by ours
    ///   - received: when the answer was there, by ours
    func note(date: Timestamp, sent: Timestamp, received: Timestamp) {
        // The answer was made between the two; its date is cut to the second.
        let least = sent - date - .seconds(1)
        let most = received - date
        let offset: Duration = least > .zero ? least : most < .zero ? most : .zero
        state.withLock { state in
            state.offset = offset
            state.greatestLead = max(state.greatestLead, offset)
        }
    }
}
