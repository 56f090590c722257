public import Domain

/// Chooses what becomes of a ticket, by the routes in the order of the configuration.
public struct Router: Sendable {
    /// How many routes decide.
    public enum Match: String, Sendable, CaseIterable {
        /// The first whose conditions are all met.
        case first
        /// All of them: of folder, owner, priority, clock and template the first that is said counts; tags, copies, hold
        /// and alarms add up.
        case all
    }

    public let routes: [Route]
    public let match: Match
    /// The folder of each marketplace.
    public let folders: [MarketplaceName: FolderPath]
    /// For a marketplace that has none.
    public let fallback: FolderPath
    /// Where each agent answers; nil = everywhere. An agent who is not here is not chosen as the earlier owner.
    public let agents: [String: Set<MarketplaceName>?]
    private let program: RouteProgram

    public init(
        routes: [Route] = [], match: Match = .first, folders: [MarketplaceName: FolderPath], fallback: FolderPath,
        agents: [String: Set<MarketplaceName>?] = [:]
    ) {
        self.routes = routes
        self.match = match
        self.folders = folders
        self.fallback = fallback
        self.agents = agents
        program = RouteProgram(routes)
        needs = RouteNeeds(routes)
    }

    /// What the routes ask about beside the message itself; the rest need not be looked up.
    public let needs: RouteNeeds

    /// Whether any route may leave mails alone.
    public var mayIgnore: Bool { routes.contains(where: \.ignores) }

    /// - Complexity: the conditions of all routes, and once the length of the texts
    public func decide(_ subject: RouteSubject, _ state: RoutingState = RoutingState()) -> RouteDecision {
        var facts = RouteFacts(subject, program.index)
        var matches: [Route] = []
        for (index, route) in routes.enumerated() where program.isMet(index, &facts) {
            matches.append(route)
            if match == .first { break }
        }
        return decision(matches, subject, state)
    }

    /// The same decision with each route's verdict.
    public func explain(_ subject: RouteSubject, _ state: RoutingState = RoutingState()) -> RouteExplanation {
        var facts = RouteFacts(subject, program.index)
        var matches: [Route] = []
        var verdicts: [RouteExplanation.Verdict] = []
        for (route, steps) in zip(routes, program.steps) {
            let checks = zip(route.conditions, steps).map { program.check($0, $1, &facts) }
            let isMatch = checks.allSatisfy { $0.isMet == true }
            var reasons = checks.filter { ($0.isMet == true) == isMatch }.map(\.reason)
            if checks.isEmpty { reasons = ["it has no conditions"] }
            let isLate = match == .first && !matches.isEmpty
            if isMatch, isLate, let winner = matches.first { reasons.append("but \"\(winner.name)\" came first") }
            verdicts.append(
                RouteExplanation.Verdict(
                    route: route.name, isMatch: isMatch, isWinner: isMatch && !isLate, reasons: reasons))
            if isMatch, !isLate { matches.append(route) }
        }
        return RouteExplanation(match: match, verdicts: verdicts, decision: decision(matches, subject, state))
    }

    private func decision(_ matches: [Route], _ subject: RouteSubject, _ state: RoutingState) -> RouteDecision {
        var decision = RouteDecision(
            folder: matches.lazy.compactMap(\.folder).first ?? folders[subject.marketplace] ?? fallback)
        decision.routes = matches.map(\.name)
        decision.priority = matches.lazy.compactMap(\.priority).first ?? .normal
        decision.clock = matches.lazy.compactMap(\.clock).first
        decision.template = matches.lazy.compactMap(\.template).first
        decision.isHeld = matches.contains(where: \.holds)
        decision.ignoredBy = matches.first(where: \.ignores)?.name
        decision.alarms = matches.filter(\.alarms).map(\.name)
        for route in matches {
            decision.tags += route.tags.filter { !decision.tags.contains($0) }
            decision.copies += route.copies.filter { !decision.copies.contains($0) }
            guard decision.owner == nil, let choice = route.owner else { continue }
            let chosen = choice.owner(
                earlier: subject.earlierOwner, open: state.open, last: state.lastAssigned[route.name]
            ) { mayAnswer($0, at: subject.marketplace) }
            decision.owner = chosen?.agent
            decision.ownerReason = chosen?.reason
            if choice.way == .roundRobin, let agent = chosen?.agent {
                decision.turn = RouteDecision.Turn(route: route.name, agent: agent)
            }
        }
        return decision
    }

    /// Where no agents are known, each may.
    private func mayAnswer(_ agent: String, at marketplace: MarketplaceName) -> Bool {
        guard !agents.isEmpty else { return true }
        guard let bound = agents[agent] else { return false }
        return bound?.contains(marketplace) ?? true
    }
}
