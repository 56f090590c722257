public import Domain

/// How a ticket stands with its clock at one instant.
public struct ClockStanding: Sendable, Hashable {
    public enum State: String, Sendable, CaseIterable {
        /// Nobody ever waited.
        case none
        /// Up to and with the deadline.
        case running
        case overdue
        case stopped
    }

    public let now: Timestamp
    /// Oldest first.
    public let waits: [Wait]
    public let state: State
    /// When the marketplace itself flags the question; nil too if it named the deadline.
    public let earlyAt: Timestamp?
    /// The reminders before the deadline; none if the marketplace named it.
    public let warnings: [ClockWarning]
    /// Counted time left, negative when overdue; nil when nothing runs, or where the marketplace named the deadline.
    public let left: Duration?

    public init(_ clock: AnswerClock, _ events: [ClockEvent], at now: Timestamp) throws(ClockError) {
        self.now = now
        waits = try clock.waits(events, until: now)
        guard let last = waits.last else {
            (state, earlyAt, warnings, left) = (.none, nil, [], nil)
            return
        }
        let isRunning = last.end == nil
        state = !isRunning ? .stopped : now.seconds > last.deadline.seconds ? .overdue : .running
        if last.isExplicit {
            (earlyAt, warnings, left) = (nil, [], nil)
        } else {
            earlyAt = try last.rules.earlyMark(from: last.start)
            warnings = try last.rules.warnings(from: last.start).filter { $0.percent > 0 }
            left = isRunning ? last.rules.left(from: last.start, at: now) : nil
        }
    }

    /// Whether the marketplace flags the question now; nil if it flags none, or nothing runs.
    public var isFlagged: Bool? {
        guard state == .running || state == .overdue else { return nil }
        return earlyAt.map { now.seconds >= $0.seconds }
    }

    /// The wait that the question is about: the running one, else the last.
    public var wait: Wait? { waits.last }
}
