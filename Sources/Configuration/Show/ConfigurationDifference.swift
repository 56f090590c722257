import Domain
import Marketplaces
import Routing

/// What another configuration does otherwise, as far as routing and deadlines go: for the log of a reload.
public struct ConfigurationDifference: Sendable, Hashable {
    public struct Change: Sendable, Hashable {
        public enum Kind: String, Sendable {
            case added, removed, changed
        }

        /// `route`, `clock`, `agent`, `marketplace`, `routing`
        public var what: String
        public var name: String
        public var kind: Kind
    }

    public let changes: [Change]

    public init(from old: Configuration, to new: Configuration) {
        var changes: [Change] = []
        if old.router.match != new.router.match {
            changes.append(Change(what: "routing", name: "match", kind: .changed))
        }
        changes += Self.changes(
            "route", old.router.routes.map { ($0.name, $0) }, new.router.routes.map { ($0.name, $0) })
        let kept = Set(new.router.routes.map(\.name)).intersection(old.router.routes.map(\.name))
        if old.router.routes.map(\.name).filter(kept.contains) != new.router.routes.map(\.name).filter(kept.contains) {
            changes.append(Change(what: "routing", name: "order of the routes", kind: .changed))
        }
        changes += Self.changes("clock", old.clocks.map { ($0, $1) }, new.clocks.map { ($0, $1) })
        changes += Self.changes("agent", old.agents.map { ($0.name, $0) }, new.agents.map { ($0.name, $0) })
        changes += Self.changes(
            "marketplace", old.marketplaces.map { ($0.name.text, $0.clock) },
            new.marketplaces.map { ($0.name.text, $0.clock) })
        self.changes = changes
    }

    private static func changes<Value: Equatable>(
        _ what: String, _ old: [(String, Value)], _ new: [(String, Value)]
    ) -> [Change] {
        let before = Dictionary(old, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(new, uniquingKeysWith: { first, _ in first })
        return Set(before.keys).union(after.keys).sorted().compactMap { name in
            guard let first = before[name] else { return Change(what: what, name: name, kind: .added) }
            guard let second = after[name] else { return Change(what: what, name: name, kind: .removed) }
            return first == second ? nil : Change(what: what, name: name, kind: .changed)
        }
    }
}
