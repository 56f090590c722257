import Domain

/// How long buyers waited for the first answer, in whole seconds by the wall clock.
public struct FirstResponse: Sendable, Hashable {
    /// Arithmetic mean, cut.
    public let mean: Int64
    /// The lower of the two middle values of an even number.
    public let median: Int64
    /// 90th percentile by nearest rank.
    public let ninetieth: Int64
    /// Tickets that were looked at; the times are 0 where there are none.
    public let count: Int

    /// - Parameter window: only tickets whose first answer lies in it, in seconds since the epoch
    init(_ waits: [ScoredWait], answeredIn window: ClosedRange<Int64>) {
        var firsts: [String: (asked: Int64, answered: Int64?)] = [:]
        for wait in waits {
            var first = firsts[wait.ticket] ?? (asked: wait.start.seconds, answered: nil)
            first.asked = min(first.asked, wait.start.seconds)
            if let answered = wait.answeredAt?.seconds { first.answered = min(first.answered ?? answered, answered) }
            firsts[wait.ticket] = first
        }
        let times = firsts.values.compactMap { first in
            first.answered.flatMap { window.contains($0) ? Int32(clamping: $0 - first.asked) : nil }
        }
        let summary = TimeSummary(times)
        count = summary.count
        mean = summary.mean ?? 0
        median = summary.median ?? 0
        ninetieth = summary.ninetieth ?? 0
    }
}
