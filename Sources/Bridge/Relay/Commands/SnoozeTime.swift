import Domain
import Routing

/// Until when `#snooze` puts a ticket aside: `2d`, `4h`, `90m`, `tomorrow`, `2026-12-24`, `24.12.`; never beyond the time
/// when the marketplace's deadline comes near.
struct SnoozeTime: Sendable, Hashable {
    var until: Timestamp
    /// The wish was later than the deadline allows.
    var isShortened: Bool

    /// Local hour of a day that is named without one.
    static let morning: Int64 = 8

    /// Nil if the words name no time ahead.
    ///
    /// - Parameter latest: when somebody has to look again, whatever was wished
    init?(_ words: String, now: Timestamp, zone: TimeZoneRules, latest: Timestamp?) {
        let word = words.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
        guard let wish = Self.span(word).map({ now + $0 }) ?? Self.day(word, now, zone), wish > now else { return nil }
        if let latest, wish > latest {
            guard latest > now else { return nil }
            until = latest
            isShortened = true
        } else {
            until = wish
            isShortened = false
        }
    }

    /// A number and a unit: minutes, hours, days or weeks, at most 90 days.
    private static func span(_ word: String) -> Duration? {
        let digits = word.prefix { ("0"..."9").contains($0) }
        guard digits.utf8.count <= 4, let number = Int64(digits), number > 0 else { return nil }
        let unit = word.dropFirst(digits.count).drop(while: \.isWhitespace)
        let seconds: Int64? =
            switch unit {
            case "m", "min", "minuten", "minutes", "minuty", "minut": 60
            case "h", "std", "stunden", "stunde", "hours", "hour", "uur", "u", "heures", "heure", "godz", "godzin": 3600
            case "d", "t", "tage", "tag", "days", "day", "dagen", "dag", "j", "jours", "jour", "dni", "dzień": 86_400
            case "w", "wochen", "woche", "weeks", "week", "weken", "semaines", "semaine", "tygodnie": 604_800
            default: nil
            }
        guard let seconds, number <= 90 * 86_400 / seconds else { return nil }
        return .seconds(number * seconds)
    }

    private static func day(_ word: String, _ now: Timestamp, _ zone: TimeZoneRules) -> Timestamp? {
        let today = LocalTime(now, in: zone).date
        var date: CivilDate?
        if ["tomorrow", "morgen", "demain", "jutro"].contains(word) {
            date = CivilDate(daysSinceEpoch: today.daysSinceEpoch + 1)
        } else if ["übermorgen", "uebermorgen", "overmorgen", "après-demain", "apres-demain", "pojutrze"].contains(word)
        {
            date = CivilDate(daysSinceEpoch: today.daysSinceEpoch + 2)
        } else {
            date = written(word, today)
        }
        guard let date, date.daysSinceEpoch - today.daysSinceEpoch <= 90 else { return nil }
        return Timestamp(seconds: zone.instant(ofLocal: date.daysSinceEpoch * 86_400 + morning * 3600))
    }

    /// `2026-12-24`, `24.12.2026`, `24.12.`, `24/12`, `24-12-2026`; without a year the next such day.
    private static func written(_ word: String, _ today: CivilDate) -> CivilDate? {
        let parts = word.split { ".-/".contains($0) }.map { $0.utf8.count <= 4 ? Int($0) : nil }
        guard (2...3).contains(parts.count), word.allSatisfy({ "0123456789.-/".contains($0) }) else { return nil }
        let numbers = parts.compactMap { $0 }
        guard numbers.count == parts.count else { return nil }
        if numbers.count == 3 {
            return numbers[0] > 31
                ? CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
                : CivilDate(year: numbers[2], month: numbers[1], day: numbers[0])
        }
        let thisYear = CivilDate(year: today.year, month: numbers[1], day: numbers[0])
        if let thisYear, thisYear > today { return thisYear }
        return CivilDate(year: today.year + 1, month: numbers[1], day: numbers[0])
    }
}
