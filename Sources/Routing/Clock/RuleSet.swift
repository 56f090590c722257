public import Domain

/// One version of an answer clock: how much time the marketplace gives, and which time counts.
public struct RuleSet: Sendable, Hashable {
    /// Whether "no reply needed" exists on the marketplace.
    public enum NoReply: String, Sendable, CaseIterable {
        /// Known to the marketplace and read back.
        case stops
        /// We stop reminding; the score keeps counting until the marketplace shows it.
        case local
        /// The command is refused.
        case none
    }

    /// The share of answers that have to be in time.
    public struct Goal: Sendable, Hashable {
        public enum Unit: String, Sendable, CaseIterable {
            /// Only the first wait of each ticket.
            case first
            case every
        }
        /// 1…100
        public var percent: Int
        /// Whole days.
        public var windowDays: Int
        public var unit: Unit

        public init(percent: Int, windowDays: Int, unit: Unit) {
            self.percent = percent
            self.windowDays = windowDays
            self.unit = unit
        }
    }

    public var name: String
    /// In force from this instant on; nil = from ever.
    public var effectiveFrom: Timestamp?
    /// Counted time allowed, whole seconds > 0.
    public var target: Duration
    public var counting: Counting { didSet { counted = CountedPeriods() } }
    public var holidays: HolidayCalendar { didSet { counted = CountedPeriods() } }
    /// Decides dates, weekdays and windows.
    public var zone: TimeZoneRules { didSet { counted = CountedPeriods() } }
    /// Counted time after which the marketplace itself flags the question.
    public var early: Duration?
    /// Per cent of the target that is left at each warning, most first.
    public var warn: [Int]
    public var quiet: QuietHours?
    /// An automatic acknowledgement ends the wait.
    public var autoReplyCounts: Bool
    /// An interim or canned answer ends the wait.
    public var cannedCounts: Bool
    public var noReply: NoReply
    public var goal: Goal?
    /// Late answers in a week at which the marketplace warns.
    public var weeklyLateLimit: Int?
    /// What has been worked out of ``counting``, ``holidays`` and ``zone``.
    private(set) var counted = CountedPeriods()

    public init(
        name: String, effectiveFrom: Timestamp? = nil, target: Duration, counting: Counting = .calendar,
        holidays: HolidayCalendar = HolidayCalendar(), zone: TimeZoneRules, early: Duration? = nil,
        warn: [Int] = [50, 25, 10], quiet: QuietHours? = nil, autoReplyCounts: Bool = false,
        cannedCounts: Bool = true, noReply: NoReply = .none, goal: Goal? = nil, weeklyLateLimit: Int? = nil
    ) {
        self.name = name
        self.effectiveFrom = effectiveFrom
        self.target = target
        self.counting = counting
        self.holidays = holidays
        self.zone = zone
        self.early = early
        self.warn = warn
        self.quiet = quiet
        self.autoReplyCounts = autoReplyCounts
        self.cannedCounts = cannedCounts
        self.noReply = noReply
        self.goal = goal
        self.weeklyLateLimit = weeklyLateLimit
    }
}
