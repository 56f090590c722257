public import Domain

/// A day written by the admin: one date, the same date of every year, or a distance from Easter Sunday.
/// `holidays_extra` and `holidays_removed` hold them.
public enum ClosingDay: Sendable, Hashable, CustomStringConvertible {
    case once(CivilDate)
    case yearly(month: Int, day: Int)
    /// Days behind Easter Sunday, negative before it.
    case easter(Int)

    /// Reads `2026-12-24`, `12-24`, `easter+39` or `easter-2`; nil if it is none of them.
    public init?(_ text: String) {
        if text.hasPrefix("easter") {
            guard let sign = text.dropFirst(6).first, sign == "+" || sign == "-",
                let days = Self.number(text.dropFirst(7)), days < 300
            else { return nil }
            self = .easter(sign == "-" ? -days : days)
            return
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap(Self.number)
        guard numbers.count == parts.count, parts.suffix(2).allSatisfy({ $0.utf8.count == 2 }) else { return nil }
        switch numbers.count {
        case 2:
            // Some leap year, so that 02-29 can be named.
            guard CivilDate(year: 2024, month: numbers[0], day: numbers[1]) != nil else { return nil }
            self = .yearly(month: numbers[0], day: numbers[1])
        case 3:
            guard parts[0].utf8.count == 4, let date = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
            else { return nil }
            self = .once(date)
        default: return nil
        }
    }

    public func matches(_ date: CivilDate) -> Bool {
        switch self {
        case .once(let day): day == date
        case .yearly(let month, let day): date.month == month && date.day == day
        case .easter(let days): date.daysSinceEpoch == easterSunday(of: date.year) + Int64(days)
        }
    }

    public var description: String {
        switch self {
        case .once(let date): date.description
        case .yearly(let month, let day): "\(twoDigits(month))-\(twoDigits(day))"
        case .easter(let days): days < 0 ? "easter\(days)" : "easter+\(days)"
        }
    }

    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }
}
