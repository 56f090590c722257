/// Which instants a clock counts (`counting`).
public enum Counting: Sendable, Hashable {
    /// All of them.
    case calendar
    /// Whole local days of these weekdays, less holidays.
    case workingDays(Set<Weekday>)
    /// Windows per weekday, less holidays.
    case businessHours([Weekday: [DayWindow]])

    public static let mondayToFriday: Set<Weekday> = [.monday, .tuesday, .wednesday, .thursday, .friday]

    /// The configuration's word.
    public var word: String {
        switch self {
        case .calendar: "calendar"
        case .workingDays: "working_days"
        case .businessHours: "business_hours"
        }
    }

    public static let words = ["calendar", "working_days", "business_hours"]
}
