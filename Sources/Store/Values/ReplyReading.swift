public import Domain

/// How one mail of an agent was read: for `ticket show`, and for whoever has to explain a text that was cut.
public struct ReplyReading: Sendable, Hashable {
    public var at: Timestamp
    /// The agent's address.
    public var agent: String
    /// Version of the rules.
    public var version: String
    /// `relay`, or why not.
    public var decision: String
    /// How the start of the history was found.
    public var method: String
    /// What was taken for the agent's words.
    public var text: String
    /// Notes for the team and what was cut, as far as it is kept: at most ``removedLimit`` characters.
    public var removed: String

    /// Quoted histories grow with each answer.
    public static let removedLimit = 20_000

    public init(
        at: Timestamp, agent: String, version: String, decision: String, method: String, text: String, removed: String
    ) {
        self.at = at
        self.agent = agent
        self.version = version
        self.decision = decision
        self.method = method
        self.text = text
        self.removed = String(removed.prefix(Self.removedLimit))
    }
}
