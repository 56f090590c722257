/// The offsets of one time zone, past and future, from the bytes of a TZif file (RFC 9636).
///
/// A value without I/O: whoever builds it has read the file. It needs no locale data and no system calendar.
public struct TimeZoneRules: Sendable, Hashable {
    /// IANA name, as configured.
    public let name: String
    private let transitions: [Int64]
    /// One offset per transition: what holds from there on.
    private let offsets: [LocalOffset]
    /// What holds before the first transition.
    private let first: LocalOffset
    /// What holds behind the last transition, if the file says more than its last offset.
    private let future: POSIXTimeZone?

    /// Reads a TZif file of version 1 to 4.
    public init(name: String, tzif: [UInt8]) throws(TimeZoneError) {
        let content = try TZifReader(tzif).read()
        self.name = name
        transitions = content.transitions
        offsets = content.offsets
        first = content.first
        future = content.future
    }

    /// A zone that is always UTC; needs no file.
    public static let utc = TimeZoneRules(fixed: .utc, name: "UTC")

    private init(fixed: LocalOffset, name: String) {
        self.name = name
        transitions = []
        offsets = []
        first = fixed
        future = nil
    }

    /// The offset at an instant, in seconds since the epoch.
    public func offset(at instant: Int64) -> LocalOffset {
        let passed = transitionsPassed(at: instant)
        if passed == transitions.count, let future { return future.offset(at: instant) }
        return passed == 0 ? first : offsets[passed - 1]
    }

    /// The first instant behind `instant` at which the file or its rule changes the offset; nil if none is left.
    public func nextTransition(after instant: Int64) -> Int64? {
        let passed = transitionsPassed(at: instant)
        return passed < transitions.count ? transitions[passed] : future?.nextTransition(after: instant)
    }

    /// The instant at which the zone's clocks first show this local time; where they skip it, the instant of the skip.
    /// - Parameter local: seconds since 1970-01-01T00:00:00 by the zone's own clocks.
    public func instant(ofLocal local: Int64) -> Int64 {
        let before = offset(at: local - 93_600)
        let after = offset(at: local + 93_600)
        let early = local - max(before.seconds, after.seconds)
        let late = local - min(before.seconds, after.seconds)
        if early + offset(at: early).seconds == local { return early }
        if late + offset(at: late).seconds == local { return late }
        return nextTransition(after: early - 1) ?? late
    }

    /// How many transitions are not later than `instant`.
    private func transitionsPassed(at instant: Int64) -> Int {
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= instant { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
