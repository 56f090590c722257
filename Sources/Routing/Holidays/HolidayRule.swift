import Domain

/// One public holiday of a region: when it falls and in which years it exists.
struct HolidayRule: Sendable, Hashable {
    enum Day: Sendable, Hashable {
        case fixed(month: Int, day: Int)
        /// Days behind Easter Sunday.
        case easter(Int)
        /// The given day, or the one before if it is a Sunday (King's Day).
        case notOnSunday(month: Int, day: Int)
        /// The last Wednesday before the given day (Saxony's day of repentance).
        case wednesdayBefore(month: Int, day: Int)
    }

    var name: String
    var day: Day
    var years: ClosedRange<Int> = 1...9999
    /// Only in years that this number divides.
    var every: Int = 1
    /// The region lets it drop where it falls on a Sunday.
    var isDroppedOnSunday: Bool = false
    var exceptYears: Set<Int> = []

    /// The date in a year; nil if there is none.
    func date(in year: Int) -> CivilDate? {
        guard years.contains(year), year % every == 0, !exceptYears.contains(year), let date = unfiltered(in: year)
        else { return nil }
        return isDroppedOnSunday && date.weekday == 7 ? nil : date
    }

    private func unfiltered(in year: Int) -> CivilDate? {
        switch day {
        case .fixed(let month, let day):
            return CivilDate(year: year, month: month, day: day)
        case .easter(let days):
            return CivilDate(daysSinceEpoch: easterSunday(of: year) + Int64(days))
        case .notOnSunday(let month, let day):
            guard let date = CivilDate(year: year, month: month, day: day), date.weekday == 7 else {
                return CivilDate(year: year, month: month, day: day)
            }
            return CivilDate(daysSinceEpoch: date.daysSinceEpoch - 1)
        case .wednesdayBefore(let month, let day):
            guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
            return CivilDate(daysSinceEpoch: date.daysSinceEpoch - Int64((date.weekday + 3) % 7 + 1))
        }
    }
}
