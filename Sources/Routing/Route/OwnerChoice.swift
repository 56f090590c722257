import Domain

/// How a route finds the agent who owns a ticket.
public struct OwnerChoice: Sendable, Hashable {
    public enum Way: String, Sendable, CaseIterable {
        /// The first who answers at the marketplace.
        case inOrder = "in-order"
        /// Each in turn.
        case roundRobin = "round-robin"
        /// Who has the fewest open tickets.
        case leastOpen = "least-open"
    }

    /// Names, in order; may be empty for one that is only sticky.
    public var agents: [String]
    public var way: Way
    /// Who had the buyer before gets him again, if he is one of these, or if there are none.
    public var isSticky: Bool

    public init(_ agents: [String], way: Way = .inOrder, isSticky: Bool = false) {
        self.agents = agents
        self.way = way
        self.isSticky = isSticky
    }

    /// - Parameters:
    ///   - mayAnswer: whether an agent may answer at the marketplace
    ///   - last: who got this route's last ticket
    func owner(
        earlier: String?, open: [String: Int], last: String?, mayAnswer: (String) -> Bool
    ) -> (agent: String, reason: String)? {
        if isSticky, let earlier, mayAnswer(earlier), agents.isEmpty || agents.contains(earlier) {
            return (earlier, "had the buyer before")
        }
        let able = agents.filter(mayAnswer)
        switch way {
        case .inOrder: return able.first.map { ($0, "named by the route") }
        case .leastOpen:
            let least = able.enumerated().min {
                (open[$0.element] ?? 0, $0.offset) < (open[$1.element] ?? 0, $1.offset)
            }
            return least.map { ($0.element, "has \(open[$0.element] ?? 0) open tickets") }
        case .roundRobin:
            let start = last.flatMap(agents.firstIndex).map { $0 + 1 } ?? 0
            let turn = (agents[min(start, agents.count)...] + agents[..<min(start, agents.count)]).first(
                where: mayAnswer)
            return turn.map { ($0, "is next in turn") }
        }
    }
}

/// What choosing an owner depends on beside the message.
public struct RoutingState: Sendable, Hashable {
    /// Open tickets of each agent, by name.
    public var open: [String: Int]
    /// Who got the last ticket, by route.
    public var lastAssigned: [String: String]

    public init(open: [String: Int] = [:], lastAssigned: [String: String] = [:]) {
        self.open = open
        self.lastAssigned = lastAssigned
    }
}
