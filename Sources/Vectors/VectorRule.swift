import Domain
import Routing

/// One rule as vectors write it: JSON, durations in seconds.
struct VectorRule: Decodable {
    struct Quiet: Decodable {
        var from: String?
        var to: String?
        var timezone: String?
        var days: [String]?
        var lead: Int64?

        enum CodingKeys: String, CodingKey {
            case from, to, timezone, days
            case lead = "lead_s"
        }
    }

    var name: String
    var target: Int64
    var counting: String
    var timezone: String
    var days: [String]?
    var windows: [String: [String]]?
    var holidays: [String]?
    var extra: [String]?
    var removed: [String]?
    var effectiveFrom: String?
    var early: Int64?
    var warn: [Int]?
    var quiet: Quiet?
    var autoReplyCounts: Bool?
    var cannedCounts: Bool?
    var noReply: String?

    enum CodingKeys: String, CodingKey {
        case name, counting, timezone, days, windows, holidays, warn, quiet
        case target = "target_s"
        case extra = "holidays_extra"
        case removed = "holidays_removed"
        case effectiveFrom = "effective_from"
        case early = "early_s"
        case autoReplyCounts = "auto_reply_counts"
        case cannedCounts = "canned_counts"
        case noReply = "no_reply"
    }

    func rules(_ reader: inout VectorReader, line: Int) throws(VectorTable.Fault) -> RuleSet {
        let zone = try reader.zone(timezone, line: line)
        guard target > 0 else { throw VectorTable.Fault(line: line, reason: "target_s is not above 0") }
        var rules = RuleSet(
            name: name, target: .seconds(target), counting: try counting(line),
            holidays: HolidayCalendar(
                regions: try all(holidays, line, "region", HolidayRegion.init),
                extra: try all(extra, line, "closing day", ClosingDay.init),
                removed: try all(removed, line, "closing day", ClosingDay.init)),
            zone: zone, early: early.map { .seconds($0) })
        rules.effectiveFrom = try effective(in: zone, line)
        rules.warn = warn ?? rules.warn
        rules.quiet = try quiet(zone, &reader, line)
        rules.autoReplyCounts = autoReplyCounts ?? false
        rules.cannedCounts = cannedCounts ?? true
        if let noReply { rules.noReply = try all([noReply], line, "no_reply", RuleSet.NoReply.init)[0] }
        return rules
    }

    private func counting(_ line: Int) throws(VectorTable.Fault) -> Counting {
        switch counting {
        case "calendar": return .calendar
        case "working_days":
            guard let days else { return .workingDays(Counting.mondayToFriday) }
            return .workingDays(Set(try all(days, line, "day", Weekday.init)))
        case "business_hours":
            var read: [Weekday: [DayWindow]] = [:]
            for (day, written) in windows ?? [:] {
                read[try all([day], line, "day", Weekday.init)[0]] = try all(written, line, "window", DayWindow.init)
            }
            return .businessHours(read)
        default: throw VectorTable.Fault(line: line, reason: "unknown counting \"\(counting)\"")
        }
    }

    private func effective(in zone: TimeZoneRules, _ line: Int) throws(VectorTable.Fault) -> Timestamp? {
        guard let effectiveFrom else { return nil }
        if case .once(let date) = ClosingDay(effectiveFrom) {
            return Timestamp(seconds: zone.instant(ofLocal: date.daysSinceEpoch * 86_400))
        }
        return try all([effectiveFrom], line, "time", Timestamp.init(iso8601:))[0]
    }

    private func quiet(
        _ zone: TimeZoneRules, _ reader: inout VectorReader, _ line: Int
    ) throws(VectorTable.Fault) -> QuietHours? {
        guard let quiet else { return nil }
        let times = try all([quiet.from, quiet.to].compactMap(\.self), line, "time of day", ClockTime.init)
        var own = zone
        if let name = quiet.timezone { own = try reader.zone(name, line: line) }
        return QuietHours(
            hours: times.count == 2 ? (from: times[0], to: times[1]) : nil,
            days: Set(try all(quiet.days, line, "day", Weekday.init)), zone: own, lead: .seconds(quiet.lead ?? 900))
    }

    private func all<Value>(
        _ texts: [String]?, _ line: Int, _ what: String, _ read: (String) -> Value?
    ) throws(VectorTable.Fault) -> [Value] {
        var values: [Value] = []
        for text in texts ?? [] {
            guard let value = read(text) else {
                throw VectorTable.Fault(line: line, reason: "unknown \(what) \"\(text)\"")
            }
            values.append(value)
        }
        return values
    }
}
