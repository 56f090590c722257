public import Domain

/// The score that a marketplace will compute for one account (clocks.md §7).
public struct Score: Sendable, Hashable {
    public let rule: ScoreRule
    /// Of the days that the marketplace looks back on.
    public let rolling: AnswerCount
    /// Of the present week, from Monday on.
    public let week: AnswerCount
    public let firstResponse: FirstResponse

    /// - Parameter waits: of all tickets, in any order
    /// - Complexity: n log n of the waits
    public init(_ rule: ScoreRule, _ waits: [ScoredWait], at now: Timestamp) {
        self.rule = rule
        let days = Int64(rule.goal.windowDays)
        let window = (now.seconds - days * 86_400 + 1)...max(now.seconds, now.seconds - days * 86_400 + 1)
        let counted = rule.goal.unit == .first ? Self.firsts(of: waits) : waits
        rolling = Self.count(counted, at: now) { window.contains($0) }
        let week = ScoreWeek(of: now, in: rule.zone).seconds
        self.week = Self.count(counted, at: now) { week.contains($0) }
        firstResponse = FirstResponse(waits, answeredIn: window)
    }

    /// Whether the share reaches the percentage; nil without any wait.
    public var isMet: Bool? { rolling.reaches(rule.goal.percent) }

    /// "k more late answers until the warning"; 0 = already there.
    public var allowance: Int {
        let decisive = rule.weeklyLateLimit == nil ? rolling : week
        return decisive.allowance(percent: rule.goal.percent, limit: rule.weeklyLateLimit)
    }

    /// "k more answers in time until the goal"; nil if none help.
    public var recovery: Int? { rolling.recovery(percent: rule.goal.percent) }

    private static func firsts(of waits: [ScoredWait]) -> [ScoredWait] {
        Array(
            waits.reduce(into: [String: ScoredWait]()) { firsts, wait in
                if let known = firsts[wait.ticket], known.start <= wait.start { return }
                firsts[wait.ticket] = wait
            }.values)
    }

    /// A wait belongs to the time of its start.
    private static func count(
        _ waits: [ScoredWait], at now: Timestamp, _ isInside: (Int64) -> Bool
    ) -> AnswerCount {
        waits.reduce(into: AnswerCount()) { count, wait in
            guard isInside(wait.start.seconds), let isInTime = wait.isInTime(at: now) else { return }
            count.add(isInTime)
        }
    }

    /// In time and late by week, oldest first, the present week last.
    public static func weeks(
        _ number: Int, of waits: [ScoredWait], in zone: TimeZoneRules, at now: Timestamp
    ) -> [AnswerCount] {
        let weeks = ScoreWeek(of: now, in: zone).last(number).map(\.seconds)
        var counts = [AnswerCount](repeating: AnswerCount(), count: weeks.count)
        for wait in waits {
            // A week's length is known to an hour, where clocks change: the place is looked up from the estimate on.
            guard let first = weeks.first, wait.start.seconds >= first.lowerBound,
                let isInTime = wait.isInTime(at: now)
            else { continue }
            let estimate = min(Int((wait.start.seconds - first.lowerBound) / ScoreWeek.length), weeks.count - 1)
            let near = max(0, estimate - 1)...min(weeks.count - 1, estimate + 1)
            guard let place = near.first(where: { weeks[$0].contains(wait.start.seconds) }) else { continue }
            counts[place].add(isInTime)
        }
        return counts
    }
}
