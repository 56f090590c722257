public import Domain
public import Patterns

/// One demand of a route. A list is met by any of its entries.
public indirect enum RouteCondition: Sendable, Hashable {
    /// How deep they may stand in each other.
    public static let deepest = 8

    case all([RouteCondition])
    case any([RouteCondition])
    case not(RouteCondition)
    case marketplace([MarketplaceName])
    case kind([NotificationKind])
    /// The order number matches; a message without one does not.
    case order(WholePattern)
    /// Primary language (`de` also means `de-AT`) or the full tag; case does not matter.
    case language([String])
    /// The field holds one of these; case does not matter.
    case phrases(RouteField, [String])
    /// One of these is found in the field.
    case patterns(RouteField, [Pattern])
    /// The order is worth so much; another currency meets nothing.
    case value(RouteRange<Int64>, currency: String)
    /// One line of the order has one of these numbers.
    case sku([WholePattern])
    case country([String])
    case fulfilment(OrderContext.Fulfilment)
    /// So many files of these types; without types, of any.
    case files(RouteRange<Int>, types: [String])
    case time(RouteTime)
    /// So many earlier messages of the same buyer.
    case earlierMessages(RouteRange<Int>)
    /// Seconds of counted time left.
    case left(RouteRange<Int64>)
    /// One of these had the buyer before.
    case earlierOwner([String])
    case hasEarlierOwner(Bool)
}

/// A text that phrases and patterns are looked for in.
public enum RouteField: String, Sendable, CaseIterable {
    case subject, text, topic
    /// The titles of the order's lines.
    case item
}

/// Bounds that both belong to the range; nil = none.
public struct RouteRange<Bound: Comparable & Hashable & Sendable>: Sendable, Hashable {
    public var least: Bound?
    public var most: Bound?

    public init(least: Bound? = nil, most: Bound? = nil) {
        self.least = least
        self.most = most
    }

    func contains(_ value: Bound) -> Bool { (least.map { value >= $0 } ?? true) && (most.map { value <= $0 } ?? true) }

    /// `from 1 to 3`, `at least 1`, `at most 3`
    func text(_ shown: (Bound) -> String) -> String {
        switch (least, most) {
        case (let least?, let most?): "from \(shown(least)) to \(shown(most))"
        case (let least?, nil): "at least \(shown(least))"
        case (nil, let most?): "at most \(shown(most))"
        case (nil, nil): "anything"
        }
    }
}

/// Times of a local day, on some days of the week.
public struct RouteTime: Sendable, Hashable {
    /// Nil = all day.
    public var windows: [DayWindow]?
    /// Nil = all.
    public var days: Set<Weekday>?
    public var zone: TimeZoneRules

    public init(windows: [DayWindow]?, days: Set<Weekday>?, zone: TimeZoneRules) {
        self.windows = windows
        self.days = days
        self.zone = zone
    }

    func contains(_ local: LocalTime) -> Bool {
        let second = local.secondOfDay
        return (days?.contains(local.weekday) ?? true)
            && (windows?.contains { $0.start <= second && second < $0.end } ?? true)
    }
}
