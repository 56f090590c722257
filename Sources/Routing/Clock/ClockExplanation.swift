public import Domain

/// The arithmetic of one deadline, for people.
public struct ClockExplanation: Sendable, Hashable {
    public var rules: RuleSet
    public var start: Timestamp
    public var countingFrom: Timestamp
    public var deadline: Timestamp
    /// When the marketplace itself flags the question.
    public var early: Timestamp?
    /// From start to deadline, neighbours with the same reason on the same day joined.
    public var stretches: [Stretch]
    public var warnings: [ClockWarning]

    /// `Sat 22 Nov, Sun 23 Nov and Thu 26 Nov (Christmas Day, DE) do not count`; nil if everything counts.
    /// Time outside the windows of a day that counts is not listed.
    public var skipped: String? {
        var days: [String] = []
        for stretch in stretches {
            let weekday = Weekday(iso: stretch.date.weekday)?.abbreviation ?? ""
            switch stretch.reason {
            case .counts, .outsideWindows: continue
            case .dayOff: days.append("\(weekday) \(stretch.date.shortText)")
            case .holiday(let name): days.append("\(weekday) \(stretch.date.shortText) (\(name))")
            }
        }
        guard let last = days.last else { return nil }
        if days.count == 1 { return "\(last) does not count" }
        return "\(days.dropLast().joined(separator: ", ")) and \(last) do not count"
    }

    /// `12h on Thu 24 Dec, 12h on Mon 28 Dec`: what adds up to the target; nil for a clock that counts all time.
    public var sum: String? {
        guard rules.counting != .calendar else { return nil }
        var days: [(date: CivilDate, seconds: Int64)] = []
        for stretch in stretches where stretch.counts {
            if days.last?.date == stretch.date {
                days[days.count - 1].seconds += stretch.end - stretch.start
            } else {
                days.append((stretch.date, stretch.end - stretch.start))
            }
        }
        return days.map { day in
            let weekday = Weekday(iso: day.date.weekday)?.abbreviation ?? ""
            return "\(hours(.seconds(day.seconds))) on \(weekday) \(day.date.shortText)"
        }.joined(separator: ", ")
    }

    /// One line per fact, without trailing line feed.
    public var text: String {
        let zone = rules.zone
        var lines = ["clock      \(rules.name): \(hours(rules.target)) \(rules.counting.word), \(zone.name)"]
        if let since = rules.effectiveFrom {
            let date = LocalTime(since, in: zone).date
            lines.append("version    in force since \(date)")
        }
        lines.append("start      \(LocalTime(start, in: zone).text)")
        if countingFrom.seconds != start.seconds {
            lines.append("counting   from \(LocalTime(countingFrom, in: zone).text)")
        }
        if let skipped { lines.append("skipped    \(skipped)") }
        if let sum { lines.append("counted    \(sum)") }
        lines.append("deadline   \(LocalTime(deadline, in: zone).text)")
        if let early { lines.append("flagged    \(LocalTime(early, in: zone).text), by the marketplace itself") }
        for warning in warnings where warning.percent > 0 {
            var line = "warning    \(LocalTime(warning.threshold, in: zone).text), \(warning.percent) % left"
            if warning.sendAt != warning.threshold { line += ", sent \(LocalTime(warning.sendAt, in: zone).text)" }
            lines.append(line)
        }
        return lines.joined(separator: "\n")
    }

    /// `24h`, `1h30m`, `45s`
    private func hours(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")].filter { $0.0 > 0 }
        return parts.isEmpty ? "0s" : parts.map { "\($0.0)\($0.1)" }.joined()
    }
}

extension RuleSet {
    /// How the deadline of a message written at `start` comes about.
    public func explanation(from start: Timestamp) throws(ClockError) -> ClockExplanation {
        let deadline = try deadline(from: start)
        var stretches: [Stretch] = []
        for stretch in Stretches(of: self, from: start.seconds) {
            guard stretch.start < deadline.seconds else { break }
            var stretch = stretch
            stretch.end = min(stretch.end, deadline.seconds)
            if let last = stretches.last, last.date == stretch.date, last.reason == stretch.reason {
                stretches[stretches.count - 1].end = stretch.end
            } else {
                stretches.append(stretch)
            }
        }
        return ClockExplanation(
            rules: self, start: Timestamp(seconds: start.seconds), countingFrom: try countingFrom(start),
            deadline: deadline, early: try earlyMark(from: start), stretches: stretches,
            warnings: try warnings(from: start))
    }
}
