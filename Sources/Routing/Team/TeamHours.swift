public import Domain

/// When a team is at work.
public struct TeamHours: Sendable, Hashable {
    /// Days that are not named are off.
    public let windows: [Weekday: [DayWindow]]
    private let rules: RuleSet

    public init(
        windows: [Weekday: [DayWindow]] = TeamHours.usual, holidays: HolidayCalendar = HolidayCalendar(),
        zone: TimeZoneRules
    ) {
        self.windows = windows
        rules = RuleSet(
            name: "team", target: .seconds(1), counting: .businessHours(windows), holidays: holidays, zone: zone)
    }

    public var zone: TimeZoneRules { rules.zone }
    public var holidays: HolidayCalendar { rules.holidays }

    /// Monday to Friday, 8 to 17 o'clock.
    public static let usual: [Weekday: [DayWindow]] = {
        let window = [DayWindow(start: 8 * 3600, end: 17 * 3600)].compactMap { $0 }
        return Dictionary(uniqueKeysWithValues: Counting.mondayToFriday.map { ($0, window) })
    }()

    /// A time when nobody is there.
    public struct Closure: Sendable, Hashable {
        /// When the last one leaves.
        public let start: Timestamp
        /// When the first one comes.
        public let end: Timestamp
    }

    /// The next closure at least so long that begins after `now`; nil if there is none within 400 days.
    public func closure(after now: Timestamp, atLeast least: Duration) -> Closure? {
        var start: Int64?
        var wasOpen = false
        for stretch in Stretches(of: rules, from: now.seconds) {
            if stretch.counts {
                if let from = start, Duration.seconds(stretch.start - from) >= least {
                    return Closure(start: Timestamp(seconds: from), end: Timestamp(seconds: stretch.start))
                }
                start = nil
                wasOpen = true
            } else if start == nil, wasOpen {
                start = stretch.start
            }
            if stretch.end - now.seconds > RuleSet.horizon { break }
        }
        return nil
    }

    /// Whether anybody works on the local day of `now` at all.
    public func worksToday(_ now: Timestamp) -> Bool {
        let local = LocalTime(now.seconds, in: zone)
        return !(windows[local.weekday] ?? []).isEmpty && holidays.holiday(on: local.date) == nil
    }

    /// The local day, and the seconds since its midnight by the clock on the wall.
    public func day(of now: Timestamp) -> (date: CivilDate, second: Int64) {
        let local = LocalTime(now.seconds, in: zone)
        return (local.date, local.secondOfDay)
    }
}
