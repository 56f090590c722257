/// `[retention]`: how long data are kept; nil = for ever.
public struct RetentionSettings: Sendable, Hashable {
    /// What tells of buyers and orders in tickets that are finished, where the marketplace has no time of its own.
    public var buyers: Duration?
    /// Mails that were dealt with but kept whole.
    public var mails: Duration?
    public var quarantine: Duration?
    public var journal: Duration?
}
