public import Domain

/// One `[[agent]]`: a person who may answer buyers.
public struct AgentSettings: Sendable, Hashable {
    public var name: String
    public var address: EmailAddress
    /// Further addresses that the agent writes from.
    public var aliases: [EmailAddress]
    /// Of the bridge's texts for this agent.
    public var language: AgentLanguage
    /// Whose buyers the agent may answer; nil = those of all.
    public var marketplaces: [MarketplaceName]?
    public var money: MoneyRights
    /// What never goes to buyers at the end of this agent's mails, each signature as its lines.
    public var signatures: [[String]]
    /// As in `[tickets]`, for this agent.
    public var receipts: ReceiptStyle
}
