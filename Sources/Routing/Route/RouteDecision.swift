/// What becomes of a ticket.
public struct RouteDecision: Sendable, Hashable {
    /// Who got a route's ticket in turn.
    public struct Turn: Sendable, Hashable {
        public var route: String
        public var agent: String

        public init(route: String, agent: String) {
            self.route = route
            self.agent = agent
        }
    }

    /// Names of the routes that decided, in order; none matched = empty.
    public var routes: [String]
    public var folder: FolderPath
    /// Name of the agent.
    public var owner: String?
    /// Why this owner.
    public var ownerReason: String?
    /// To be remembered if the owner really gets the ticket; nil = no turns are taken.
    public var turn: Turn?
    public var tags: [String]
    public var priority: Route.Priority
    public var clock: String?
    public var template: String?
    public var copies: [String]
    public var isHeld: Bool
    /// Name of the route that leaves the mail alone.
    public var ignoredBy: String?
    /// Names of the routes that raise an alarm.
    public var alarms: [String]

    public init(folder: FolderPath) {
        routes = []
        self.folder = folder
        tags = []
        priority = .normal
        copies = []
        isHeld = false
        alarms = []
    }

    /// Name of the first route that decided.
    public var route: String? { routes.first }
}
