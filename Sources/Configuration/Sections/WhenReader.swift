import Domain
import Marketplaces
import Patterns
import Routing

/// Reads the conditions of a route: a table whose entries all have to be met, with others inside `all`, `any` and `not`.
struct WhenReader {
    /// The conditions, to be named where one stands outside.
    static let keys =
        ["marketplace", "kind", "language", "attachments", "order", "value", "sku", "country", "fulfilment", "time"]
        + ["weekday", "timezone", "earlier_messages", "left", "earlier_owner", "all", "any", "not"]
        + RouteField.allCases.flatMap { [$0.rawValue, "\($0.rawValue)_pattern"] }

    private let references: RouteReferences
    private let zones: any TimeZoneSource
    private let walk: Walk
    private var report: CheckReport { walk.report }

    init(_ references: RouteReferences, zones: any TimeZoneSource, walk: Walk) {
        self.references = references
        self.zones = zones
        self.walk = walk
    }

    /// Recursive over tables in each other, at most ``RouteCondition/deepest``.
    func read(_ node: TOMLNode, key: String, depth: Int, shownBy parent: TableReader) -> [RouteCondition] {
        let (conditions, shown) = table(node, key: key, depth: depth)
        if let shown { parent.show(key, shown, at: node) }
        return conditions
    }

    private func table(_ node: TOMLNode, key: String, depth: Int) -> ([RouteCondition], shown: String?) {
        guard case .table(let fields) = node.value else {
            report.add(
                "\(key): expected a table such as { kind = \"return\" }, found \(node.description)", at: node.place)
            return ([], nil)
        }
        guard depth <= RouteCondition.deepest else {
            report.add(
                "\(key): conditions stand more than \(RouteCondition.deepest) deep in each other", at: node.place)
            return ([], nil)
        }
        if depth > 1, fields.isEmpty { report.add("\(key): expected at least one condition", at: node.place) }
        let when = TableReader(name: "when", node: node, report: report)
        var conditions = message(when) + order(when) + circumstances(when)
        if let all = list("all", when, depth: depth) { conditions.append(.all(all)) }
        if let any = list("any", when, depth: depth) { conditions.append(.any(any)) }
        if let inner = when.node("not") {
            let nested = read(inner, key: "not", depth: depth + 1, shownBy: when)
            conditions.append(.not(nested.count == 1 ? nested[0] : .all(nested)))
        }
        return (conditions, when.finishInline())
    }

    /// `any = [{ … }, { … }]`
    private func list(_ key: String, _ when: TableReader, depth: Int) -> [RouteCondition]? {
        guard let node = when.node(key) else { return nil }
        guard case .list(let nodes) = node.value, !nodes.isEmpty else {
            report.add(
                "\(key): expected a list of tables such as [{ kind = \"return\" }, { language = \"de\" }], found \(node.description)",
                at: node.place)
            return nil
        }
        var shown: [String] = []
        let conditions = nodes.map { node in
            let (inner, text) = table(node, key: key, depth: depth + 1)
            shown += text.map { [$0] } ?? []
            return inner.count == 1 ? inner[0] : RouteCondition.all(inner)
        }
        when.show(key, "[\(shown.joined(separator: ", "))]", at: node)
        return conditions
    }

    // MARK: The message itself

    private func message(_ when: TableReader) -> [RouteCondition] {
        var conditions: [RouteCondition] = []
        if let names = when.optional("marketplace", .oneOrMore(of: .placed(.name))) {
            for name in names {
                walk.checkReference(
                    name, key: "marketplace", among: references.marketplaces.map(\.text), what: "marketplace")
            }
            conditions.append(.marketplace(names.map { MarketplaceName($0.value) }))
        }
        if let kinds = when.optional("kind", .oneOrMore(of: ValueKind<NotificationKind>.word)) {
            conditions.append(.kind(kinds))
        }
        if let tags = when.optional("language", .oneOrMore(of: .languageTag)) { conditions.append(.language(tags)) }
        for field in RouteField.allCases {
            if let phrases = when.optional(field.rawValue, .oneOrMore(of: .phrase)) {
                conditions.append(.phrases(field, phrases))
            }
            if let patterns = when.optional("\(field.rawValue)_pattern", .oneOrMore(of: .linearPattern)) {
                conditions.append(.patterns(field, patterns))
            }
        }
        if let files = when.optional("attachments", .attachmentDemand) { conditions.append(files) }
        return conditions
    }

    // MARK: The order

    private func order(_ when: TableReader) -> [RouteCondition] {
        var conditions: [RouteCondition] = []
        if let pattern = when.optional("order", .wholePattern) { conditions.append(.order(pattern)) }
        if let value = when.optional("value", .valueDemand) { conditions.append(value) }
        if let patterns = when.optional("sku", .oneOrMore(of: .wholePattern)) { conditions.append(.sku(patterns)) }
        if let codes = when.optional("country", .oneOrMore(of: .country)) { conditions.append(.country(codes)) }
        if let way = when.optional("fulfilment", ValueKind<OrderContext.Fulfilment>.word) {
            conditions.append(.fulfilment(way))
        }
        return conditions
    }

    // MARK: Time and history

    private func circumstances(_ when: TableReader) -> [RouteCondition] {
        var conditions: [RouteCondition] = []
        let windows = when.optional("time", .oneOrMore(of: .window))
        let days = when.optional("weekday", .oneOrMore(of: ValueKind<Weekday>.word))
        let zone = when.optional("timezone", .timeZone(zones))
        if windows != nil || days != nil {
            conditions.append(
                .time(RouteTime(windows: windows, days: days.map { Set($0) }, zone: zone ?? references.zone)))
        } else if when.has("timezone"), !when.has("time"), !when.has("weekday") {
            report.add("timezone: it belongs to \"time\" or \"weekday\"", at: when.place(of: "timezone"))
        }
        if let count = when.optional("earlier_messages", .countDemand) { conditions.append(.earlierMessages(count)) }
        if let left = when.optional("left", .timeLeftDemand) { conditions.append(.left(left)) }
        if let owner = when.optional("earlier_owner", .earlierOwners) {
            switch owner {
            case .anybody(let has): conditions.append(.hasEarlierOwner(has))
            case .named(let names):
                for name in names {
                    walk.checkReference(name, key: "earlier_owner", among: references.agentNames, what: "agent")
                }
                conditions.append(.earlierOwner(names.map(\.value)))
            }
        }
        return conditions
    }
}
