/// What the clocks of a zone show at some instant, compared with UTC.
public struct LocalOffset: Sendable, Hashable {
    /// Seconds east of UTC.
    public let seconds: Int64
    public let isDaylightSaving: Bool
    /// As the zone's file writes it: `CET`, or `-03` where people use no letters.
    public let abbreviation: String

    public init(seconds: Int64, isDaylightSaving: Bool, abbreviation: String) {
        self.seconds = seconds
        self.isDaylightSaving = isDaylightSaving
        self.abbreviation = abbreviation
    }

    static let utc = LocalOffset(seconds: 0, isDaylightSaving: false, abbreviation: "UTC")

    /// `+01:00`; seconds are shown only where there are any, as in zones before standard time.
    public var isoText: String {
        let magnitude = Int(seconds.magnitude)
        let minutes = "\(twoDigits(magnitude / 3600)):\(twoDigits(magnitude / 60 % 60))"
        return "\(seconds < 0 ? "-" : "+")\(minutes)\(magnitude % 60 == 0 ? "" : ":" + twoDigits(magnitude % 60))"
    }
}
