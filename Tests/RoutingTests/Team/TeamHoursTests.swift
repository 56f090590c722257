import Domain
import Testing

@testable import Routing

@Suite("The team's hours and forecast") struct TeamHoursTests {
    /// Local time in Berlin.
    private func time(_ text: String) throws -> Timestamp { try #require(Timestamp(iso8601: text)) }

    private let hours = TeamHours(
        holidays: HolidayCalendar(regions: [HolidayRegion("DE")].compactMap { $0 }), zone: Zones.berlin)

    @Test(
        "the next closure of twelve hours: nights, weekends, holidays, both changes of the clock",
        arguments: [
            // Wednesday noon: the night.
            ("2026-11-25T12:00:00+01:00", "2026-11-25T17:00:00+01:00", "2026-11-26T08:00:00+01:00"),
            // Friday: the weekend.
            ("2026-11-27T16:30:00+01:00", "2026-11-27T17:00:00+01:00", "2026-11-30T08:00:00+01:00"),
            // At night: not the closure that runs, but the next one.
            ("2026-11-25T20:00:00+01:00", "2026-11-26T17:00:00+01:00", "2026-11-27T08:00:00+01:00"),
            // Christmas Day 2026 is a Friday.
            ("2026-12-24T09:00:00+01:00", "2026-12-24T17:00:00+01:00", "2026-12-28T08:00:00+01:00"),
            // The weekends in which an hour is lost and won.
            ("2026-03-27T10:00:00+01:00", "2026-03-27T17:00:00+01:00", "2026-03-30T08:00:00+02:00"),
            ("2026-10-23T10:00:00+02:00", "2026-10-23T17:00:00+02:00", "2026-10-26T08:00:00+01:00"),
        ])
    func closures(now: String, start: String, end: String) throws {
        let closure = try #require(hours.closure(after: try time(now), atLeast: Forecast.least))
        #expect(closure.start == (try time(start)))
        #expect(closure.end == (try time(end)))
    }

    @Test("a lunch break is no closure, and a team that never leaves has none")
    func none() throws {
        let noon = ["09:00-12:00", "13:00-23:00"].compactMap { DayWindow($0) }
        let split = TeamHours(
            windows: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, noon) }), zone: Zones.berlin)
        #expect(split.closure(after: try time("2026-11-25T10:00:00+01:00"), atLeast: Forecast.least) == nil)
        let always = [DayWindow("00:00-24:00")].compactMap { $0 }
        let open = TeamHours(
            windows: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, always) }), zone: Zones.berlin)
        #expect(open.closure(after: try time("2026-11-25T10:00:00+01:00"), atLeast: Forecast.least) == nil)
    }

    @Test("a forecast is due in the last hour before people leave, and at no other time")
    func due() throws {
        #expect(Forecast.closure(of: hours, at: try time("2026-11-27T15:59:59+01:00")) == nil)
        #expect(Forecast.closure(of: hours, at: try time("2026-11-27T16:00:00+01:00")) != nil)
        #expect(Forecast.closure(of: hours, at: try time("2026-11-27T16:59:59+01:00")) != nil)
        #expect(Forecast.closure(of: hours, at: try time("2026-11-27T17:00:00+01:00")) == nil)
        #expect(Forecast.closure(of: hours, at: try time("2026-11-28T12:00:00+01:00")) == nil)
    }

    @Test("what falls due until two hours after people come is listed, the most urgent first; what presses is counted")
    func forecast() throws {
        let closure = try #require(Forecast.closure(of: hours, at: try time("2026-11-27T16:10:00+01:00")))
        func wait(_ number: Int64, _ deadline: String, pressing: String) throws -> PendingWait {
            PendingWait(ticket: TicketID(number), deadline: try time(deadline), pressing: try time(pressing))
        }
        let forecast = Forecast(
            [
                try wait(1, "2026-11-30T10:00:00+01:00", pressing: "2026-11-30T04:00:00+01:00"),
                try wait(2, "2026-11-30T10:00:01+01:00", pressing: "2026-11-30T08:00:00+01:00"),
                try wait(3, "2026-11-28T10:00:00+01:00", pressing: "2026-11-28T04:00:00+01:00"),
                try wait(4, "2026-11-30T16:00:00+01:00", pressing: "2026-11-30T08:00:01+01:00"),
            ], before: closure)
        #expect(forecast.due.map(\.ticket.number) == [3, 1])
        #expect(forecast.pressing == 1)
        #expect(!forecast.isEmpty)
        #expect(Forecast([], before: closure).isEmpty)
    }
}

@Suite("Which reminder is due") struct DueReminderTests {
    private func warning(_ percent: Int, at seconds: Int64) -> ClockWarning {
        let time = Timestamp(seconds: seconds)
        return ClockWarning(percent: percent, threshold: time, sendAt: time)
    }

    @Test(
        "the most urgent that is due and was not given yet",
        arguments: [
            (Int64(49), Int?.none, Int?.none), (50, nil, 50), (74, 50, nil), (75, 50, 25), (90, nil, 10), (90, 25, 10),
            (200, 25, 0), (200, 0, nil), (60, 25, nil),
        ])
    func due(now: Int64, sent: Int?, expected: Int?) {
        let warnings = [warning(50, at: 50), warning(25, at: 75), warning(10, at: 90), warning(0, at: 100)]
        #expect(DueReminder.due(warnings, sent: sent, at: Timestamp(seconds: now))?.percent == expected)
    }

    @Test("of a named deadline, shares of the time between both by the wall clock")
    func named() {
        let rules = RuleSet(
            name: "x", target: .seconds(86_400), counting: .workingDays([.monday]), zone: Zones.berlin)
        let start = Timestamp(seconds: 1_795_341_601)
        let warnings = rules.warnings(from: start, until: start + .seconds(999))
        #expect(warnings.map(\.percent) == [50, 25, 10, 0])
        #expect(warnings.map { ($0.threshold - start).components.seconds } == [499, 749, 899, 999])
    }

    @Test(
        "half of the time: the owner; a quarter: the team; a tenth and less: the lead",
        arguments: [
            (50, ReminderAudience.owner), (26, .owner), (25, .team), (11, .team), (10, .lead), (0, .lead),
        ])
    func audience(percent: Int, expected: ReminderAudience) {
        #expect(ReminderAudience(percentLeft: percent) == expected)
    }
}
