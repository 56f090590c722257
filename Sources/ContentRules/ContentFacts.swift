public import Domain

/// What is known of the answer beside its text.
public struct ContentFacts: Sendable, Hashable {
    /// Domains of the agent and the shop; a mention of one counts as a link.
    public var ownDomains: [String] = []
    /// Mail addresses that may stand in the text: the buyer's alias.
    public var allowedAddresses: [String] = []
    /// Numbers in the text that look like orders of the marketplace and are not this ticket's.
    public var otherOrders: [String] = []
    /// Those of them that are known as another buyer's.
    public var otherBuyersOrders: [String] = []
    /// What the buyer reads, as far as it is known.
    public var language: AgentLanguage?
    /// Files that went out for the same order before.
    public var filesBefore = 0
    /// How long ago the conversation or the order began.
    public var age: Duration?
    /// The text begins a conversation instead of answering in one.
    public var isOpening = false

    public init() {}
}
