/// `[money]`: how refunds and cancellations are confirmed.
public struct MoneySettings: Sendable, Hashable {
    /// How long the code of a question counts.
    public var codeLifetime: Duration
    /// How long another agent has to approve what is above the asker's limit.
    public var approvalLifetime: Duration
}
