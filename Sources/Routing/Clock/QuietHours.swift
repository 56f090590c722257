/// When a team is not to be disturbed by warnings (`quiet`).
public struct QuietHours: Sendable, Hashable {
    /// Quiet each day from here to there; crosses midnight where `from` is later than `to`. Nil = only whole days.
    public var hours: (from: ClockTime, to: ClockTime)? {
        get { from.flatMap { from in to.map { (from: from, to: $0) } } }
        set { (from, to) = (newValue?.from, newValue?.to) }
    }
    /// Quiet all day.
    public var days: Set<Weekday>
    public var zone: TimeZoneRules
    /// How long before the quiet begins a warning goes out that would fall into it.
    public var lead: Duration
    private var from: ClockTime?
    private var to: ClockTime?

    public init(
        hours: (from: ClockTime, to: ClockTime)?, days: Set<Weekday> = [], zone: TimeZoneRules,
        lead: Duration = .seconds(900)
    ) {
        self.days = days
        self.zone = zone
        self.lead = lead
        from = hours?.from
        to = hours?.to
    }

    /// The quiet stretch that an instant lies in, adjoining ones taken as one; nil if it is not quiet then, or if it is
    /// quiet for longer than eight days on either side.
    func stretch(around instant: Int64) -> (start: Int64, end: Int64)? {
        guard piece(at: instant).isQuiet else { return nil }
        let horizon: Int64 = 8 * 86_400
        var start: Int64?
        var position = instant - horizon
        while position <= instant {
            let piece = piece(at: position)
            if !piece.isQuiet { start = nil } else if start == nil { start = position }
            position = piece.end
        }
        while position < instant + horizon, piece(at: position).isQuiet { position = piece(at: position).end }
        guard let start, start > instant - horizon, position < instant + horizon else { return nil }
        return (start, position)
    }

    /// Whether it is quiet at an instant, and until when that cannot change.
    private func piece(at instant: Int64) -> (isQuiet: Bool, end: Int64) {
        let local = LocalTime(instant, in: zone)
        var edges: [Int64] = [86_400]
        var isQuiet = days.contains(local.weekday)
        if let (from, to) = hours {
            edges += [from.seconds, to.seconds]
            let second = local.secondOfDay
            isQuiet =
                isQuiet
                || (from.seconds < to.seconds
                    ? from.seconds <= second && second < to.seconds : second >= from.seconds || second < to.seconds)
        }
        let edge = edges.filter { $0 > local.secondOfDay }.min() ?? 86_400
        let end = instant + edge - local.secondOfDay
        return (isQuiet, min(end, zone.nextTransition(after: instant) ?? end))
    }
}
