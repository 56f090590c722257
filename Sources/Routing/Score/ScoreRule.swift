/// What a marketplace demands of the share of answers in time.
public struct ScoreRule: Sendable, Hashable {
    public var goal: RuleSet.Goal
    /// Late answers in a week from which on the marketplace warns; nil = the share alone decides.
    public var weeklyLateLimit: Int?
    /// Decides what a week is.
    public var zone: TimeZoneRules

    public init(goal: RuleSet.Goal, weeklyLateLimit: Int? = nil, zone: TimeZoneRules) {
        self.goal = goal
        self.weeklyLateLimit = weeklyLateLimit
        self.zone = zone
    }

    /// Nil for a clock without a goal.
    public init?(_ rules: RuleSet) {
        guard let goal = rules.goal else { return nil }
        self.init(goal: goal, weeklyLateLimit: rules.weeklyLateLimit, zone: rules.zone)
    }
}
