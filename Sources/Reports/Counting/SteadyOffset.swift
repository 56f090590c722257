import Routing

/// How far a zone's clocks are from UTC, remembered until that changes: facts come in order of time.
struct SteadyOffset: Sendable {
    let zone: TimeZoneRules
    private var known: Range<Int64> = 0..<0
    private var seconds: Int64 = 0

    init(_ zone: TimeZoneRules) { self.zone = zone }

    /// - Parameter instant: seconds since the epoch
    mutating func seconds(at instant: Int64) -> Int64 {
        if !known.contains(instant) {
            seconds = zone.offset(at: instant).seconds
            known = instant..<max(instant, zone.nextTransition(after: instant) ?? .max)
        }
        return seconds
    }
}
