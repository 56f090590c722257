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

    /// `Thu 26 Nov (Christmas Day, DE), Sat 28 Nov (weekend) and Sun 29 Nov (weekend) do not count`; nil if everything
    /// counts.
    public var skipped: String? {
        var pieces: [Stretch] = []
        for stretch in stretches where !stretch.counts {
            // A night is one piece, although midnight lies in it.
            if let last = pieces.last, last.end == stretch.start, last.reason == .outsideWindows,
                stretch.reason == .outsideWindows
            {
                pieces[pieces.count - 1].end = stretch.end
            } else {
                pieces.append(stretch)
            }
        }
        let shown = pieces.map { "\(place($0)) (\(reason($0)))" }
        guard let last = shown.last else { return nil }
        if shown.count == 1 { return "\(last) does not count" }
        return "\(shown.dropLast().joined(separator: ", ")) and \(last) do not count"
    }

    /// What lets the deadline be wrong: days for which no public holidays are known; nil if there are none.
    public var caution: String? {
        let known = HolidayRegion.coveredYears
        guard rules.counting != .calendar, !rules.holidays.regions.isEmpty,
            stretches.contains(where: { !known.contains($0.date.year) })
        else { return nil }
        return "public holidays are known only from \(known.lowerBound) to \(known.upperBound); before and "
            + "after that, the laws of these years are taken, which may be wrong"
    }

    /// `Sat 28 Nov`, or `Fri 27 Nov 17:00–24:00`, or `Wed 25 Nov 17:00 – Thu 26 Nov 09:00`
    private func place(_ stretch: Stretch) -> String {
        let date = day(stretch.date)
        guard stretch.reason == .outsideWindows else { return date }
        let start = LocalTime(stretch.start, in: rules.zone)
        let last = LocalTime(stretch.end - 1, in: rules.zone)
        let end = LocalTime(stretch.end, in: rules.zone)
        if last.date == start.date { return "\(date) \(start.clock)–\(end.date == start.date ? end.clock : "24:00")" }
        return "\(date) \(start.clock) – \(day(last.date)) \(end.date == last.date ? end.clock : "24:00")"
    }

    private func reason(_ stretch: Stretch) -> String {
        switch stretch.reason {
        case .counts: ""
        case .holiday(let name): name
        case .outsideWindows: "outside working hours"
        case .dayOff(.saturday), .dayOff(.sunday): "weekend"
        case .dayOff: if case .businessHours = rules.counting { "no working hours" } else { "no working day" }
        }
    }

    private func day(_ date: CivilDate) -> String {
        "\(Weekday(iso: date.weekday)?.abbreviation ?? "") \(date.shortText)"
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
        return days.map { "\(hours(.seconds($0.seconds))) on \(day($0.date))" }.joined(separator: ", ")
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
        if let caution { lines.append("caution    \(caution)") }
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
