/// Up to how much someone may decide.
public enum MoneyLimit: Sendable, Hashable {
    case none
    /// One amount for each currency; other currencies are not allowed.
    case upTo([Money])
    case unlimited

    public func allows(_ amount: Money) -> Bool {
        switch self {
        case .none: false
        case .upTo(let limits):
            limits.contains { $0.currency == amount.currency && amount.minorUnits <= $0.minorUnits }
        case .unlimited: true
        }
    }
}

/// What an agent may do with money: refunds and cancellations.
public struct MoneyRights: Sendable, Hashable {
    /// One refund or cancellation without anybody else.
    public var limit: MoneyLimit
    /// All of them within 24 hours.
    public var perDay: MoneyLimit
    /// Those of other agents.
    public var approves: MoneyLimit

    public init(limit: MoneyLimit = .none, perDay: MoneyLimit = .unlimited, approves: MoneyLimit = .none) {
        self.limit = limit
        self.perDay = perDay
        self.approves = approves
    }
}
