import Domain
import TestSupport
import Testing

@testable import Routing

@Suite("Counted time from tables")
struct CountedTimeTests {
    /// As the definition says: stretch by stretch.
    private func walked(_ rules: RuleSet, from start: Int64, counting seconds: Int64) -> Int64? {
        var rest = seconds
        for stretch in Stretches(of: rules, from: start) {
            if stretch.counts {
                if stretch.end - stretch.start >= rest { return stretch.start + rest }
                rest -= stretch.end - stretch.start
            }
            if stretch.end - start > RuleSet.horizon { return nil }
        }
        return nil
    }

    @Test("agrees with a walk over all stretches, at any instant, also across the tables' borders")
    func agreement() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededGenerator(seed: seed)
        let windows = ["00:30-02:30", "09:00-12:00", "12:00-15:45", "22:00-24:00"].compactMap(DayWindow.init)
        for round in 0..<40 {
            var rules = RuleSet(name: "it", target: .seconds(1), zone: round % 2 == 0 ? Zones.berlin : Zones.london)
            rules.holidays.regions = [HolidayRegion.codes.randomElement(using: &random)].compactMap { $0 }
                .compactMap(HolidayRegion.init)
            rules.counting =
                round % 3 == 0
                ? .workingDays(Set(Weekday.allCases.shuffled(using: &random).prefix(4)))
                : .businessHours([.monday: windows, .thursday: [windows[1]], .sunday: [windows[0], windows[3]]])
            for _ in 0..<20 {
                var start = Int64.random(in: 1_700_000_000...1_900_000_000, using: &random)
                if Bool.random(using: &random) {
                    start =
                        ((start >> CountedPeriod.shift) << CountedPeriod.shift)
                        + Int64.random(in: -9...9, using: &random)
                }
                let seconds = Int64.random(in: 1...2_000_000, using: &random)
                let found = try? rules.instant(from: Timestamp(seconds: start), counting: seconds).seconds
                let wanted = walked(rules, from: start, counting: seconds)
                #expect(found == wanted, "seed \(seed), start \(start), \(seconds) of \(rules.counting)")
            }
        }
    }

    @Test("a change of what counts changes the result, and a copy keeps its own")
    func changes() throws {
        var rules = RuleSet(
            name: "it", target: .seconds(86_400), counting: .workingDays(Counting.mondayToFriday), zone: .utc)
        // Friday noon.
        let start = Timestamp(seconds: 1_779_969_600 + 86_400)
        let first = try rules.deadline(from: start)
        let copy = rules
        rules.holidays.extra = [.once(LocalTime(first, in: .utc).date)]
        #expect(try rules.deadline(from: start) > first)
        #expect(try copy.deadline(from: start) == first)
        rules.counting = .calendar
        #expect(try rules.deadline(from: start) == start + .seconds(86_400))
        #expect(copy == copy && copy != rules)
    }

    @Test("times that no message has are neither slow nor a trap")
    func odd() throws {
        let rules = RuleSet(
            name: "it", target: .seconds(86_400), counting: .workingDays(Counting.mondayToFriday), zone: Zones.berlin)
        for seconds in [-62_135_596_800, 0, 253_402_300_799] as [Int64] {
            let start = Timestamp(seconds: seconds)
            #expect(rules.elapsed(from: start, to: try rules.deadline(from: start)) == rules.target)
        }
    }
}
