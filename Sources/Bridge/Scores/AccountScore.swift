public import Domain
public import Routing
public import Store

/// How a marketplace judges one account, by its own arithmetic.
public struct AccountScore: Sendable, Hashable {
    public enum Level: String, Sendable, Encodable { case good, near, bad }

    public let marketplace: MarketplaceName
    public let shownName: String
    public let score: Score
    /// Whether the marketplace is known to demand a share; without, there is no goal, no warning and nothing to recover.
    public let hasGoal: Bool
    /// In time and late by week, oldest first, the present one last.
    public let weeks: [AnswerCount]

    static let weeksShown = 12
    /// From so many late answers before the warning on, it is near.
    private static let nearAllowance = 3
    /// What is counted where the marketplace demands nothing: every answer of a month.
    private static let withoutGoal = RuleSet.Goal(percent: 100, windowDays: 30, unit: .every)

    init(marketplace: MarketplaceName, shownName: String, _ rules: RuleSet, _ waits: [ScoredWait], at now: Timestamp) {
        self.marketplace = marketplace
        self.shownName = shownName
        hasGoal = rules.goal != nil
        score = Score(ScoreRule(rules) ?? ScoreRule(goal: Self.withoutGoal, zone: rules.zone), waits, at: now)
        weeks = Score.weeks(Self.weeksShown, of: waits, in: rules.zone, at: now)
    }

    /// Reads what is needed for it, and computes it. Time is linear in the waits of the last weeks.
    public static func read(
        _ marketplace: MarketplaceName, shownName: String, _ clock: AnswerClock, from store: any TicketStore,
        at now: Timestamp
    ) async throws(StoreError) -> AccountScore {
        let rules = clock.rules(inForceAt: now)
        let days = max(rules.goal?.windowDays ?? Self.withoutGoal.windowDays, 7 * weeksShown)
        let waits = try await store.scoredWaits(
            at: marketplace, since: now - .seconds(Int64(days) * 86_400), onlyFirst: rules.goal?.unit == .first)
        return AccountScore(marketplace: marketplace, shownName: shownName, rules, waits, at: now)
    }

    /// How many more late answers bring the warning; nil where the marketplace gives none.
    public var allowance: Int? { hasGoal ? score.allowance : nil }

    public var level: Level {
        guard score.rolling.total > 0 else { return .good }
        guard let allowance else { return score.rolling.late == 0 ? .good : .near }
        if score.isMet == false || allowance == 0 { return .bad }
        return allowance <= Self.nearAllowance ? .near : .good
    }

    /// Nothing was counted, so that there is nothing to tell.
    public var isEmpty: Bool { score.rolling.total == 0 && score.week.total == 0 }
}
