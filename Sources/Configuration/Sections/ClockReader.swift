import Domain
import Routing

/// Reads one `[[clock]]`.
final class ClockReader {
    private let table: TableReader
    private let zones: any TimeZoneSource
    /// Known even if the rest has mistakes.
    private(set) var name: String?

    init(_ table: TableReader, zones: any TimeZoneSource) {
        self.table = table
        self.zones = zones
    }

    /// Nil after a mistake.
    func read() -> RuleSet? {
        let before = table.report.problems.count
        name = table.require("name", .name)
        let target = table.require("target", .counted)
        let zone = table.require("timezone", .timeZone(zones))
        let counting = counting()
        let holidays = HolidayCalendar(
            regions: table.read("holidays", .list(of: .holidayRegion), default: []),
            extra: table.read("holidays_extra", .list(of: .closingDay), default: []),
            removed: table.read("holidays_removed", .list(of: .closingDay), default: []))
        let effective = table.optional("effective_from", .effectiveDate)
        let early = table.optional("early", .counted)
        let warn = table.read("warn", .list(of: .number(1...99)), default: [50, 25, 10])
        let quiet = quiet(zone)
        var rules = RuleSet(
            name: name ?? "", target: target ?? .seconds(3600), counting: counting ?? .calendar, holidays: holidays,
            zone: zone ?? .utc, early: early, warn: warn, quiet: quiet,
            autoReplyCounts: table.read("auto_reply_counts", .flag, default: false),
            cannedCounts: table.read("canned_counts", .flag, default: true),
            noReply: table.read("no_reply", .word, default: RuleSet.NoReply.none), goal: goal(),
            weeklyLateLimit: table.optional("weekly_late_limit", .number(1...100_000)))
        rules.effectiveFrom = effective?.instant(in: rules.zone)
        if let early, let target, early >= target {
            table.report.add("early: it must be shorter than the target", at: table.valuePlace(of: "early"))
        }
        if warn != warn.sorted(by: >) || Set(warn).count < warn.count {
            table.report.add(
                "warn: expected falling percentages such as [50, 25, 10]", at: table.valuePlace(of: "warn"))
        }
        guard table.report.problems.count == before else { return nil }
        do {
            // Any start shows whether the rule counts at all; this one is a Monday.
            _ = try rules.deadline(from: Timestamp(seconds: 1_767_571_200))
        } catch {
            table.report.add(
                "target: this rule never counts so much time within 400 days", at: table.valuePlace(of: "target"))
            return nil
        }
        return rules
    }

    private func counting() -> Counting? {
        guard let word = table.require("counting", ValueKind<String>.word(of: Counting.words)) else {
            for key in ["days", "windows"] { _ = table.node(key) }
            return nil
        }
        switch word {
        case "working_days":
            table.refuse(["windows"], because: "only with counting = \"business_hours\"")
            let days = table.read(
                "days", .list(of: ValueKind<Weekday>.word, isEmptyAllowed: false),
                default: Counting.mondayToFriday.sorted())
            return .workingDays(Set(days))
        case "business_hours":
            table.refuse(["days"], because: "only with counting = \"working_days\"; \"windows\" names the days")
            return table.require("windows", .windows).map { .businessHours($0) }
        default:
            table.refuse(["days", "windows"], because: "counting = \"calendar\" counts all time")
            return .calendar
        }
    }

    private func goal() -> RuleSet.Goal? {
        guard let share = table.inline("share") else { return nil }
        let percent = share.require("percent", .number(1...100))
        let window = share.require("window", .duration(.seconds(86_400) ... .seconds(366 * 86_400)))
        let unit = share.read("unit", .word, default: RuleSet.Goal.Unit.every)
        table.show("share", share.finishInline(), at: share.source)
        guard let percent, let window else { return nil }
        return RuleSet.Goal(percent: percent, windowDays: Int(window.components.seconds / 86_400), unit: unit)
    }

    private func quiet(_ zone: TimeZoneRules?) -> QuietHours? {
        guard let quiet = table.inline("quiet") else { return nil }
        let from = quiet.optional("from", .clockTime)
        let to = quiet.optional("to", .clockTime)
        let days = quiet.read("days", .list(of: ValueKind<Weekday>.word), default: [])
        let own = quiet.optional("timezone", .timeZone(zones), default: zone)
        let lead = quiet.read("lead", .duration(.zero ... .seconds(86_400)), default: .seconds(900))
        if quiet.has("from") != quiet.has("to") {
            table.report.add("quiet: \"from\" and \"to\" belong together", at: quiet.place)
        } else if let from, let to, from == to {
            table.report.add("quiet: \"from\" and \"to\" are the same", at: quiet.place)
        } else if from == nil, days.isEmpty, !quiet.has("from") {
            table.report.add("quiet: expected \"from\" and \"to\", or \"days\"", at: quiet.place)
        }
        if Set(days).count == 7 { table.report.add("quiet: some day must be left", at: quiet.valuePlace(of: "days")) }
        table.show("quiet", quiet.finishInline(), at: quiet.source)
        guard let own else { return nil }
        let hours = from.flatMap { from in to.map { (from: from, to: $0) } }
        return QuietHours(hours: hours, days: Set(days), zone: own, lead: lead)
    }
}
