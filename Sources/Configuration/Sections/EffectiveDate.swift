import Domain
import Routing

/// From when a version of a clock is in force: an instant, or the first one of a local day.
enum EffectiveDate {
    case instant(Timestamp)
    case day(CivilDate)

    func instant(in zone: TimeZoneRules) -> Timestamp {
        switch self {
        case .instant(let instant): instant
        case .day(let date): Timestamp(seconds: zone.instant(ofLocal: date.daysSinceEpoch * 86_400))
        }
    }
}

extension ValueKind where Value == CivilDate {
    static var day: Self {
        ValueKind { node throws(Mistake) in
            switch node.value {
            case .date(let date): return date
            case .string(let text): if case .once(let date) = ClosingDay(text) { return date }
            default: break
            }
            throw .expected("a date such as 2026-01-31", found: node)
        } show: {
            tomlString($0.description)
        }
    }
}

extension ValueKind where Value == EffectiveDate {
    static var effectiveDate: Self {
        ValueKind { node throws(Mistake) in
            switch node.value {
            case .date(let date): return .day(date)
            case .instant(let instant): return .instant(instant)
            case .string(let text):
                if case .once(let date) = ClosingDay(text) { return .day(date) }
                let hasOffset = text.hasSuffix("Z") || text.dropFirst(10).contains { "+-".contains($0) }
                if hasOffset, let instant = Timestamp(iso8601: text) { return .instant(instant) }
            default: break
            }
            throw .expected("a date such as 2026-01-01, or a date with time and offset", found: node)
        } show: { date in
            switch date {
            case .instant(let instant): tomlString(instant.description)
            case .day(let date): tomlString(date.description)
            }
        }
    }
}
