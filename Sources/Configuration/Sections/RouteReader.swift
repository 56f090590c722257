import Domain
import Routing

/// Reads one `[[route]]`.
final class RouteReader {
    private let table: TableReader
    private let references: RouteReferences
    private let walk: Walk
    private let zones: any TimeZoneSource
    /// The clock that it names, to be looked up once all clocks are known.
    private(set) var clock: Placed<String>?
    /// It has no conditions, and that is no mistake.
    private(set) var takesEverything = false

    private var report: CheckReport { table.report }

    init(_ table: TableReader, _ references: RouteReferences, zones: any TimeZoneSource, walk: Walk) {
        self.table = table
        self.references = references
        self.zones = zones
        self.walk = walk
    }

    /// Nil if it has no name; after another mistake what is right in it.
    func read() -> Route? {
        let name = table.require("name", .name)
        let conditions = conditions()
        takesEverything = conditions?.isEmpty ?? false
        var route = Route(name: name ?? "", conditions: conditions ?? [])
        route.folder = table.optional("folder", .folder).map(references.parent.appending)
        route.owner = owner(conditions ?? [])
        route.tags = table.read("tags", .list(of: ValueKind<String>.name), default: [])
        // No default is shown: with match = "all" a route that says "normal" is not one that says nothing.
        route.priority = table.optional("priority", .word)
        clock = table.optional("clock", .placed(.name))
        route.clock = clock?.value
        if let template = table.optional("template", .placed(.name)) {
            walk.checkReference(template, key: "template", among: references.templates, what: "template")
            route.template = template.value
        }
        route.copies = copies()
        route.holds = table.read("hold", .flag, default: false)
        route.alarms = table.read("alarm", .flag, default: false)
        route.ignores = table.read("ignore", .flag, default: false)
        if route.ignores { checkIgnoring(conditions) }
        table.refuse(WhenReader.keys, because: "it is a condition; write it into when = { … }")
        table.finish()
        return name == nil ? nil : route
    }

    /// Nil after a mistake.
    private func conditions() -> [RouteCondition]? {
        guard let node = table.node("when") else { return [] }
        let before = report.problems.count
        let reader = WhenReader(references, zones: zones, walk: walk)
        let conditions = reader.read(node, key: "when", depth: 1, shownBy: table)
        return report.problems.count == before ? conditions : nil
    }

    private func owner(_ conditions: [RouteCondition]) -> OwnerChoice? {
        let names = table.optional("owner", .oneOrMore(of: .placed(.name))) ?? []
        for name in names {
            walk.checkReference(name, key: "owner", among: references.agentNames, what: "agent")
            checkBinding(name, conditions, key: "owner")
        }
        checkOnce(names, key: "owner")
        let usual: OwnerChoice.Way = names.count > 1 ? .roundRobin : .inOrder
        let way = table.optional("assign", .word, default: names.isEmpty ? nil : usual)
        let isSticky = table.read("sticky", .flag, default: false)
        if table.has("assign"), !table.has("owner") {
            report.add(
                "assign: it chooses among the agents of \"owner\", which is missing", at: table.place(of: "assign"))
        }
        guard !names.isEmpty || isSticky else { return nil }
        return OwnerChoice(names.map(\.value), way: way ?? usual, isSticky: isSticky)
    }

    private func copies() -> [String] {
        let names = table.optional("copy", .oneOrMore(of: .placed(.name))) ?? []
        for name in names { walk.checkReference(name, key: "copy", among: references.agentNames, what: "agent") }
        checkOnce(names, key: "copy")
        if !names.isEmpty, !references.hasSubmission {
            report.add("copy: copies leave by mail, which needs a section [submission]", at: table.place(of: "copy"))
        }
        return names.map(\.value)
    }

    private func checkOnce(_ names: [Placed<String>], key: String) {
        for (index, name) in names.enumerated() where names[..<index].contains(where: { $0.value == name.value }) {
            report.add("\(key): \"\(name.value)\" stands there twice", at: name.place)
        }
    }

    /// An agent who answers at none of the marketplaces that the route takes would never get anything.
    private func checkBinding(_ name: Placed<String>, _ conditions: [RouteCondition], key: String) {
        guard let bound = references.agents[name.value] ?? nil else { return }
        for case .marketplace(let wanted) in conditions where bound.isDisjoint(with: wanted) {
            let places = bound.map(\.text).sorted().joined(separator: ", ")
            report.add("\(key): \"\(name.value)\" answers at \(places) only", at: name.place)
        }
    }

    /// What a buyer wrote is never left alone.
    private func checkIgnoring(_ conditions: [RouteCondition]?) {
        let place = table.place(of: "ignore")
        for key in ["folder", "owner", "assign", "sticky", "priority", "clock", "template", "copy", "hold", "tags"]
        where table.has(key) {
            report.add(
                "\(key): of an ignored mail no ticket is made; take \"\(key)\" or \"ignore\" away",
                at: table.place(of: key))
        }
        guard let conditions else { return }
        let kinds = conditions.flatMap { condition in
            if case .kind(let kinds) = condition { return kinds }
            return []
        }
        if kinds.isEmpty {
            report.add("ignore: expected a condition \"kind\", so that no buyer's message is ignored", at: place)
        } else if let kind = kinds.first(where: \.isOfConversation) {
            report.add("ignore: mails of kind \"\(kind.rawValue)\" may hold a buyer's message or an answer", at: place)
        }
    }
}
