import ArgumentParser
import Configuration
import Domain
import FoundationEssentials
import Glibc
import Marketplaces
import Reports
import Routing
import Store

struct ReportCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, csv, json, html
    }

    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Answer times, shares in time, questions and what they were about.",
        discussion: """
            Without a period, the last 30 days. TIME is a date (2026-01-31), a date with a time \
            (2026-01-31T08:00:00+01:00) or how long ago (36h, 30d, 4w). --format html is one file with plots that needs \
            nothing else; csv has one number a line; json is one object. Shares in time are counted as the marketplaces \
            do. Waits are recorded as they end, from this version on.
            """)

    @OptionGroup var store: StoreOption
    @Option(help: ArgumentHelp("Begin of the period.", valueName: "time")) var since: String?
    @Option(help: ArgumentHelp("End of the period; a date means its end. Default: now.", valueName: "time"))
    var until: String?
    @Option(help: "day, week, month, quarter or year up to now; last-week, last-month … for the one before.")
    var period: NamedPeriod?
    @Option(help: "Only this marketplace.") var marketplace: String?
    @Option(help: "text, csv, json or html.") var format: Format?
    @Option(
        help: ArgumentHelp(
            "Orders of a marketplace in the period, for questions per 100 orders; repeatable.", valueName: "name=number"
        ))
    var orders: [String] = []
    @Option(
        help: ArgumentHelp(
            "Questions per 100 orders that a marketplace allows; repeatable.", valueName: "name=number"))
    var norm: [String] = []
    @Option(help: "Language of text and page: de, en, nl, fr or pl. Default: that of [bridge].") var language: String?
    @Option(help: ArgumentHelp("Writes to this file, readable by its owner only.", valueName: "file")) var output:
        String?

    func validate() throws {
        for time in [since, until].compactMap({ $0 }) where TimeArgument(time) == nil {
            throw ValidationError(TimeArgument.complaint(time))
        }
        if period != nil, since != nil || until != nil {
            throw ValidationError("--period cannot be combined with --since and --until")
        }
        if let language, AgentLanguage(rawValue: language) == nil {
            throw ValidationError("language is de, en, nl, fr or pl, not \"\(language)\"")
        }
        if store.json, format != nil, format != .json { throw ValidationError("--json is --format json") }
        for pair in orders
        where Self.pair(pair).flatMap({ Int($0.number) }).map({ (0...Self.mostOrders).contains($0) }) != true {
            throw ValidationError("orders are written as conrad=812, up to \(Self.mostOrders), not \"\(pair)\"")
        }
        for pair in norm where Self.pair(pair).flatMap({ Double($0.number) }).map({ (0...1000).contains($0) }) != true {
            throw ValidationError("a norm is written as bol=2.5, not \"\(pair)\"")
        }
    }

    func run() async throws {
        try await reportingErrors {
            let configuration = try store.config.check().offline
            let plan = try plan(configuration)
            var report = try await SQLiteStore(path: configuration.store.path, creating: false).report(plan)
            let names = configuration.agents.reduce(into: [String: String]()) { $0[$1.address.text] = $1.name }
            for index in report.agents.indices {
                report.agents[index].agent = names[report.agents[index].agent] ?? report.agents[index].agent
            }
            let language = language.flatMap(AgentLanguage.init(rawValue:)) ?? configuration.bridge.language
            let text = try shown(report, ReportTexts.of(language))
            if let output { try save(text, as: output) } else { show(text) }
        }
    }

    private func shown(_ report: Report, _ texts: ReportTexts) throws -> String {
        switch store.json ? .json : format ?? .text {
        case .text: return report.text(texts)
        case .csv: return report.csv
        case .html: return ReportPage(report, texts).html
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            encoder.keyEncodingStrategy = .convertToSnakeCase
            return String(decoding: try encoder.encode(report), as: UTF8.self) + "\n"
        }
    }

    private func show(_ text: String) {
        switch store.json ? .json : format ?? .text {
        case .text: write(text, to: STDOUT_FILENO)
        case .json: writeJSON(Array(text.utf8))
        case .csv, .html: writeDocument(Array(text.utf8))
        }
    }

    /// Orders and agents stand in it.
    private func save(_ text: String, as file: String) throws {
        var status = stat()
        guard stat(file, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else {
            throw OutputError("\(file) is no regular file")
        }
        try FileDraft(Array(text.utf8), for: file).put()
    }

    private func plan(_ configuration: Configuration) throws -> ReportPlan {
        let now = systemTime()
        // The present second belongs to a period that goes up to now.
        let end = now + .seconds(1)
        let zone = configuration.ownZone
        let range =
            period?.range(at: end, in: zone)
            ?? (
                since: since.flatMap { TimeArgument($0)?.start(at: now, in: zone) } ?? now - .seconds(30 * 86_400),
                until: until.flatMap { TimeArgument($0)?.end(at: now, in: zone) } ?? end
            )
        guard range.since < range.until else { throw ValidationError("the period ends before it begins") }
        let orders = Dictionary(self.orders.compactMap(Self.pair)) { $1 }
        let norms = Dictionary(norm.compactMap(Self.pair)) { $1 }
        let names = configuration.marketplaces.map(\.name.text)
        for name in [marketplace].compactMap({ $0 }) + orders.keys + norms.keys where !names.contains(name) {
            throw ValidationError("no marketplace \(name); there are \(names.joined(separator: ", "))")
        }
        let marketplaces = configuration.marketplaces.filter { marketplace == nil || $0.name.text == marketplace }
        return ReportPlan(
            since: range.since, until: range.until, zone: zone,
            marketplaces: marketplaces.map { settings in
                let rules = configuration.clock(of: settings.name)?.rules(inForceAt: range.until)
                return ReportPlan.Marketplace(
                    name: settings.name, zone: rules?.zone ?? zone, goal: rules?.goal,
                    incidentDays: settings.connector == .mirakl ? Self.miraklIncidentDays : nil,
                    orders: orders[settings.name.text].flatMap { Int($0) },
                    norm: norms[settings.name.text].flatMap { Double($0) })
            }, now: now)
    }

    /// Nobody has more in any period; a slip of the finger has.
    private static let mostOrders = 1_000_000_000

    /// Conrad closes an incident after so many days.
    private static let miraklIncidentDays = 15

    private static func pair(_ text: String) -> (name: String, number: String)? {
        guard let sign = text.lastIndex(of: "=") else { return nil }
        return (String(text[..<sign]), String(text[text.index(after: sign)...]))
    }
}
