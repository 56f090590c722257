import Domain

extension Report {
    /// For a terminal: tables with their columns below each other.
    public func text(_ texts: ReportTexts) -> String {
        let tables = ReportTables(self, texts)
        var lines = ["\(texts.title), \(shownPeriod(texts)) (\(period.zone))", ""]
        lines += Self.aligned(tables.summary)
        for table in tables.all where !table.rows.isEmpty || !table.remarks.isEmpty {
            lines += ["", table.title, String(repeating: "-", count: table.title.count)]
            if !table.rows.isEmpty { lines += Self.aligned([table.head] + table.rows) }
            lines += table.remarks
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let longestCell = 48

    private static func aligned(_ rows: [[String]]) -> [String] {
        let rows = rows.map { $0.map { plain($0) } }
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + space : space + cell
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    /// On one line, without what moves a terminal's cursor.
    private static func plain(_ cell: String) -> String {
        let shown = String(
            String.UnicodeScalarView(cell.printableLine.unicodeScalars.map { $0 == "\u{A0}" ? " " : $0 }))
        return shown.count <= longestCell ? shown : shown.prefix(longestCell - 1) + "…"
    }
}
