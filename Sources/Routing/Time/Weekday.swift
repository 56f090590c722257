/// A day of the week; the raw values are the configuration's words.
public enum Weekday: String, Sendable, CaseIterable, Comparable {
    case monday = "mon"
    case tuesday = "tue"
    case wednesday = "wed"
    case thursday = "thu"
    case friday = "fri"
    case saturday = "sat"
    case sunday = "sun"

    /// 1 = Monday … 7 = Sunday (ISO 8601); nil outside.
    public init?(iso number: Int) {
        guard (1...7).contains(number) else { return nil }
        self = Self.allCases[number - 1]
    }

    /// 1 = Monday … 7 = Sunday.
    public var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

    /// `Mon`
    public var abbreviation: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}
