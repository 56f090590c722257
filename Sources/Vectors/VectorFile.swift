public import Routing

/// A file of published vectors beside what is computed here.
public struct VectorFile: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case clocks, scores, holidays
    }

    /// A cell in which the file says something else.
    public struct Difference: Sendable, Hashable, CustomStringConvertible {
        public var row: String
        public var column: String
        public var expected: String
        public var computed: String

        /// `P0001 deadline: computed …, the file says …`
        public var description: String { "\(row) \(column): computed \"\(computed)\", the file says \"\(expected)\"" }
    }

    /// All columns of the kind.
    public let columns: [String]
    /// Computed, one per row of the file.
    public let rows: [[String]]
    public let differences: [Difference]

    /// - Parameter zones: the rules of a time zone by its name
    public init(
        _ kind: Kind, _ bytes: [UInt8], zones: @escaping (String) -> TimeZoneRules?
    ) throws(VectorTable.Fault) {
        let table = try VectorTable(bytes)
        guard kind != .holidays else {
            self = try Self(holidays: table)
            return
        }
        var reader = VectorReader(zones: zones)
        let columns = kind == .clocks ? ClockRow.columns : ScoreRow.columns
        var rows: [[String]] = []
        var differences: [Difference] = []
        for row in table.rows {
            let computed = kind == .clocks ? try ClockRow.cells(row, &reader) : try ScoreRow.cells(row, &reader)
            rows.append(computed)
            for (column, cell) in zip(columns, computed) {
                guard let expected = row[column], !isSame(expected, cell) else { continue }
                differences.append(
                    Difference(row: computed.first ?? "", column: column, expected: expected, computed: cell))
            }
        }
        self.init(columns: columns, rows: rows, differences: differences)
    }

    init(columns: [String], rows: [[String]], differences: [Difference]) {
        self.columns = columns
        self.rows = rows
        self.differences = differences
    }

    /// With header, tab-separated, as the published files are written.
    public var text: String { ([columns] + rows).map { $0.joined(separator: "\t") + "\n" }.joined() }
}
