import Domain
import Testing

@testable import Routing

@Suite("Holidays")
struct HolidayTests {
    @Test(
        "Easter falls on the published days",
        arguments: [
            "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21",
            // The earliest and latest dates there are, and the two that need Gauss's corrections.
            "1818-03-22", "1943-04-25", "1954-04-18", "1981-04-19", "2038-04-25", "2285-03-22",
        ])
    func easter(date: String) throws {
        let year = try #require(Int(date.prefix(4)))
        #expect(CivilDate(daysSinceEpoch: easterSunday(of: year)).description == date)
    }

    @Test(
        "days that follow a rule of their own",
        arguments: [
            ("DE-SN", "2026-11-18", true), ("DE-SN", "2028-11-22", true), ("DE-SN", "2033-11-16", true),
            ("DE-SN", "2027-11-24", false), ("NL", "2025-04-26", true), ("NL", "2025-04-27", false),
            ("NL", "2026-04-27", true), ("NL", "2025-05-05", true), ("NL", "2026-05-05", false),
            ("ES", "2026-11-01", false), ("ES", "2027-11-01", true), ("PL", "2024-12-24", false),
            ("PL", "2025-12-24", true), ("DE-BE", "2025-05-08", true), ("DE-BE", "2026-05-08", false),
            ("SK", "2026-05-08", false), ("SK", "2027-05-08", true),
        ])
    func special(region: String, date: String, isHoliday: Bool) throws {
        guard case .once(let day) = ClosingDay(date) else {
            Issue.record("no date: \(date)")
            return
        }
        #expect((try #require(HolidayRegion(region)).holiday(on: day) != nil) == isHoliday)
    }

    @Test("a removed day counts although a region and an own closing day name it")
    func removed() throws {
        let christmas = try #require(CivilDate(year: 2026, month: 12, day: 25))
        let eve = try #require(CivilDate(year: 2026, month: 12, day: 24))
        var calendar = HolidayCalendar(
            regions: [try #require(HolidayRegion("DE"))], extra: [.yearly(month: 12, day: 24)])
        #expect(calendar.holiday(on: christmas) == "Christmas Day, DE")
        #expect(calendar.holiday(on: eve) == "own closing day")
        calendar.removed = [.once(christmas), .yearly(month: 12, day: 24)]
        #expect(calendar.holiday(on: christmas) == nil)
        #expect(calendar.holiday(on: eve) == nil)
    }

    @Test(
        "closing days are read in their three forms and written back",
        arguments: ["2026-12-24", "12-24", "02-29", "easter+39", "easter-2", "easter+0"])
    func closingDays(text: String) { #expect(ClosingDay(text)?.description == text) }

    @Test(
        "other texts are no closing days",
        arguments: [
            "", "easter", "easter39", "easter+", "easter+x", "easter--1", "2026-02-29", "13-01", "1-1", "26-12-24",
            "2026-12-24T00:00", "12-24-2026", "-12-24",
        ])
    func noClosingDays(text: String) { #expect(ClosingDay(text) == nil) }
}
