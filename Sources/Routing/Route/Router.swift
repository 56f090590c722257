public import Domain

/// Chooses the folder and owner of a ticket: the first route whose conditions are all met wins, in the order of the
/// configuration; without one the marketplace's own folder is taken.
public struct Router: Sendable, Hashable {
    public var routes: [Route]
    /// The folder of each marketplace.
    public var folders: [MarketplaceName: FolderPath]
    /// For a marketplace that has none.
    public var fallback: FolderPath

    public init(routes: [Route] = [], folders: [MarketplaceName: FolderPath], fallback: FolderPath) {
        self.routes = routes
        self.folders = folders
        self.fallback = fallback
    }

    public func decide(_ subject: RouteSubject) -> RouteDecision {
        let route = routes.first { $0.conditions.allSatisfy { $0.check(subject).isMet } }
        return decision(route, subject)
    }

    /// The same decision with each route's verdict.
    public func explain(_ subject: RouteSubject) -> RouteExplanation {
        var winner: Route?
        var verdicts: [RouteExplanation.Verdict] = []
        for route in routes {
            let checks = route.conditions.map { $0.check(subject) }
            let isMatch = checks.allSatisfy(\.isMet)
            var reasons = checks.filter { $0.isMet == isMatch }.map(\.reason)
            if checks.isEmpty { reasons = ["it has no conditions"] }
            if isMatch, let winner { reasons.append("but \"\(winner.name)\" came first") }
            verdicts.append(
                RouteExplanation.Verdict(
                    route: route.name, isMatch: isMatch, isWinner: isMatch && winner == nil, reasons: reasons))
            if isMatch, winner == nil { winner = route }
        }
        return RouteExplanation(verdicts: verdicts, decision: decision(winner, subject))
    }

    private func decision(_ route: Route?, _ subject: RouteSubject) -> RouteDecision {
        RouteDecision(
            route: route?.name, folder: route?.folder ?? folders[subject.marketplace] ?? fallback,
            owner: route?.owner, tags: route?.tags ?? [], priority: route?.priority ?? .normal)
    }
}

/// Where a ticket goes.
public struct RouteDecision: Sendable, Hashable {
    /// Name of the route that decided; nil = none matched.
    public var route: String?
    public var folder: FolderPath
    /// Name of the agent.
    public var owner: String?
    public var tags: [String]
    public var priority: Route.Priority
}

/// Why a ticket goes there.
public struct RouteExplanation: Sendable, Hashable {
    public struct Verdict: Sendable, Hashable, CustomStringConvertible {
        public var route: String
        public var isMatch: Bool
        /// The first match.
        public var isWinner: Bool
        /// What was met, or what was not; nothing of the buyer's text.
        public var reasons: [String]

        /// `route "returns": not matched, kind is refund, not return`
        public var description: String {
            "route \"\(route)\": \(isMatch ? "matched" : "not matched"), \(reasons.joined(separator: "; "))"
        }
    }

    /// One per route, in order.
    public var verdicts: [Verdict]
    public var decision: RouteDecision
}
