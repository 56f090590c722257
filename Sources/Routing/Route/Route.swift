/// A rule of the admin: where messages that meet every condition go.
public struct Route: Sendable, Hashable {
    public enum Priority: String, Sendable, CaseIterable {
        case low, normal, high
    }

    public var name: String
    /// All must be met; none = each message meets them.
    public var conditions: [RouteCondition]
    /// Nil = the marketplace's own folder.
    public var folder: FolderPath?
    /// Name of the agent who owns the ticket.
    public var owner: String?
    public var tags: [String]
    public var priority: Priority

    public init(
        name: String, conditions: [RouteCondition], folder: FolderPath? = nil, owner: String? = nil,
        tags: [String] = [], priority: Priority = .normal
    ) {
        self.name = name
        self.conditions = conditions
        self.folder = folder
        self.owner = owner
        self.tags = tags
        self.priority = priority
    }
}
