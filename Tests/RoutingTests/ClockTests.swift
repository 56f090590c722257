import Domain
import TestSupport
import Testing

@testable import Routing

@Suite("Clocks")
struct ClockTests {
    private static let zone = Zones.berlin

    private static func workingDays(_ hours: Int, _ regions: [String] = ["DE"]) -> RuleSet {
        RuleSet(
            name: "working", target: .seconds(hours * 3600), counting: .workingDays(Counting.mondayToFriday),
            holidays: HolidayCalendar(regions: regions.compactMap(HolidayRegion.init)), zone: zone)
    }

    private static func office(_ hours: Int) throws -> RuleSet {
        let window = try #require(DayWindow("09:00-17:00"))
        let week = Counting.mondayToFriday.map { ($0, [window]) }
        return RuleSet(
            name: "office", target: .seconds(hours * 3600),
            counting: .businessHours(Dictionary(uniqueKeysWithValues: week)), zone: zone)
    }

    /// Berlin's local time, without offset.
    private func local(_ text: String) throws -> Timestamp {
        Timestamp(seconds: Self.zone.instant(ofLocal: try #require(Timestamp(iso8601: text)).seconds))
    }

    @Test(
        "working days: whole local days count, the deadline is the smallest instant",
        arguments: [
            // Friday to Monday; Saturday counts from Monday on; a whole day ends with that day.
            ("2026-11-20T16:00:00", "Mon 23 Nov 16:00 CET"), ("2026-11-21T10:00:00", "Tue 24 Nov 00:00 CET"),
            ("2026-11-20T00:00:00", "Sat 21 Nov 00:00 CET"),
            // Christmas on a Friday, and Saturday, Sunday.
            ("2026-12-24T12:00:00", "Mon 28 Dec 12:00 CET"),
        ])
    func days(start: String, deadline: String) throws {
        let rules = Self.workingDays(24)
        #expect(LocalTime(try rules.deadline(from: try local(start)), in: Self.zone).text == deadline)
    }

    @Test(
        "business hours: the end of a window is not part of it",
        arguments: [
            (4, "2026-11-23T13:00:00", "Mon 23 Nov 17:00 CET"), (4, "2026-11-23T17:00:00", "Tue 24 Nov 13:00 CET"),
            (4, "2026-11-23T08:00:00", "Mon 23 Nov 13:00 CET"), (9, "2026-11-27T16:30:00", "Tue 1 Dec 09:30 CET"),
        ])
    func windows(hours: Int, start: String, deadline: String) throws {
        let rules = try Self.office(hours)
        #expect(LocalTime(try rules.deadline(from: try local(start)), in: Self.zone).text == deadline)
    }

    @Test("a counted day has 23 or 25 hours when the clocks change")
    func daylightSaving() throws {
        var rules = Self.workingDays(24)
        rules.counting = .workingDays(Set(Weekday.allCases))
        let spring = try rules.deadline(from: try local("2026-03-28T12:00:00"))
        #expect(LocalTime(spring, in: Self.zone).text == "Sun 29 Mar 13:00 CEST")
        let autumn = try rules.deadline(from: try local("2026-10-24T12:00:00"))
        #expect(LocalTime(autumn, in: Self.zone).text == "Sun 25 Oct 11:00 CET")
    }

    @Test("a rule that never counts is an error and not an endless search")
    func never() throws {
        var rules = Self.workingDays(24)
        rules.holidays.extra = (1...12).flatMap { month in (1...31).map { ClosingDay.yearly(month: month, day: $0) } }
        #expect(throws: ClockError.neverCounts(clock: "working")) { try rules.deadline(from: Timestamp(seconds: 0)) }
        #expect(throws: ClockError.neverCounts(clock: "working")) { try rules.countingFrom(Timestamp(seconds: 0)) }
    }

    @Test("the version in force at the start governs the wait, from its first instant on")
    func versions() throws {
        var old = Self.workingDays(48)
        old.name = "clock"
        var new = Self.workingDays(24)
        new.name = "clock"
        new.effectiveFrom = try local("2026-12-01T00:00:00")
        let clock = try #require(AnswerClock(name: "clock", versions: [new, old]))
        #expect(clock.rules(inForceAt: try local("2026-11-30T23:59:59")).target == .seconds(48 * 3600))
        #expect(clock.rules(inForceAt: try local("2026-12-01T00:00:00")).target == .seconds(24 * 3600))
        #expect(AnswerClock(new).rules(inForceAt: Timestamp(seconds: 0)).target == .seconds(24 * 3600))
    }

    @Test("the explanation names each day that did not count")
    func explanation() throws {
        let explanation = try Self.workingDays(24).explanation(from: try local("2026-12-24T12:00:00"))
        #expect(
            explanation.skipped
                == "Fri 25 Dec (Christmas Day, DE), Sat 26 Dec (weekend) and Sun 27 Dec (weekend) do not count")
        #expect(
            explanation.text == """
                clock      working: 24h working_days, Europe/Berlin
                start      Thu 24 Dec 12:00 CET
                skipped    Fri 25 Dec (Christmas Day, DE), Sat 26 Dec (weekend) and Sun 27 Dec (weekend) do not count
                counted    12h on Thu 24 Dec, 12h on Mon 28 Dec
                deadline   Mon 28 Dec 12:00 CET
                warning    Fri 25 Dec 00:00 CET, 50 % left
                warning    Mon 28 Dec 06:00 CET, 25 % left
                warning    Mon 28 Dec 09:36 CET, 10 % left
                """)
    }

