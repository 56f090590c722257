public import Domain

/// How a buyer's wait ended (clocks.md §4, §12). The raw values are a promise of the database and of `report --format json`.
public struct WaitEnd: Sendable, Hashable {
    public enum How: String, Sendable, CaseIterable {
        case answer
        case close
        /// The marketplace says that no answer is owed.
        case marketplace
        /// The marketplace knows that the buyer needs no answer.
        case noReply = "no_reply"
        /// Only we know it; for the marketplace the question is still open.
        case localNoReply = "no_reply_local"
    }

    public var how: How
    public var at: Timestamp
    /// Address of the agent who ended it; ``portal`` for an answer that was given there; nil = nobody in particular.
    public var agent: String?

    public static let portal = "portal"

    public init(_ how: How, at: Timestamp, agent: String? = nil) {
        self.how = how
        self.at = at
        self.agent = agent
    }
}
