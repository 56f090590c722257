public import Domain

/// The days on which one clock stands still: the holidays of some regions and own closing days, less the days that
/// count nevertheless.
public struct HolidayCalendar: Sendable, Hashable {
    public var regions: [HolidayRegion]
    public var extra: [ClosingDay]
    /// Wins over both.
    public var removed: [ClosingDay]

    public init(regions: [HolidayRegion] = [], extra: [ClosingDay] = [], removed: [ClosingDay] = []) {
        self.regions = regions
        self.extra = extra
        self.removed = removed
    }

    /// Why the clock stands still on this date: `Christmas Day (DE)`; nil if it does not.
    public func holiday(on date: CivilDate) -> String? {
        guard !removed.contains(where: { $0.matches(date) }) else { return nil }
        for region in regions {
            if let name = region.holiday(on: date) { return "\(name), \(region.code)" }
        }
        return extra.contains { $0.matches(date) } ? "own closing day" : nil
    }
}
