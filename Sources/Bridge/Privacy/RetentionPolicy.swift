public import Domain

/// How long each class of data is kept; nil = for ever. A value without I/O.
public struct RetentionPolicy: Sendable, Hashable {
    /// Texts, names and numbers of tickets, from the last thing that happened in them.
    public var buyers: Duration?
    /// The same where a marketplace has its own time.
    public var byMarketplace: [MarketplaceName: Duration?] = [:]
    /// Mails that were dealt with but kept whole, and how replies were read.
    public var mails: Duration?
    public var quarantine: Duration?
    public var journal: Duration?

    public init(buyers: Duration?, mails: Duration?, quarantine: Duration?, journal: Duration?) {
        self.buyers = buyers
        self.mails = mails
        self.quarantine = quarantine
        self.journal = journal
    }

    /// What happened before then goes; nil = nothing does.
    public func tickets(of marketplace: MarketplaceName, at now: Timestamp) -> Timestamp? {
        Self.limit(byMarketplace[marketplace] ?? buyers, now)
    }

    public func mails(at now: Timestamp) -> Timestamp? { Self.limit(mails, now) }
    public func quarantine(at now: Timestamp) -> Timestamp? { Self.limit(quarantine, now) }
    public func journal(at now: Timestamp) -> Timestamp? { Self.limit(journal, now) }

    private static func limit(_ time: Duration?, _ now: Timestamp) -> Timestamp? { time.map { now - $0 } }
}
