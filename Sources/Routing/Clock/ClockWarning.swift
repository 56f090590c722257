public import Domain

/// One reminder of a wait.
public struct ClockWarning: Sendable, Hashable {
    /// Per cent of the target left; 0 = the deadline itself.
    public var percent: Int
    /// When that much is left.
    public var threshold: Timestamp
    /// When the mail goes out: the threshold, moved out of the team's quiet hours.
    public var sendAt: Timestamp
}

extension RuleSet {
    /// The reminders of a wait that began at `start`, in the order of ``warn``, the deadline last.
    public func warnings(from start: Timestamp) throws(ClockError) -> [ClockWarning] {
        let deadline = try deadline(from: start)
        var warnings: [ClockWarning] = []
        for percent in warn {
            let counted = target.components.seconds * Int64(100 - percent) / 100
            let threshold = try instant(from: start, counting: counted)
            let send = sendTime(of: threshold.seconds, start: start.seconds, deadline: deadline.seconds)
            warnings.append(ClockWarning(percent: percent, threshold: threshold, sendAt: Timestamp(seconds: send)))
        }
        let breach = quiet?.stretch(around: deadline.seconds)?.end ?? deadline.seconds
        warnings.append(ClockWarning(percent: 0, threshold: deadline, sendAt: Timestamp(seconds: breach)))
        return warnings
    }

    /// Behind the quiet if the deadline lies behind it too; else before it; else, where the wait began too late for
    /// that, in the middle of it.
    func sendTime(of threshold: Int64, start: Int64, deadline: Int64) -> Int64 {
        guard let quiet, let stretch = quiet.stretch(around: threshold) else { return threshold }
        if deadline > stretch.end { return stretch.end }
        let before = stretch.start - quiet.lead.components.seconds
        return before >= start ? before : threshold
    }
}
