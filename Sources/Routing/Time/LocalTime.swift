public import Domain

/// What the clocks of a zone show at an instant, to the second.
public struct LocalTime: Sendable, Hashable {
    public let date: CivilDate
    /// 0…86 399
    public let secondOfDay: Int64
    public let offset: LocalOffset

    /// - Parameter instant: seconds since the epoch
    public init(_ instant: Int64, in zone: TimeZoneRules) {
        offset = zone.offset(at: instant)
        let local = instant + offset.seconds
        let day = local / 86_400 - (local % 86_400 < 0 ? 1 : 0)
        date = CivilDate(daysSinceEpoch: day)
        secondOfDay = local - day * 86_400
    }

    /// Fractions of a second are cut off.
    public init(_ instant: Timestamp, in zone: TimeZoneRules) { self.init(instant.seconds, in: zone) }

    public var weekday: Weekday { Weekday(iso: date.weekday) ?? .monday }

    /// `2026-11-24T16:00:00+01:00`
    public var isoText: String { "\(date)T\(clock):\(twoDigits(Int(secondOfDay % 60)))\(offset.isoText)" }

    /// For people: `Tue 24 Nov 16:00 CET`, or `UTC-03:00` where the zone has no letters of its own.
    public var text: String {
        let zone = offset.abbreviation
        let hasLetters = zone.first?.isLetter ?? false
        return "\(weekday.abbreviation) \(date.shortText) \(clock) \(hasLetters ? zone : "UTC" + offset.isoText)"
    }

    /// `16:00`
    public var clock: String { "\(twoDigits(Int(secondOfDay / 3600))):\(twoDigits(Int(secondOfDay / 60 % 60)))" }
}

extension CivilDate {
    /// `24 Nov`
    public var shortText: String { "\(day) \(Self.monthNames[month - 1])" }

    private static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
