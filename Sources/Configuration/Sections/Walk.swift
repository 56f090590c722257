import Domain
import Marketplaces
import Routing
import Templates

/// The walk over a whole configuration: sections in the order in which they are shown, then what connects them.
final class Walk {
    let report = CheckReport()
    let zones: any TimeZoneSource
    var slots: [SecretSlot] = []
    private let root: TableReader

    init(_ root: TOMLNode, zones: any TimeZoneSource) {
        self.zones = zones
        self.root = TableReader(name: "the configuration", node: root, report: report)
    }

    /// Nil after a mistake; the report has them all.
    func run() -> Configuration? {
        let mailboxTables = sections("mailbox", isNeeded: true)
        let firstAddress = mailboxTables.first.flatMap(firstAddress)
        let bridge = bridge(section("bridge"), domain: firstAddress.map { String($0.domain) })
        let store = store(section("store"))
        let mailboxes = mailboxes(mailboxTables)
        let tickets = tickets(section("tickets"), mailboxes: mailboxes.map(\.value))
        let submission = optionalSection("submission").map { self.submission($0, from: firstAddress) }
        let lmtp = optionalSection("lmtp").map { self.lmtp($0, mailboxes: mailboxes.map(\.value)) }
        let web = optionalSection("web").map { self.web($0) }
        let metrics = optionalSection("metrics").map { self.metrics($0) }
        let retention = retention(section("retention"))
        let marketplaceTables = sections("marketplace", isNeeded: true)
        let marketplaces = marketplaces(
            marketplaceTables, hasSubmission: submission != nil, retention: retention.buyers)
        let agents = agents(
            sections("agent", isNeeded: true), language: bridge.language, receipts: tickets.receipts,
            marketplaces: marketplaces.map(\.settings.name.text))
        checkOwners(mailboxTables, agents: agents.map(\.name))
        let team = team(
            section("team"), agents: agents.map(\.name), tickets: tickets.folder, hasSubmission: submission != nil)
        let money = money(section("money"))
        let templates = templates(
            sections("template", isNeeded: false), marketplaces: marketplaces.map(\.settings.name))
        let routing = routing(section("routing"))
        let bound = Dictionary(
            agents.map { ($0.name, $0.marketplaces.map { Set($0) }) }, uniquingKeysWith: { first, _ in first })
        let (routes, named) = routes(
            sections("route", isNeeded: false),
            RouteReferences(
                marketplaces: marketplaces.map(\.settings.name), agents: bound,
                templates: templates.templates.map(\.name),
                parent: tickets.folder, hasSubmission: submission != nil, zone: routing.zone, match: routing.match))
        let notifications = notifications(
            sections("notification", isNeeded: false), marketplaces: marketplaces.map(\.settings.name))
        let clocks = clocks(sections("clock", isNeeded: false), marketplaces: marketplaces, named: named)
        let log = log(section("log"))
        finishRoot()
        guard report.problems.isEmpty else { return nil }
        let folders = marketplaces.map { ($0.settings.name, tickets.folder.appending($0.folder)) }
        return Configuration(
            bridge: bridge, store: store, mailboxes: mailboxes.map(\.value), tickets: tickets,
            submission: submission ?? nil, lmtp: lmtp, web: web ?? nil, metrics: metrics,
            marketplaces: marketplaces.map(\.settings), agents: agents,
            team: team, money: money, retention: retention, templates: templates,
            router: Router(
                routes: routes, match: routing.match,
                folders: Dictionary(folders, uniquingKeysWith: { first, _ in first }), fallback: tickets.folder,
                agents: bound), notifications: notifications,
            faultyRules: report.faultyPatterns.sorted(), clocks: clocks, log: log)
    }

    /// A section that may stand once; an empty one where it does not stand at all.
    private func section(_ name: String) -> TableReader {
        optionalSection(name)
            ?? TableReader(
                name: "[\(name)]", node: TOMLNode(value: .table([:]), keyPlace: root.place, place: root.place),
                report: report)
    }

    private func optionalSection(_ name: String) -> TableReader? {
        guard let node = root.node(name) else { return nil }
        var table = node
        switch node.value {
        case .table: break
        case .list(let nodes):
            report.add("[\(name)] may stand only once; write it with single brackets", at: node.keyPlace)
            guard let first = nodes.first else { return nil }
            table = first
        default:
            report.add("\(name): expected a section [\(name)], found \(node.description)", at: node.place)
            return nil
        }
        return TableReader(name: "[\(name)]", node: table, report: report)
    }

    /// The sections of a list such as `[[mailbox]]`.
    private func sections(_ name: String, isNeeded: Bool) -> [TableReader] {
        guard let node = root.node(name) else {
            if isNeeded { report.add("the configuration needs at least one [[\(name)]]", at: root.place) }
            return []
        }
        switch node.value {
        case .table:
            report.add("there can be several: write [[\(name)]] with double brackets", at: node.keyPlace)
            return [TableReader(name: "[[\(name)]]", node: node, report: report)]
        case .list(let nodes):
            return nodes.compactMap { node in
                if case .table = node.value { return TableReader(name: "[[\(name)]]", node: node, report: report) }
                report.add("\(name): expected sections [[\(name)]], found \(node.description)", at: node.place)
                return nil
            }
        default:
            report.add("\(name): expected sections [[\(name)]], found \(node.description)", at: node.place)
            return []
        }
    }

    /// The address of a mailbox before its section is read; defaults of other sections follow from it.
    private func firstAddress(of mailbox: TableReader) -> EmailAddress? {
        let node = mailbox.has("address") ? mailbox.node("address") : mailbox.node("user")
        return node.flatMap { try? ValueKind<EmailAddress>.address.parse($0) }
    }

    private func finishRoot() { root.finishSections() }

    /// Reports names that stand twice.
    func checkUnique(_ names: [(text: String, place: SourcePlace)], what: String) {
        var seen: [String: SourcePlace] = [:]
        for name in names {
            if let first = seen[name.text.lowercased()] {
                let place = first.file == name.place.file ? "line \(first.line)" : "\(first.file):\(first.line)"
                report.add("\(what) \"\(name.text)\" exists already (\(place))", at: name.place)
            } else {
                seen[name.text.lowercased()] = name.place
            }
        }
    }

    /// Reports a reference to something that does not exist.
    func checkReference(_ name: Placed<String>, key: String, among names: [String], what: String) {
        guard !names.contains(name.value) else { return }
        let hint = Suggestion.hint(for: name.value, among: names)
        let known = names.isEmpty ? "" : "; there is \(names.sorted().map(tomlString).joined(separator: ", "))"
        report.add("\(key): there is no \(what) \"\(name.value)\"\(hint.isEmpty ? known : hint)", at: name.place)
    }
}
