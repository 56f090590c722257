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
    static let months: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    mutating func skipBlanks() {
        while place < bytes.count, bytes[place] == 0x20 { place += 1 }
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    mutating func number(atMost width: Int) -> Int? {
        let start = place
        var value = 0
        while place < min(bytes.count, start + width), ASCII.isDigit(bytes[place]) {
            value = value * 10 + Int(bytes[place] - 0x30)
            place += 1
        }
        return place > start ? value : nil
    }

    mutating func month() -> Int? {
        for (index, name) in Self.months.enumerated() where ASCII.starts(bytes, at: place, with: name) {
            place += 3
            return index + 1
        }
        return nil
    }
}
