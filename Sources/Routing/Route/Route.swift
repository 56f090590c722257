/// A rule of the admin: what happens to messages that meet every condition.
public struct Route: Sendable, Hashable {
    public enum Priority: String, Sendable, CaseIterable {
        case low, normal, high
    }

    public var name: String
    /// All must be met; none = each message meets them.
    public var conditions: [RouteCondition]
    /// Nil = the marketplace's own folder.
    public var folder: FolderPath?
    public var owner: OwnerChoice?
    /// Keywords that the ticket's mails get.
    public var tags: [String]
    /// Nil = as another route says, else normal.
    public var priority: Priority?
    /// Name of the clock that counts instead of the marketplace's.
    public var clock: String?
    /// Name of the template that agents are offered first.
    public var template: String?
    /// Names of agents who get a copy.
    public var copies: [String]
    /// A person looks before anything is answered automatically.
    public var holds: Bool
    /// No ticket is made; the mail's outcome has the route's name. Never of a buyer's message.
    public var ignores: Bool
    /// Somebody has to look at once.
    public var alarms: Bool

    public init(
        name: String, conditions: [RouteCondition], folder: FolderPath? = nil, owner: OwnerChoice? = nil,
        tags: [String] = [], priority: Priority? = nil, clock: String? = nil, template: String? = nil,
        copies: [String] = [], holds: Bool = false, ignores: Bool = false, alarms: Bool = false
    ) {
        self.name = name
        self.conditions = conditions
        self.folder = folder
        self.owner = owner
        self.tags = tags
        self.priority = priority
        self.clock = clock
        self.template = template
        self.copies = copies
        self.holds = holds
        self.ignores = ignores
        self.alarms = alarms
    }
}
