public import Domain

/// A country or a German state whose public holidays the table knows, by ISO 3166 code: `DE`, `DE-NW`.
public struct HolidayRegion: Sendable, Hashable, CustomStringConvertible {
    public let code: String
    let rules: [HolidayRule]

    /// Nil if the table has no such region. Codes are written in capitals.
    public init?(_ code: String) {
        guard let rules = HolidayTable.regions[code] else { return nil }
        self.code = code
        self.rules = rules
    }

    /// Every code of the table, sorted.
    public static var codes: [String] { HolidayTable.regions.keys.sorted() }

    /// The years for which the table was checked against published calendars; laws change behind them.
    public static let coveredYears = 2024...2035

    /// Whether the covered years are over by then.
    public static func ends(within time: Duration, of now: Timestamp) -> Bool {
        LocalTime(now + time, in: .utc).date.year > coveredYears.upperBound
    }

    /// The name of the holiday on this date, if it is one.
    public func holiday(on date: CivilDate) -> String? { rules.first { $0.date(in: date.year) == date }?.name }

    /// All holidays of a year, by date.
    public func holidays(in year: Int) -> [(date: CivilDate, name: String)] {
        rules.compactMap { rule in rule.date(in: year).map { (date: $0, name: rule.name) } }.sorted {
            $0.date < $1.date
        }
    }

    public var description: String { code }
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
