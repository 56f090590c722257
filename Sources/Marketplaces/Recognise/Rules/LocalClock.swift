import Domain

/// How local times that a mail writes become instants.
public struct LocalClock: Sendable {
    /// IANA name.
    public var name: String
    /// Seconds since the epoch from seconds by the zone's own clocks.
    public var instant: @Sendable (_ local: Int64) -> Int64

    public init(name: String, instant: @escaping @Sendable (_ local: Int64) -> Int64) {
        self.name = name
        self.instant = instant
    }

    /// The time of Berlin, Paris and Warsaw by the rule that holds since 1996 (directive 2000/84/EC): summer time from the last Sunday of
    /// March to that of October, 01:00 UTC each.
    public static let centralEurope = LocalClock(name: "Europe/Berlin") { local in
        let winter = local - 3600
        let year = CivilDate(daysSinceEpoch: winter / 86_400 - (winter % 86_400 < 0 ? 1 : 0)).year
        let summer = change(month: 3, of: year)..<change(month: 10, of: year)
        // An hour that comes twice is taken as the earlier, one that is left out as if the clocks had not moved yet.
        return summer.contains(local - 7200) ? local - 7200 : winter
    }

    private static func change(month: Int, of year: Int) -> Int64 {
        guard let last = CivilDate(year: year, month: month, day: 31) else { return 0 }
        return (last.daysSinceEpoch - Int64(last.weekday % 7)) * 86_400 + 3600
    }
}
