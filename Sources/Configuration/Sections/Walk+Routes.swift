import Domain
import Routing

extension Walk {
    func routes(_ tables: [TableReader], marketplaces: [MarketplaceName], agents: [String], parent: FolderPath)
        -> [Route]
    {
        var routes: [Route] = []
        var names: [(String, SourcePlace)] = []
        var catchAll: String?
        for table in tables {
            let name = table.require("name", .name)
            let conditions = conditions(table, marketplaces: marketplaces.map(\.text))
            let folder = table.optional("folder", .folder)
            let owner = table.optional("owner", .placed(.name))
            let tags = table.read("tags", .list(of: ValueKind<String>.name), default: [])
            let priority = table.read("priority", .word, default: Route.Priority.normal)
            table.finish()
            if let owner { checkReference(owner, key: "owner", among: agents, what: "agent") }
            if let catchAll {
                report.add(
                    "this route is never reached, because \"\(catchAll)\" above it takes everything", at: table.place)
            }
            guard let name else { continue }
            names.append((name, table.valuePlace(of: "name")))
            if let conditions, conditions.isEmpty { catchAll = catchAll ?? name }
            routes.append(
                Route(
                    name: name, conditions: conditions ?? [], folder: folder.map(parent.appending), owner: owner?.value,
                    tags: tags, priority: priority))
        }
        checkUnique(names, what: "route")
        return routes
    }

    /// The entries of `when`; nil after a mistake.
    private func conditions(_ table: TableReader, marketplaces: [String]) -> [RouteCondition]? {
        guard let node = table.node("when") else { return [] }
        guard case .table = node.value else {
            report.add(
                "when: expected a table such as { kind = \"return\" }, found \(node.description)", at: node.place)
            return nil
        }
        let before = report.problems.count
        let when = TableReader(name: "when", node: node, report: report)
        var conditions: [RouteCondition] = []
        if let names = when.optional("marketplace", .oneOrMore(of: .placed(.name))) {
            for name in names { checkReference(name, key: "marketplace", among: marketplaces, what: "marketplace") }
            conditions.append(.marketplace(names.map { MarketplaceName($0.value) }))
        }
        if let kinds = when.optional("kind", .oneOrMore(of: ValueKind<NotificationKind>.word)) {
            conditions.append(.kind(kinds))
        }
        if let pattern = when.optional("order", .orderPattern) { conditions.append(.order(pattern)) }
        if let tags = when.optional("language", .oneOrMore(of: .languageTag)) { conditions.append(.language(tags)) }
        if let phrases = when.optional("subject", .oneOrMore(of: .phrase)) { conditions.append(.subject(phrases)) }
        if let phrases = when.optional("text", .oneOrMore(of: .phrase)) { conditions.append(.text(phrases)) }
        table.show("when", when.finishInline(), at: node)
        return report.problems.count == before ? conditions : nil
    }
}
