/// An instant in whole milliseconds since 1970-01-01T00:00:00Z, without leap seconds. It carries no zone.
public struct Timestamp: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }
    public init(seconds: Int64) { milliseconds = seconds &* 1000 }

    /// Whole seconds since the epoch, rounded down.
    public var seconds: Int64 { floorDivision(milliseconds, 1000) }

    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
    public static func + (left: Self, right: Duration) -> Self {
        Timestamp(milliseconds: left.milliseconds &+ right.milliseconds)
    }
    public static func - (left: Self, right: Duration) -> Self {
        Timestamp(milliseconds: left.milliseconds &- right.milliseconds)
    }
    public static func - (left: Self, right: Self) -> Duration {
        .milliseconds(left.milliseconds &- right.milliseconds)
    }

    /// ISO 8601 in UTC: `2026-11-22T09:14:00Z`, with milliseconds only where there are any.
    public var description: String {
        let day = floorDivision(seconds, 86_400)
        let rest = Int(seconds - day * 86_400)
        let fraction = Int(milliseconds - seconds * 1000)
        let date = CivilDate(daysSinceEpoch: day)
        let time = "\(pad(rest / 3600, 2)):\(pad(rest / 60 % 60, 2)):\(pad(rest % 60, 2))"
        return "\(date)T\(time)\(fraction == 0 ? "" : "." + pad(fraction, 3))Z"
    }

    /// Reads ISO 8601 as marketplaces write it: `2026-11-22T09:14:00Z`, with or without fraction, with `Z` or an offset
    /// such as `+01:00` or `+0100`, with `T` or a blank. Without any zone the time is taken as UTC. Nil if it is none.
    public init?(iso8601 text: String) {
        var digits = ISO8601Reader(Array(text.utf8))
        guard let milliseconds = digits.read() else { return nil }
        self.milliseconds = milliseconds
    }
}

extension Duration {
    /// The whole milliseconds of this duration, cut towards zero.
    public var milliseconds: Int64 {
        components.seconds &* 1000 &+ components.attoseconds / 1_000_000_000_000_000
    }
}

private func floorDivision(_ number: Int64, _ divisor: Int64) -> Int64 {
    number / divisor - (number % divisor < 0 ? 1 : 0)
}

func pad(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