    @Test(
        "each piece that does not count has its reason",
        arguments: [
            // Nights and the weekend of an office.
            (
                ["mon", "tue", "wed", "thu", "fri"], 4, "2026-11-20T15:00:00",
                "Fri 20 Nov 17:00–24:00 (outside working hours), Sat 21 Nov (weekend), Sun 22 Nov (weekend) and "
                    + "Mon 23 Nov 00:00–09:00 (outside working hours) do not count"
            ),
            (
                ["mon", "tue"], 4, "2026-11-23T15:00:00",
                "Mon 23 Nov 17:00 – Tue 24 Nov 09:00 (outside working hours) does not count"
            ),
            // An office that is closed on Wednesdays; a holiday on a day on which it works.
            (
                ["tue", "thu"], 4, "2026-12-22T16:00:00",
                "Tue 22 Dec 17:00–24:00 (outside working hours), Wed 23 Dec (no working hours) and "
                    + "Thu 24 Dec 00:00–09:00 (outside working hours) do not count"
            ),
            (
                ["fri"], 1, "2026-12-25T09:00:00",
                "Fri 25 Dec (Christmas Day, DE), Sat 26 Dec (weekend), Sun 27 Dec (weekend), Mon 28 Dec (no working hours), "
                    + "Tue 29 Dec (no working hours), Wed 30 Dec (no working hours), Thu 31 Dec (no working hours), "
                    + "Fri 1 Jan (New Year's Day, DE), Sat 2 Jan (weekend), Sun 3 Jan (weekend), Mon 4 Jan (no working hours), "
                    + "Tue 5 Jan (no working hours), Wed 6 Jan (no working hours), Thu 7 Jan (no working hours) and "
                    + "Fri 8 Jan 00:00–09:00 (outside working hours) do not count"
            ),
        ])
    func reasons(days: [String], hours: Int, start: String, skipped: String) throws {
        var rules = try Self.office(hours)
        let window = try #require(DayWindow("09:00-17:00"))
        rules.counting = .businessHours(
            Dictionary(uniqueKeysWithValues: days.compactMap(Weekday.init).map { ($0, [window]) }))
        rules.holidays = HolidayCalendar(regions: [try #require(HolidayRegion("DE"))])
        #expect(try rules.explanation(from: local(start)).skipped == skipped)
    }

    @Test("a day that is none of a clock's working days is named as such, an own closing day, too")
    func workingDaysOfOne() throws {
        var rules = Self.workingDays(24)
        rules.counting = .workingDays([.monday, .tuesday, .thursday])
        rules.holidays.extra = [try #require(ClosingDay("2026-11-26"))]
        #expect(
            try rules.explanation(from: local("2026-11-24T12:00:00")).skipped
                == "Wed 25 Nov (no working day), Thu 26 Nov (own closing day), Fri 27 Nov (no working day), "
                + "Sat 28 Nov (weekend) and Sun 29 Nov (weekend) do not count")
    }

    @Test(
        "an explanation says so where no public holidays are known for one of its days",
        arguments: [
            ("1900-01-04T10:00:00", true), ("2023-12-29T10:00:00", true), ("2024-01-02T10:00:00", false),
            ("2035-12-27T10:00:00", false), ("2035-12-31T10:00:00", true), ("9999-12-31T10:00:00", true),
        ])
    func caution(start: String, isUncertain: Bool) throws {
        var rules = Self.workingDays(24)
        let caution =
            "public holidays are known only from 2024 to 2035; before and after that, the laws of these years are taken, "
            + "which may be wrong"
        let explanation = try rules.explanation(from: local(start))
        #expect(explanation.caution == (isUncertain ? caution : nil))
        #expect(explanation.text.hasSuffix("\ncaution    \(caution)") == isUncertain)
        // Without public holidays there is nothing to know.
        rules.holidays = HolidayCalendar(extra: [.yearly(month: 12, day: 24)])
        #expect(try rules.explanation(from: local(start)).caution == nil)
        rules = Self.workingDays(24)
        rules.counting = .calendar
        #expect(try rules.explanation(from: local(start)).caution == nil)
    }

    @Test(
        "trap: bol's holidays come from its own table: King's Day does not count, 5 May and Good Friday do",
        arguments: [
            ("2026-04-24T10:00:00", "2026-04-28T10:00:00"), ("2026-05-04T10:00:00", "2026-05-05T10:00:00"),
            ("2026-04-02T10:00:00", "2026-04-03T10:00:00"), ("2026-04-03T10:00:00", "2026-04-07T10:00:00"),
        ])
    func bol(start: String, deadline: String) throws {
        // Amsterdam's clocks show what Berlin's do.
        let preset = try #require(ClockPreset("bol"))
        let rules = preset.rules(zone: try Zones.named(preset.zoneName))
        #expect(try rules.deadline(from: local(start)) == local(deadline))
    }

    @Test("every preset counts its target", arguments: ClockPreset.all.map(\.name))
    func presets(name: String) throws {
        let preset = try #require(ClockPreset(name))
        let rules = preset.rules(zone: try Zones.named(preset.zoneName))
        #expect(rules.name == name)
        let start = try local("2026-11-23T10:00:00")
        #expect(rules.elapsed(from: start, to: try rules.deadline(from: start)) == rules.target)
    }

    @Test("what must hold for every rule and instant")
    func properties() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<150 {
            let hours = Int.random(in: 1...72, using: &random)
            let region = HolidayRegion.codes.randomElement(using: &random) ?? "DE"
            var rules = Bool.random(using: &random) ? Self.workingDays(hours, [region]) : try Self.office(hours)
            // Two years from 2026 on.
            let start = Timestamp(seconds: Int64.random(in: 1_767_225_600...1_830_000_000, using: &random))
            let later = start + .seconds(Int64.random(in: 0...200_000, using: &random))
            let deadline = try rules.deadline(from: start)
            let note: Comment = "seed \(seed), start \(start), \(rules.counting.word) \(hours) \(region)"
            #expect(try rules.deadline(from: later) >= deadline, note)
            #expect(rules.elapsed(from: start, to: deadline) == rules.target, note)
            let middle = start + .seconds((deadline - start).components.seconds / 3)
            #expect(
                rules.elapsed(from: start, to: middle) + rules.elapsed(from: middle, to: deadline) == rules.target, note
            )
            let weekday = CivilDate(daysSinceEpoch: start.seconds / 86_400 + 1)
            rules.holidays.extra.append(.once(weekday))
            #expect(try rules.deadline(from: start) >= deadline, note)
            rules.counting = .calendar
            #expect(
                try rules.deadline(from: start) == start + rules.target - .milliseconds(start.milliseconds % 1000), note
            )
        }
    }
}
