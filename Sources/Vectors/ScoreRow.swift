import Domain
import Routing

/// One row of `clock-scores.tsv`.
enum ScoreRow {
    static let columns = [
        "id", "rule", "now", "waits", "in_time", "late", "share", "met", "week_in", "week_late", "allowance",
        "recovery", "frt_mean", "frt_median", "frt_p90",
    ]

    private struct Rule: Decodable {
        var percent: Int
        var windowDays: Int
        var unit: String
        var weeklyLateLimit: Int?
        var timezone: String

        enum CodingKeys: String, CodingKey {
            case percent, unit, timezone
            case windowDays = "window_days"
            case weeklyLateLimit = "weekly_late_limit"
        }
    }

    private struct Entry: Decodable {
        var ticket: String
        var start: String
        var deadline: String
        var end: String?
        var how: String?
    }

    static func cells(_ row: VectorTable.Row, _ reader: inout VectorReader) throws(VectorTable.Fault) -> [String] {
        let line = row.line
        let written = try reader.decode(Rule.self, try row.needed("rule"), "rule", line: line)
        guard let unit = RuleSet.Goal.Unit(rawValue: written.unit), (1...100).contains(written.percent),
            (1...36_600).contains(written.windowDays)
        else { throw VectorTable.Fault(line: line, reason: "column \"rule\" is out of bounds") }
        let rule = ScoreRule(
            goal: RuleSet.Goal(percent: written.percent, windowDays: written.windowDays, unit: unit),
            weeklyLateLimit: written.weeklyLateLimit, zone: try reader.zone(written.timezone, line: line))
        let now = try reader.time(try row.needed("now"), "now", line: line)
        var waits: [ScoredWait] = []
        for entry in try reader.decode([Entry].self, try row.needed("waits"), "waits", line: line) {
            var wait = ScoredWait(
                ticket: entry.ticket, start: try reader.time(entry.start, "waits", line: line),
                deadline: try reader.time(entry.deadline, "waits", line: line))
            if let end = entry.end { wait.end = try reader.time(end, "waits", line: line) }
            if let how = entry.how {
                guard let known = ScoredWait.End(rawValue: how) else {
                    throw VectorTable.Fault(line: line, reason: "unknown end of a wait \"\(how)\"")
                }
                wait.how = known
            }
            waits.append(wait)
        }
        return ["id", "rule", "now", "waits"].map { row[$0] ?? "" } + shown(Score(rule, waits, at: now))
    }

    private static func shown(_ score: Score) -> [String] {
        let times = score.firstResponse
        let responses = times.count == 0 ? ["", "", ""] : [times.mean, times.median, times.ninetieth].map(String.init)
        return [
            String(score.rolling.inTime), String(score.rolling.late), score.rolling.share ?? "–",
            score.isMet.map { $0 ? "true" : "false" } ?? "", String(score.week.inTime), String(score.week.late),
            String(score.allowance), score.recovery.map(String.init) ?? "",
        ] + responses
    }
}
