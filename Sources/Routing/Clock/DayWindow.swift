/// A stretch of one local day; the end is not part of it.
public struct DayWindow: Sendable, Hashable, CustomStringConvertible {
    /// Seconds since local midnight, 0…86 399.
    public let start: Int64
    /// Up to 86 400 (`24:00`).
    public let end: Int64

    /// Nil unless start < end within one day.
    public init?(start: Int64, end: Int64) {
        guard start >= 0, start < end, end <= 86_400 else { return nil }
        self.start = start
        self.end = end
    }

    /// Reads `09:00-17:00`; nil if it is no such window.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let start = ClockTime(String(parts[0])), let end = ClockTime(String(parts[1])) else {
            return nil
        }
        self.init(start: start.seconds, end: end.seconds)
    }

    public func overlaps(_ other: DayWindow) -> Bool { start < other.end && other.start < end }

    public var description: String { "\(ClockTime(seconds: start))-\(ClockTime(seconds: end))" }
}

/// A time of day in whole minutes, `00:00` to `24:00`.
public struct ClockTime: Sendable, Hashable, CustomStringConvertible {
    /// Seconds since local midnight.
    public let seconds: Int64

    init(seconds: Int64) { self.seconds = seconds }

    /// Reads `HH:MM`; nil if it is none.
    public init?(_ text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 5, digits[2] == UInt8(ascii: ":"),
            [0, 1, 3, 4].allSatisfy({ (0x30...0x39).contains(digits[$0]) })
        else { return nil }
        let value = digits.map { Int64($0) - 0x30 }
        let hour = value[0] * 10 + value[1]
        let minute = value[3] * 10 + value[4]
        guard minute < 60, hour < 24 || (hour == 24 && minute == 0) else { return nil }
        seconds = hour * 3600 + minute * 60
    }

    public var description: String { "\(twoDigits(Int(seconds / 3600))):\(twoDigits(Int(seconds / 60 % 60)))" }
}
