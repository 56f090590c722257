/// What has to be looked up before some routes can decide.
public struct RouteNeeds: Sendable, Hashable {
    /// What the buyer did before.
    public private(set) var history = false
    /// How many open tickets the agents have, or whose turn it is.
    public private(set) var agents = false
    /// What is in the order.
    public private(set) var order = false

    init(_ routes: [Route]) {
        history =
            routes.contains { $0.owner?.isSticky ?? false }
            || routes.contains { Self.asks($0.conditions, Self.isAboutHistory) }
        order = routes.contains { Self.asks($0.conditions, Self.isAboutOrder) }
        agents = routes.contains { ($0.owner?.way ?? .inOrder) != .inOrder }
    }

    /// Recursive over conditions, whose depth the configuration bounds.
    private static func asks(_ conditions: [RouteCondition], _ isMeant: (RouteCondition) -> Bool) -> Bool {
        conditions.contains { condition in
            switch condition {
            case .all(let inner), .any(let inner): asks(inner, isMeant)
            case .not(let inner): asks([inner], isMeant)
            default: isMeant(condition)
            }
        }
    }

    private static func isAboutHistory(_ condition: RouteCondition) -> Bool {
        switch condition {
        case .earlierMessages, .earlierOwner, .hasEarlierOwner: true
        default: false
        }
    }

    private static func isAboutOrder(_ condition: RouteCondition) -> Bool {
        switch condition {
        case .value, .sku, .country, .fulfilment, .phrases(.item, _), .patterns(.item, _): true
        default: false
        }
    }
}
