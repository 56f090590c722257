public import Domain

extension RuleSet {
    /// How far a search for counted time goes.
    static let horizon: Int64 = 400 * 86_400

    /// Until when an answer to a message written at `start` is in time: the smallest instant by which the target has
    /// been counted. Fractions of a second of `start` are cut off.
    public func deadline(from start: Timestamp) throws(ClockError) -> Timestamp {
        try instant(from: start, counting: target.components.seconds)
    }

    /// When the clock begins to count: `start` itself if it counts, else the next instant that does.
    public func countingFrom(_ start: Timestamp) throws(ClockError) -> Timestamp {
        if counting == .calendar { return Timestamp(seconds: start.seconds) }
        var position = start.seconds
        while position - start.seconds <= Self.horizon {
            let period = counted.period(at: position, of: self)
            if let found = period.firstCounted(from: position) {
                guard found - start.seconds <= Self.horizon else { break }
                return Timestamp(seconds: found)
            }
            position = period.end
        }
        throw .neverCounts(clock: name)
    }

    /// Whether an instant lies within these hours, by this clock's zone, on a day that is none of its holidays.
    public func isOpen(at time: Timestamp, windows: [Weekday: [DayWindow]]) -> Bool {
        var rules = self
        rules.counting = .businessHours(windows)
        var stretches = Stretches(of: rules, from: time.seconds)
        return stretches.next()?.counts ?? false
    }

    /// Counted time between two instants; zero if they are in the wrong order.
    public func elapsed(from start: Timestamp, to end: Timestamp) -> Duration {
        guard start.seconds < end.seconds else { return .zero }
        if counting == .calendar { return .seconds(end.seconds - start.seconds) }
        var period = counted.period(at: start.seconds, of: self)
        var sum = -period.sum(before: start.seconds)
        while period.end <= end.seconds {
            sum += period.total
            period = counted.period(at: period.end, of: self)
        }
        return .seconds(sum + period.sum(before: end.seconds))
    }

    /// Counted time left at `now`; negative when it is over.
    public func left(from start: Timestamp, at now: Timestamp) -> Duration { target - elapsed(from: start, to: now) }

    /// When the marketplace itself flags the question; nil if it does not.
    public func earlyMark(from start: Timestamp) throws(ClockError) -> Timestamp? {
        guard let early else { return nil }
        return try instant(from: start, counting: early.components.seconds)
    }

    /// The smallest instant not before `start` by which so many seconds have been counted.
    func instant(from start: Timestamp, counting seconds: Int64) throws(ClockError) -> Timestamp {
        guard seconds > 0 else { return Timestamp(seconds: start.seconds) }
        if counting == .calendar { return Timestamp(seconds: start.seconds + seconds) }
        var rest = seconds
        var position = start.seconds
        while position - start.seconds <= Self.horizon {
            let period = counted.period(at: position, of: self)
            let before = period.sum(before: position)
            if let found = period.instant(sum: before + rest) {
                guard found - start.seconds <= Self.horizon else { break }
                return Timestamp(seconds: found)
            }
            rest -= period.total - before
            position = period.end
        }
        throw .neverCounts(clock: name)
    }
}
