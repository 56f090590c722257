public import Domain
public import Routing

/// What a report is about.
public struct ReportPlan: Sendable {
    /// A seller account, and what it is measured by.
    public struct Marketplace: Sendable {
        public var name: MarketplaceName
        /// Decides days, weeks and hours.
        public var zone: TimeZoneRules
        /// Nil = the marketplace demands no share in time.
        public var goal: RuleSet.Goal?
        /// After so many days an incident closes by itself; nil = never.
        public var incidentDays: Int?
        /// Orders of the period; nil = not known.
        public var orders: Int?
        /// Questions in a hundred orders that the marketplace allows; nil = no norm known.
        public var norm: Double?

        public init(
            name: MarketplaceName, zone: TimeZoneRules, goal: RuleSet.Goal? = nil, incidentDays: Int? = nil,
            orders: Int? = nil, norm: Double? = nil
        ) {
            self.name = name
            self.zone = zone
            self.goal = goal
            self.incidentDays = incidentDays
            self.orders = orders
            self.norm = norm
        }
    }

    public var since: Timestamp
    /// Not part of the period.
    public var until: Timestamp
    /// Of the seller: decides days and hours of what is counted over all marketplaces.
    public var zone: TimeZoneRules
    /// Those that are not named here are left out.
    public var marketplaces: [Marketplace]
    /// What is not known at this instant has not happened.
    public var now: Timestamp
    /// So long a buyer has to be content for the first answer to have solved it.
    public var contentFor = Duration.seconds(7 * 86_400)
    /// Lines of a list at most.
    public var longestList = 10
    /// Incidents that are listed at most.
    public var mostIncidents = 50

    public init(
        since: Timestamp, until: Timestamp, zone: TimeZoneRules, marketplaces: [Marketplace], now: Timestamp
    ) {
        self.since = since
        self.until = until
        self.zone = zone
        self.marketplaces = marketplaces
        self.now = now
    }
}
