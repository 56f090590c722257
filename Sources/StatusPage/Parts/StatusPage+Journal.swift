import Domain

extension StatusPage {
    func part(_ lines: [JournalLine]) -> HTML {
        guard !lines.isEmpty else { return card(nil, HTML("p", [("class", "empty")], "\(texts.noEvents)")) }
        let columns = [texts.time, texts.event, texts.ticket, texts.entry, texts.detail]
        let rows = lines.map { line in
            Line(cells: [
                Line.Cell(time(line.at, shown: line.clock)), Line.Cell(foreign: line.event),
                Line.Cell(foreign: line.ticket.map { "\($0)" }), Line.Cell(foreign: line.entry.map { "\($0)" }),
                Line.Cell(foreign: line.detail, isWide: true),
            ])
        }
        return card(nil, table(texts.journal, columns, rows))
    }
}
