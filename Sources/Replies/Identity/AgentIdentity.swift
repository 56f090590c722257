public import Domain

/// A configured agent and the addresses that are his.
public struct AgentIdentity: Sendable, Hashable {
    public var name: String
    public var addresses: [EmailAddress]

    public init(name: String, addresses: [EmailAddress]) {
        self.name = name
        self.addresses = addresses
    }
}
