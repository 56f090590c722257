public import Domain

extension RuleSet {
    /// The reminders of a wait whose deadline the marketplace named itself: shares of the time between both, by the wall
    /// clock (clocks.md §3).
    public func warnings(from start: Timestamp, until deadline: Timestamp) -> [ClockWarning] {
        let total = max(0, deadline.seconds - start.seconds)
        var warnings = warn.map { percent in
            // In two steps, so that no product is too large for a number.
            let gone = Int64(100 - percent)
            let threshold = start.seconds + total / 100 * gone + total % 100 * gone / 100
            let send = sendTime(of: threshold, start: start.seconds, deadline: deadline.seconds)
            return ClockWarning(
                percent: percent, threshold: Timestamp(seconds: threshold), sendAt: Timestamp(seconds: send))
        }
        let breach = quiet?.stretch(around: deadline.seconds)?.end ?? deadline.seconds
        warnings.append(ClockWarning(percent: 0, threshold: deadline, sendAt: Timestamp(seconds: breach)))
        return warnings
    }
}

/// Which reminder of a wait is to be sent now.
public enum DueReminder {
    /// The most urgent one that is due; what was due before it is not sent any more.
    /// - Parameters:
    ///   - sent: per cent left at the last reminder of this wait; nil = there was none
    public static func due(_ warnings: [ClockWarning], sent: Int?, at now: Timestamp) -> ClockWarning? {
        warnings.filter { $0.sendAt <= now && $0.percent < sent ?? 101 }.min { $0.percent < $1.percent }
    }
}

/// Who is told how little is left.
public enum ReminderAudience: String, Sendable, Hashable, CaseIterable {
    case owner, team, lead

    /// Half of the time left: the owner; a quarter: the team; a tenth or nothing: the lead.
    public init(percentLeft percent: Int) {
        self = percent > 25 ? .owner : percent > 10 ? .team : .lead
    }
}
