import ArgumentParser
import Domain
import Routing

/// A period of the calendar, by the seller's clocks.
struct NamedPeriod: ExpressibleByArgument, Sendable, Hashable {
    enum Unit: String, CaseIterable {
        case day, week, month, quarter, year
    }

    let unit: Unit
    /// The whole one before the present one, which goes up to now.
    let isLast: Bool

    init?(argument: String) {
        isLast = argument.hasPrefix("last-")
        guard let unit = Unit(rawValue: isLast ? String(argument.dropFirst(5)) : argument) else { return nil }
        self.unit = unit
    }

    static var allValueStrings: [String] { Unit.allCases.flatMap { [$0.rawValue, "last-\($0.rawValue)"] } }

    func range(at now: Timestamp, in zone: TimeZoneRules) -> (since: Timestamp, until: Timestamp) {
        let today = LocalTime(now, in: zone).date.daysSinceEpoch
        let first = first(of: today)
        guard isLast else { return (zone.midnight(of: first), now) }
        return (zone.midnight(of: self.first(of: first - 1)), zone.midnight(of: first))
    }

    /// The first day of the period that a day lies in; both in days since the epoch.
    private func first(of day: Int64) -> Int64 {
        let date = CivilDate(daysSinceEpoch: day)
        let start: CivilDate? =
            switch unit {
            case .day: date
            case .week: CivilDate(daysSinceEpoch: day - Int64(date.weekday - 1))
            case .month: CivilDate(year: date.year, month: date.month, day: 1)
            case .quarter: CivilDate(year: date.year, month: (date.month - 1) / 3 * 3 + 1, day: 1)
            case .year: CivilDate(year: date.year, month: 1, day: 1)
            }
        return start?.daysSinceEpoch ?? day
    }
}
