public import Domain

/// The span from the oldest unanswered message of the buyer to its end. Times are whole seconds.
public struct Wait: Sendable, Hashable {
    public enum End: String, Sendable, CaseIterable {
        case answer
        case noReply = "no_reply"
        case close
        /// The marketplace says that no answer is owed.
        case marketplace
    }

    /// In force at ``start``, to the end of the wait.
    public let rules: RuleSet
    public let start: Timestamp
    public let countingFrom: Timestamp
    public let deadline: Timestamp
    /// The marketplace named the deadline; the clock did not compute it.
    public let isExplicit: Bool
    /// Nil while it runs.
    public let end: Timestamp?
    public let how: End?

    /// Nil unless an answer ended it. An answer exactly at the deadline is in time.
    public var isInTime: Bool? {
        guard how == .answer, let end else { return nil }
        return end <= deadline
    }

    init(_ open: OpenWait, of clock: AnswerClock) throws(ClockError) {
        rules = clock.rules(inForceAt: open.start)
        start = open.start
        countingFrom = try rules.countingFrom(open.start)
        isExplicit = open.explicit != nil
        if let explicit = open.explicit { deadline = explicit } else { deadline = try rules.deadline(from: start) }
        end = open.end
        how = open.how
    }
}

/// A wait before its times are computed.
struct OpenWait {
    var start: Timestamp
    var explicit: Timestamp?
    var end: Timestamp?
    var how: Wait.End?
}
