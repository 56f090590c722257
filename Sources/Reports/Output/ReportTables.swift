import Routing

/// A table as people read it, in whatever form.
struct ReportTable: Sendable, Hashable {
    var title: String
    var head: [String]
    /// The first column names the row.
    var rows: [[String]]
    /// What the rows leave out, a sentence each.
    var remarks: [String] = []
}

/// The numbers of a report in words and units of a language.
struct ReportTables: Sendable {
    private let report: Report
    private let texts: ReportTexts

    init(_ report: Report, _ texts: ReportTexts) {
        self.report = report
        self.texts = texts
    }

    /// Punctuality and times.
    var marketplaces: ReportTable {
        ReportTable(
            title: texts.allMarketplaces,
            head: [
                texts.marketplace, texts.inTime, texts.goal, texts.late, texts.answers, texts.median, texts.mean,
                texts.ninetieth, texts.firstAnswer,
            ],
            rows: sections.map { section in
                [
                    section.marketplace ?? texts.allMarketplaces, texts.percent(section.inTime.share),
                    section.goal.map { "\($0)\u{A0}%" } ?? "–", "\(section.inTime.late)", "\(section.answers.count)",
                    texts.duration(section.answers.median), texts.duration(section.answers.mean),
                    texts.duration(section.answers.ninetieth), texts.duration(section.firstAnswers.median),
                ]
            })
    }

    var questions: ReportTable {
        ReportTable(
            title: texts.questions,
            head: [
                texts.marketplace, texts.questions, texts.perHundred, texts.norm, texts.firstContact, texts.buyers,
                texts.returning, texts.open, texts.overdue,
            ],
            rows: sections.map { section in
                [
                    section.marketplace ?? texts.allMarketplaces, "\(section.questions.tickets)",
                    texts.decimal(section.questions.perHundred), texts.decimal(section.questions.norm),
                    texts.percent(section.firstContact.share), "\(section.buyers.total)",
                    texts.percent(section.buyers.share), "\(section.open)", "\(section.overdue)",
                ]
            })
    }

    /// Marketplaces where anything happened, and all together if they are several.
    private var sections: [Report.Section] {
        let lively = report.marketplaces.filter { section in
            section.inTime.total + section.answers.count + section.questions.tickets + section.open > 0
        }
        return lively.count == 1 ? lively : lively + [report.total]
    }

    func weeks(_ section: Report.Section) -> ReportTable {
        ReportTable(
            title: "\(texts.shareByWeek): \(section.marketplace ?? texts.allMarketplaces)",
            head: [texts.week, texts.inTime, texts.late, texts.share],
            rows: section.weeks.map {
                [$0.start, "\($0.count.inTime)", "\($0.count.late)", texts.percent($0.count.share)]
            })
    }

    var distribution: ReportTable {
        ReportTable(
            title: texts.distribution, head: [texts.waitingFor, texts.answers, texts.share],
            rows: report.distribution.map { step in
                [
                    step.below.map { "\(texts.upTo) \(texts.duration($0))" } ?? texts.longer, "\(step.answers)",
                    texts.percent(tenths(step.answers, of: report.total.answers.count)),
                ]
            })
    }

    var hours: ReportTable {
        ReportTable(
            title: texts.hoursHint, head: [texts.hour] + texts.weekdays,
            rows: (0..<24).map { hour in ["\(hour):00"] + report.hours.map { "\($0[hour])" } })
    }

    var ages: ReportTable {
        ReportTable(
            title: texts.ages, head: [texts.waitingFor, texts.open, texts.overdue],
            rows: report.ages.map { age in
                [
                    age.below.map { "\(texts.upTo) \(texts.duration(Int64($0) * 3600))" } ?? texts.longer,
                    "\(age.open)", "\(age.overdue)",
                ]
            })
    }

    var incidents: ReportTable {
        ReportTable(
            title: texts.incidents,
            head: [texts.ticket, texts.marketplace, texts.order, texts.openedAt, texts.daysLeft],
            rows: report.incidents.map {
                [
                    "\($0.ticket)", $0.marketplace, $0.order ?? "–", ReportTexts.shown($0.openedAt),
                    $0.daysLeft.map(String.init) ?? "–",
                ]
            },
            remarks: [
                (texts.moreIncidents, report.moreIncidents),
                (texts.closedThemselves, report.incidentsClosedThemselves),
            ].filter { $0.1 > 0 }.map { $0.0.replacing("{count}", with: "\($0.1)") })
    }

    var agents: ReportTable {
        ReportTable(
            title: texts.agents, head: [texts.agent, texts.answers, texts.inTime, texts.median, texts.ninetieth],
            rows: report.agents.map {
                [
                    texts.agent($0.agent), "\($0.answers.count)", texts.percent($0.inTime.share),
                    texts.duration($0.answers.median), texts.duration($0.answers.ninetieth),
                ]
            })
    }

    var reasons: ReportTable {
        let all = report.reasons.reduce(0) { $0 + $1.questions }
        return ReportTable(
            title: texts.reasons, head: [texts.reason, texts.questions, texts.share],
            rows: report.reasons.map {
                [texts.kind($0.kind), "\($0.questions)", texts.percent(tenths($0.questions, of: all))]
            })
    }

    var products: ReportTable {
        ReportTable(
            title: texts.products, head: [texts.product, texts.questions],
            rows: report.products.map { product in
                [product.sku.map { "\(product.title) (\($0))" } ?? product.title, "\(product.tickets)"]
            })
    }

    /// What stands first: name, number, remark.
    var summary: [[String]] {
        let total = report.total
        return [
            [texts.inTime, texts.percent(total.inTime.share), "\(total.inTime.inTime) / \(total.inTime.total)"],
            [
                texts.answers, "\(total.answers.count)",
                "\(texts.median) \(texts.duration(total.answers.median)) · \(texts.mean) \(texts.duration(total.answers.mean))",
            ],
            [
                texts.firstAnswer, texts.duration(total.firstAnswers.median),
                "\(texts.median) · \(texts.ninetieth) \(texts.duration(total.firstAnswers.ninetieth))",
            ],
            [
                texts.firstContact, texts.percent(total.firstContact.share),
                "\(total.firstContact.solved) / \(total.firstContact.total), \(texts.firstContactHint)",
            ],
            [texts.open, "\(total.open)", "\(texts.overdue): \(total.overdue)"],
            [
                texts.buyers, "\(total.buyers.total)",
                "\(total.buyers.returning) \(texts.returning) (\(texts.percent(total.buyers.share)))",
            ],
            [texts.feedback, "\(report.feedback)", ""],
        ]
    }

    /// All of them, in the order of the report.
    var all: [ReportTable] {
        [marketplaces, questions] + report.marketplaces.filter { $0.inTime.total > 0 }.map(weeks)
            + [distribution, hours, ages, incidents, agents, reasons, products]
    }
}

extension Report {
    /// `2026-11-01 to 2026-11-30`, with times where it does not begin and end at midnight.
    func shownPeriod(_ texts: ReportTexts) -> String {
        "\(Self.shownEnd(period.since)) \(texts.to) \(Self.shownEnd(period.last))"
    }

    private static func shownEnd(_ iso: String) -> String {
        let clock = iso.dropFirst(11).prefix(5)
        return clock == "00:00" || clock == "23:59" ? String(iso.prefix(10)) : ReportTexts.shown(iso)
    }
}
