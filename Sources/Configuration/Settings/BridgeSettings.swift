public import Domain

/// `[bridge]`
public struct BridgeSettings: Sendable, Hashable {
    /// What becomes of answers that stand between quoted lines.
    public enum Interleaved: String, Sendable, CaseIterable { case hold, relay }

    /// Of the bridge's own texts where no agent is addressed.
    public var language: AgentLanguage
    /// Right side of the Message-IDs that the bridge makes.
    public var domain: String
    /// How long an answer waits before it goes out, so that it can be taken back; zero = not at all.
    public var grace: Duration
    /// How long after an unclear post the thread is read back.
    public var readBackDelay: Duration
    /// List-Ids of the seller's own groups, in lower case: mail that came through one may be an agent's answer.
    public var internalLists: [String]
    /// How long an answer to a ticket mail is taken.
    public var tokenLifetime: Duration
    public var interleaved: Interleaved
}
