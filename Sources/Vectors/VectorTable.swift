import FoundationEssentials
import Domain

/// A tab-separated file with a header, without quoting.
public struct VectorTable: Sendable {
    /// What is wrong with a file or a row of it.
    public struct Fault: Error, Sendable, CustomStringConvertible {
        /// Counted from 1; the header is line 1.
        public let line: Int
        public let reason: String

        public var description: String { "line \(line): \(reason)" }
    }

    /// One line beneath the header.
    public struct Row: Sendable {
        public let line: Int
        public let cells: [String: String]

        /// The text of a column; nil where the file has none of that name.
        public subscript(column: String) -> String? { cells[column] }

        func needed(_ column: String) throws(Fault) -> String {
            guard let text = cells[column] else { throw Fault(line: line, reason: "there is no column \"\(column)\"") }
            return text
        }
    }

    public let columns: [String]
    public let rows: [Row]

    public init(_ bytes: [UInt8]) throws(Fault) {
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasSuffix("\r") ? line.dropLast() : line
        }
        guard let header = lines.first, !header.isEmpty else { throw Fault(line: 1, reason: "there is no header") }
        columns = header.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        var rows: [Row] = []
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells.count <= columns.count else {
                throw Fault(line: index + 1, reason: "more cells than the header has columns")
            }
            rows.append(
                Row(line: index + 1, cells: Dictionary(zip(columns, cells), uniquingKeysWith: { first, _ in first })))
        }
        self.rows = rows
    }
}

/// Whether two cells say the same: the same text, the same instant, or the same JSON.
func isSame(_ left: String, _ right: String) -> Bool {
    if left == right { return true }
    if let left = Timestamp(iso8601: left), let right = Timestamp(iso8601: right) { return left == right }
    func read(_ text: String) -> JSONValue? { try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) }
    guard let left = read(left), let right = read(right) else { return false }
    return left == right
}
