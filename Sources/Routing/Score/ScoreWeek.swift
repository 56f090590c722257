import Domain

/// A week as scores count it: from Monday 00:00 to the next, by local clocks.
struct ScoreWeek {
    /// Seconds, where no clock changes.
    static let length: Int64 = 7 * 86_400

    private let monday: Int64
    private let zone: TimeZoneRules

    init(of now: Timestamp, in zone: TimeZoneRules) {
        let date = LocalTime(now, in: zone).date
        monday = date.daysSinceEpoch - Int64(date.weekday - 1)
        self.zone = zone
    }

    private init(monday: Int64, in zone: TimeZoneRules) {
        self.monday = monday
        self.zone = zone
    }

    /// Seconds since the epoch.
    var seconds: Range<Int64> {
        let start = zone.instant(ofLocal: monday * 86_400)
        return start..<max(start, zone.instant(ofLocal: (monday + 7) * 86_400))
    }

    /// This week and those before it, oldest first.
    func last(_ number: Int) -> [ScoreWeek] {
        (0..<Int64(max(0, number))).reversed().map { ScoreWeek(monday: monday - 7 * $0, in: zone) }
    }
}
