import Configuration
import Domain
import Marketplaces
import Routing

/// A point in time as people write it on a command line: `2026-01-31`, `2026-01-31T08:00:00+01:00`, `30d` ago.
enum TimeArgument: Sendable, Hashable {
    case day(CivilDate)
    case instant(Timestamp)
    /// So long ago.
    case ago(Duration)

    init?(_ text: String) {
        let seconds: [Character: Int64] = ["m": 60, "h": 3600, "d": 86_400, "w": 604_800]
        if let unit = text.last.flatMap({ seconds[$0] }), let number = UInt16(text.dropLast()) {
            self = .ago(.seconds(Int64(number) * unit))
            return
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        if parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2] {
            let numbers = parts.compactMap { UInt16($0) }.map(Int.init)
            guard numbers.count == 3, let date = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]) else {
                return nil
            }
            self = .day(date)
            return
        }
        guard let instant = Timestamp(iso8601: text) else { return nil }
        self = .instant(instant)
    }

    static func complaint(_ text: String) -> String {
        "a time is a date (2026-01-31), a date with a time (2026-01-31T08:00:00+01:00) or how long ago (36h, 30d, 4w), "
            + "not \"\(text)\""
    }

    /// A day begins at its midnight.
    func start(at now: Timestamp, in zone: TimeZoneRules) -> Timestamp { instant(at: now, in: zone, daysOn: 0) }

    /// Not part of what it ends; a day ends at the next midnight.
    func end(at now: Timestamp, in zone: TimeZoneRules) -> Timestamp { instant(at: now, in: zone, daysOn: 1) }

    private func instant(at now: Timestamp, in zone: TimeZoneRules, daysOn days: Int64) -> Timestamp {
        switch self {
        case .instant(let time): time
        case .ago(let duration): now - duration
        case .day(let date): zone.midnight(of: date.daysSinceEpoch + days)
        }
    }
}

extension TimeZoneRules {
    /// The first instant of a local day, in days since the epoch.
    func midnight(of day: Int64) -> Timestamp { Timestamp(seconds: instant(ofLocal: day * 86_400)) }
}

extension Configuration {
    /// Where the seller's days begin and end: as at the first marketplace.
    var ownZone: TimeZoneRules {
        marketplaces.first.flatMap { clock(of: $0.name) }?.versions.last?.zone ?? .utc
    }
}
