import Domain
import Foundation
import Testing

@testable import Routing

/// Expected values computed by an independent program; the whole error allowed is 0 s.
@Suite("Clock vectors")
struct ClockVectorTests {
    @Test(
        "every wait of every vector has the published beginning of counting and deadline",
        .enabled(if: SharedCorpora.isPresent("clocks.tsv")))
    func deadlines() throws {
        var waits = 0
        var failures: [String] = []
        for row in try #require(SharedCorpora.rows(of: "clocks.tsv")) {
            let clock = try VectorClock.clock(row["rules"] ?? "")
            let isExplicit = (row["events"] ?? "").contains("explicit")
            let list = try JSONSerialization.jsonObject(with: Data((row["waits"] ?? "[]").utf8))
            for wait in try #require(list as? [[String: Any]]) {
                let start = try #require(Timestamp(iso8601: wait["start"] as? String ?? ""))
                let rules = clock.rules(inForceAt: start)
                let from = LocalTime(try rules.countingFrom(start), in: rules.zone).isoText
                let deadline = LocalTime(try rules.deadline(from: start), in: rules.zone).isoText
                waits += 1
                if from != wait["counting_from"] as? String || (deadline != wait["deadline"] as? String && !isExplicit)
                {
                    failures.append("\(row["id"] ?? ""): \(from) \(deadline), expected \(wait)")
                }
            }
        }
        print("clocks.tsv: \(waits) waits")
        #expect(failures.isEmpty, "\(failures.count) of \(waits): \(failures.prefix(5).joined(separator: "\n"))")
        #expect(waits > 700)
    }

    @Test(
        "marks, warnings and time left agree where the wait still runs by the computed deadline",
        .enabled(if: SharedCorpora.isPresent("clocks.tsv")))
    func marks() throws {
        var compared = 0
        var failures: [String] = []
        for row in try #require(SharedCorpora.rows(of: "clocks.tsv")) {
            guard row["warn_at"] != "", row["left_s"] != "", let start = Timestamp(iso8601: row["start"] ?? ""),
                let now = Timestamp(iso8601: row["now"] ?? "")
            else { continue }
            let rules = try VectorClock.clock(row["rules"] ?? "").rules(inForceAt: start)
            let warnings = try rules.warnings(from: start).filter { $0.percent > 0 }
            let early = try rules.earlyMark(from: start).map { LocalTime($0, in: rules.zone).isoText } ?? ""
            let left = String(rules.left(from: start, at: now).components.seconds)
            compared += 1
            if try early != row["early_at"] || left != row["left_s"]
                || instants(warnings.map(\.threshold)) != instants(row["warn_at"])
                || instants(warnings.map(\.sendAt)) != instants(row["send_at"])
            {
                failures.append("\(row["id"] ?? ""): \(warnings) \(early) \(left), expected \(row)")
            }
        }
        print("clocks.tsv: \(compared) rows with warnings")
        #expect(failures.isEmpty, "\(failures.count) of \(compared): \(failures.prefix(3).joined(separator: "\n"))")
        #expect(compared > 300)
    }

    private func instants(_ times: [Timestamp]) -> [Int64] { times.map(\.seconds) }

    private func instants(_ json: String?) throws -> [Int64] {
        let list = try JSONSerialization.jsonObject(with: Data((json ?? "").utf8)) as? [String]
        return try (list ?? []).map { try #require(Timestamp(iso8601: $0)).seconds }
    }
}

/// Rules as the vectors write them: JSON, durations in seconds.
enum VectorClock {
    static func clock(_ json: String) throws -> AnswerClock {
        let list = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
        return try #require(AnswerClock(name: "vector", versions: try list.map(rules)))
    }

    private static func rules(_ json: [String: Any]) throws -> RuleSet {
        let zone = try Zones.named(json["timezone"] as? String ?? "")
        func days(_ key: String) -> [ClosingDay] { (json[key] as? [String] ?? []).compactMap(ClosingDay.init) }
        let counting: Counting
        switch json["counting"] as? String {
        case "working_days":
            let names = json["days"] as? [String]
            counting = .workingDays(names.map { Set($0.compactMap(Weekday.init)) } ?? Counting.mondayToFriday)
        case "business_hours":
            let windows = try #require(json["windows"] as? [String: [String]])
            counting = .businessHours(
                Dictionary(
                    try windows.map { (try #require(Weekday(rawValue: $0)), $1.compactMap(DayWindow.init)) },
                    uniquingKeysWith: { first, _ in first }))
        default: counting = .calendar
        }
        var rules = RuleSet(
            name: json["name"] as? String ?? "", target: .seconds(try #require(json["target_s"] as? Int)),
            counting: counting,
            holidays: HolidayCalendar(
                regions: (json["holidays"] as? [String] ?? []).compactMap(HolidayRegion.init),
                extra: days("holidays_extra"), removed: days("holidays_removed")),
            zone: zone, early: (json["early_s"] as? Int).map { .seconds($0) })
        if let text = json["effective_from"] as? String {
            if case .once(let date) = ClosingDay(text) {
                rules.effectiveFrom = Timestamp(seconds: zone.instant(ofLocal: date.daysSinceEpoch * 86_400))
            } else {
                rules.effectiveFrom = Timestamp(iso8601: text)
            }
        }
        if let quiet = json["quiet"] as? [String: Any] {
            let hours = (quiet["from"] as? String).flatMap(ClockTime.init).flatMap { from in
                (quiet["to"] as? String).flatMap(ClockTime.init).map { (from: from, to: $0) }
            }
            rules.quiet = QuietHours(
                hours: hours, days: Set((quiet["days"] as? [String] ?? []).compactMap(Weekday.init)),
                zone: try (quiet["timezone"] as? String).map(Zones.named) ?? zone,
                lead: .seconds((quiet["lead_s"] ?? quiet["lead"]) as? Int ?? 900))
        }
        return rules
    }
}
