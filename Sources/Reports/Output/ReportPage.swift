import Routing

/// The report as one HTML page that needs nothing else: plots are SVG in the page, numbers stand beside them, nothing is
/// loaded and nothing runs. It follows the reader's choice of light or dark and prints.
public struct ReportPage: Sendable {
    private let report: Report
    private let texts: ReportTexts

    public init(_ report: Report, _ texts: ReportTexts) {
        self.report = report
        self.texts = texts
    }

    public var html: String {
        let title = "\(texts.title) · \(period)"
        return """
            <!DOCTYPE html>
            <html lang="\(texts.code)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(escaped(title))</title>
            <style>
            \(ReportStyle.css)
            </style>
            </head>
            <body>
            <header>
            <h1>\(escaped(texts.title))</h1>
            <p class="period">\(escaped(period))</p>
            <p class="note">\(escaped("\(texts.writtenAt) \(ReportTexts.shown(report.period.writtenAt)) · \(report.period.zone)"))</p>
            </header>
            <main>
            \(sections.joined(separator: "\n"))
            </main>
            </body>
            </html>

            """
    }

    private var period: String { report.shownPeriod(texts) }

    private var sections: [String] {
        [
            section(texts.overview, cards), section(texts.allMarketplaces, marketplaces),
            section(texts.questions, questions),
            section(texts.shareByWeek, shares), section(texts.distribution, distribution), section(texts.hours, hours),
            section(texts.ages, ages), section(texts.incidents, incidents), section(texts.agents, agents),
            section(texts.reasons, reasons), section(texts.products, products),
        ]
    }

    private func escaped(_ text: String) -> String { Reports.html(text) }

    private func section(_ title: String, _ content: String) -> String {
        "<section><h2>\(escaped(title))</h2>\n\(content)\n</section>"
    }

    private var nothing: String { "<p class=\"note\">\(escaped(texts.nothing))</p>" }

    /// The numbers behind a plot, closed until somebody wants them; printed all the same.
    private func details(_ table: String) -> String {
        "<details><summary>\(escaped(texts.asTable))</summary>\n\(table)\n</details>"
    }

    private func table(_ table: ReportTable) -> String { htmlTable(table.title, head: table.head, rows: table.rows) }

    private var tables: ReportTables { ReportTables(report, texts) }

    // MARK: Sections

    private var cards: String {
        let isAlarm = { (row: [String]) in report.total.overdue > 0 && row[0] == texts.open }
        let items = tables.summary.map { row in
            """
            <div class="card\(isAlarm(row) ? " alarm" : "")"><dt>\(escaped(row[0]))</dt>
            <dd><strong>\(escaped(row[1]))</strong><span>\(escaped(row[2]))</span></dd></div>
            """
        }
        return "<dl class=\"cards\">\n\(items.joined(separator: "\n"))\n</dl>"
    }

    private var marketplaces: String { table(tables.marketplaces) }
    private var questions: String { table(tables.questions) }

    private var shares: String {
        let plots = report.marketplaces.filter { $0.inTime.total > 0 }.map { section in
            let name = section.marketplace ?? texts.allMarketplaces
            let goal = section.goal.map { " · \(texts.goal) \($0)\u{A0}%" } ?? ""
            let points = section.weeks.map { week in
                SharePlot.Point(
                    label: String(week.start.dropFirst(5)),
                    percent: week.count.total > 0 ? Double(week.count.inTime) * 100 / Double(week.count.total) : nil,
                    title: "\(texts.week) \(week.start): \(texts.percent(week.count.share)) "
                        + "(\(week.count.inTime) / \(week.count.total))")
            }
            let heading = "\(name): \(texts.percent(section.inTime.share))\(goal)"
            let plot = SharePlot(title: "\(texts.shareByWeek), \(heading)", points: points, goal: section.goal)
            return """
                <figure><figcaption>\(escaped(heading))</figcaption>
                \(plot.svg)
                \(details(table(tables.weeks(section))))</figure>
                """
        }
        guard !plots.isEmpty else { return nothing }
        return
            "<p class=\"note\">\(escaped(texts.shareHint))</p>\n<div class=\"pair\">\(plots.joined(separator: "\n"))</div>"
    }

    private var distribution: String {
        guard report.total.answers.count > 0 else { return nothing }
        let bars = zip(report.distribution, tables.distribution.rows).map { step, row in
            BarPlot.Bar(
                label: step.below.map { "< \(texts.hours($0))" } ?? texts.longer, value: step.answers,
                title: "\(row[0]): \(step.answers) (\(row[2]))")
        }
        return
            "<figure>\(BarPlot(title: texts.distribution, bars: bars).svg)\n\(details(table(tables.distribution)))</figure>"
    }

    private var hours: String {
        guard report.hours.joined().contains(where: { $0 > 0 }) else { return nothing }
        let plot = HeatPlot(title: texts.hoursHint, weekdays: texts.weekdays, values: report.hours)
        return """
            <figure><figcaption>\(escaped(texts.hoursHint))</figcaption>
            \(plot.svg)
            \(details(table(tables.hours)))</figure>
            """
    }

    private var ages: String {
        guard report.total.open > 0 else { return nothing }
        let bars = zip(report.ages, tables.ages.rows).map { age, row in
            BarPlot.Bar(
                label: row[0], value: age.open, marked: age.overdue,
                title: "\(row[0]): \(age.open), \(texts.overdue) \(age.overdue)")
        }
        return """
            <figure><figcaption><span class="key bar"></span>\(escaped(texts.open)) \
            <span class="key late"></span>\(escaped(texts.overdue))</figcaption>
            \(BarPlot(title: texts.ages, bars: bars).svg)
            \(details(table(tables.ages)))</figure>
            """
    }

    private var incidents: String {
        let remarks = tables.incidents.remarks.map { "\n<p class=\"note\">\(escaped($0))</p>" }.joined()
        return (report.incidents.isEmpty ? nothing : table(tables.incidents)) + remarks
    }
    private var agents: String { report.agents.isEmpty ? nothing : table(tables.agents) }
    private var reasons: String {
        report.reasons.isEmpty ? nothing : bars(tables.reasons, report.reasons.map(\.questions))
    }
    private var products: String {
        report.products.isEmpty ? nothing : bars(tables.products, report.products.map(\.tickets))
    }

    /// A table with a bar in each row; the last column is the number.
    private func bars(_ table: ReportTable, _ values: [Int]) -> String {
        let most = max(1, values.max() ?? 0)
        let rows = zip(table.rows, values).map { row, value in
            """
            <tr><th scope="row">\(escaped(row[0]))</th><td class="wide"><svg class="meter" viewBox="0 0 100 8" \
            preserveAspectRatio="none" aria-hidden="true"><rect class="bar" width="\(value * 100 / most)" height="8" rx="1"/></svg></td>\
            \(row.dropFirst().map { "<td>\(escaped($0))</td>" }.joined())</tr>
            """
        }
        let head = table.head.enumerated().map { number, name in
            "<th scope=\"col\">\(escaped(name))</th>" + (number == 0 ? "<td class=\"wide\"></td>" : "")
        }
        return """
            <div class="scroll"><table><caption>\(escaped(table.title))</caption><thead><tr>\(head.joined())</tr></thead>
            <tbody>\(rows.joined(separator: "\n"))</tbody></table></div>
            """
    }
}
