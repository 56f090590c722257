import Domain
import FoundationEssentials
import Routing

/// How many deadlines a second: random instants of two years, each with the whole arithmetic of holidays and clock changes.
struct ClockBench {
    private static let count = 1_000_000
    let rounds: Int

    func run(_ table: inout Table) {
        var random = Numbers(seed: 20_261_129)
        let starts = (0..<Self.count).map { _ in
            Timestamp(seconds: 1_767_225_600 + Int64(random.next() % (2 * 365 * 86_400)))
        }
        for (name, clock) in clocks() {
            var last = Timestamp(seconds: 0)
            let seconds = best(of: rounds) {
                for start in starts {
                    if let deadline = try? clock.rules(inForceAt: start).deadline(from: start) { last = deadline }
                }
            }
            let rate = Double(starts.count) / seconds
            table.row("deadlines, \(name)", "\(Int(rate)) a second", ">= 1000000", rate >= 1_000_000)
            if last.seconds == 0 { table.row("deadlines, \(name): none computed", "", "", false) }
        }
    }

    private func clocks() -> [(String, AnswerClock)] {
        let presets = ["conrad", "kaufland-de", "bol", "bol-2020", "amazon"].compactMap { name in
            ClockPreset(name).flatMap { preset in
                zone(preset.zoneName).map { (name, AnswerClock(preset.rules(zone: $0))) }
            }
        }
        guard let berlin = zone("Europe/Berlin") else { return presets }
        let windows = ["08:30-12:00", "13:15-17:30"].compactMap(DayWindow.init)
        var split = RuleSet(
            name: "split", target: .seconds(16 * 3600),
            counting: .businessHours(Dictionary(uniqueKeysWithValues: Counting.mondayToFriday.map { ($0, windows) })),
            holidays: HolidayCalendar(regions: ["DE-NW", "NL", "PL"].compactMap(HolidayRegion.init)), zone: berlin)
        let first = split
        split.effectiveFrom = Timestamp(seconds: 1_790_000_000)
        let versions = AnswerClock(name: "split", versions: [first, split])
        return presets + (versions.map { [("split shifts of two versions", $0)] } ?? [])
    }

    private func zone(_ name: String) -> TimeZoneRules? {
        FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)").flatMap {
            try? TimeZoneRules(name: name, tzif: Array($0))
        }
    }
}

/// The same numbers in each run (xorshift).
struct Numbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
