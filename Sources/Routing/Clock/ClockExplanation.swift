public import Domain

/// The arithmetic of one deadline, for people.
public struct ClockExplanation: Sendable, Hashable {
    public var rules: RuleSet
    public var start: Timestamp
    public var countingFrom: Timestamp
    public var deadline: Timestamp
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

    /// One line per fact, without trailing line feed.
    public var text: String {
        let zone = rules.zone
        var lines = [
            "clock      \(rules.name): \(hours(rules.target)) \(rules.counting.word), \(zone.name)",
            "start      \(LocalTime(start, in: zone).text)",
        ]
        if countingFrom.seconds != start.seconds {
            lines.append("counting   from \(LocalTime(countingFrom, in: zone).text)")
        }
        if let skipped { lines.append("skipped    \(skipped)") }
        lines.append("deadline   \(LocalTime(deadline, in: zone).text)")
        for warning in warnings where warning.percent > 0 {
            var line = "warning    \(LocalTime(warning.threshold, in: zone).text), \(warning.percent) % left"
            if warning.sendAt != warning.threshold { line += ", sent \(LocalTime(warning.sendAt, in: zone).text)" }
            lines.append(line)
        }
        return lines.joined(separator: "\n")
    }

    private func hours(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        return seconds % 3600 == 0 ? "\(seconds / 3600)h" : seconds % 60 == 0 ? "\(seconds / 60)m" : "\(seconds)s"
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
            deadline: deadline, stretches: stretches, warnings: try warnings(from: start))
    }
}
