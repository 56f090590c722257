import Domain
import Routing

extension VectorFile {
    /// Dates are compared in both directions, for the regions and years that the file names; names only say what is meant.
    init(holidays table: VectorTable) throws(VectorTable.Fault) {
        var expected: Set<Day> = []
        var years: [String: ClosedRange<Int>] = [:]
        for row in table.rows {
            let region = try row.needed("region")
            guard HolidayRegion(region) != nil else {
                throw VectorTable.Fault(line: row.line, reason: "unknown region \"\(region)\"")
            }
            guard case .once(let date) = ClosingDay(try row.needed("date")) else {
                throw VectorTable.Fault(line: row.line, reason: "column \"date\" is no date")
            }
            expected.insert(Day(region: region, date: date))
            let known = years[region] ?? date.year...date.year
            years[region] = min(known.lowerBound, date.year)...max(known.upperBound, date.year)
        }
        var own: [(day: Day, name: String)] = []
        for (region, years) in years.sorted(by: { $0.key < $1.key }) {
            for year in years {
                for (date, name) in HolidayRegion(region)?.holidays(in: year) ?? [] {
                    own.append((Day(region: region, date: date), name))
                }
            }
        }
        let found = Set(own.map(\.day))
        let missing = expected.subtracting(found).filter { !$0.isItalianUnity }
        let surplus = found.subtracting(expected)
        self.init(
            columns: ["region", "date", "name"],
            rows: own.map { [$0.day.region, $0.day.date.description, $0.name] },
            differences: (missing.map { ($0, true) } + surplus.map { ($0, false) }).sorted { $0.0 < $1.0 }.map {
                day, isMissing in
                Difference(
                    row: day.region, column: "date", expected: isMissing ? day.date.description : "",
                    computed: isMissing ? "" : day.date.description)
            })
    }

    private struct Day: Hashable, Comparable {
        var region: String
        var date: CivilDate

        /// Italy keeps it on the first Sunday of November. The table leaves it out: it frees nobody from work.
        var isItalianUnity: Bool { region == "IT" && date.month == 11 && date.day <= 7 && date.weekday == 7 }

        static func < (left: Day, right: Day) -> Bool { (left.region, left.date) < (right.region, right.date) }
    }
}
