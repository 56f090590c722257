public import Domain

/// IMAP's `date-time` (RFC 9051 §9): ` 2-Nov-2026 07:05:09 +0100`.
public struct InternalDate: Hashable, Sendable, CustomStringConvertible {
    public let timestamp: Timestamp
    /// Minutes east of UTC, as the server wrote it.
    public let zoneMinutes: Int

    public init(_ timestamp: Timestamp, zoneMinutes: Int = 0) {
        self.timestamp = timestamp
        self.zoneMinutes = zoneMinutes
    }

    /// Takes a one-digit day with and without its blank, and any year: broken stores answer with 1899. Nil if it is none.
    public init?(_ text: [UInt8]) {
        var digits = Digits(text)
        digits.skipBlanks()
        guard let day = digits.number(atMost: 2), digits.skip("-"), let month = digits.month(), digits.skip("-"),
            let year = digits.number(atMost: 4), let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        digits.skipBlanks()
        guard let hour = digits.number(atMost: 2), hour < 24, digits.skip(":"),
            let minute = digits.number(atMost: 2), minute < 60, digits.skip(":"),
            let second = digits.number(atMost: 2), second <= 60
        else { return nil }
        digits.skipBlanks()
        let east = digits.skip("+")
        guard east || digits.skip("-"), let zone = digits.number(atMost: 4), digits.isAtEnd, zone % 100 < 60
        else { return nil }
        zoneMinutes = (zone / 100 * 60 + zone % 100) * (east ? 1 : -1)
        let local = date.daysSinceEpoch * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        timestamp = Timestamp(seconds: local - Int64(zoneMinutes) * 60)
    }

    /// Always 26 characters for years 0…9999.
    public var description: String {
        let local = timestamp.seconds + Int64(zoneMinutes) * 60
        let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        let date = CivilDate(daysSinceEpoch: days)
        let second = Int(local - days * 86_400)
        let day = date.day < 10 ? " \(date.day)" : "\(date.day)"
        let time = [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined(separator: ":")
        let zone = zoneMinutes.magnitude
        let sign = zoneMinutes < 0 ? "-" : "+"
        let month = Digits.months[date.month - 1]
        return "\(day)-\(month)-\(padded(date.year, 4)) \(time) \(sign)\(padded(Int(zone / 60 * 100 + zone % 60), 4))"
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// The tokens of a `date-time`.
private struct Digits {
    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skipBlanks() { rest = rest.drop { $0 == 0x20 } }

    mutating func skip(_ character: Character) -> Bool {
        guard let first = rest.first, first == character.asciiValue else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(atMost width: Int) -> Int? {
        let digits = rest.prefix(width).prefix(while: ASCII.isDigit)
        if digits.isEmpty { return nil }
        rest.removeFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    mutating func month() -> Int? {
        let name = ASCII.uppercased(String(decoding: rest.prefix(3), as: UTF8.self))
        guard let index = Self.months.firstIndex(where: { ASCII.uppercased($0) == name }) else { return nil }
        rest.removeFirst(3)
        return index + 1
    }
}
