public import Routing

/// What a period looked like. Encoded, it is `report --format json`: its keys are a promise. Durations are whole seconds.
public struct Report: Sendable, Hashable, Encodable {
    public struct Period: Sendable, Hashable, Encodable {
        /// ISO 8601 with the offset of ``zone``.
        public var since: String
        /// Not part of it.
        public var until: String
        /// The last second of it.
        public var last: String
        public var zone: String
        public var writtenAt: String
    }

    /// Waits that began in a week, Monday to Sunday.
    public struct Week: Sendable, Hashable, Encodable {
        /// The Monday: `2026-11-23`.
        public var start: String
        public var count: AnswerCount
    }

    /// Orders and the tickets that buyers opened.
    public struct Questions: Sendable, Hashable, Encodable {
        public var tickets: Int
        public var orders: Int?
        /// Questions in a hundred orders that the marketplace allows.
        public var norm: Double?

        /// In a hundred orders, to one decimal, rounded up; nil without orders.
        public var perHundred: Double? {
            guard let orders, orders > 0 else { return nil }
            return Double((tickets * 1000 + orders - 1) / orders) / 10
        }
    }

    /// Solved by the first answer, of those that can be told.
    public struct FirstContact: Sendable, Hashable, Encodable {
        public var solved: Int
        public var total: Int
        public var share: String? { tenths(solved, of: total) }
    }

    public struct Buyers: Sendable, Hashable, Encodable {
        public var total: Int
        /// With more than one ticket in the period.
        public var returning: Int
        public var share: String? { tenths(returning, of: total) }
    }

    /// One marketplace, or all together.
    public struct Section: Sendable, Hashable, Encodable {
        /// Nil = all together.
        public var marketplace: String?
        /// Per cent of answers that have to be in time.
        public var goal: Int?
        public var inTime: AnswerCount
        /// Waits that ended with an answer within the period.
        public var answers: TimeSummary
        /// From a ticket's first question to its first answer.
        public var firstAnswers: TimeSummary
        /// Oldest first, without gaps.
        public var weeks: [Week]
        public var firstContact: FirstContact
        public var questions: Questions
        public var buyers: Buyers
        public var open: Int
        public var overdue: Int
    }

    public struct Agent: Sendable, Hashable, Encodable {
        /// Name, or `portal`.
        public var agent: String
        public var answers: TimeSummary
        public var inTime: AnswerCount
    }

    public struct Reason: Sendable, Hashable, Encodable {
        public var kind: String
        public var questions: Int
    }

    /// An incident or claim that is still open.
    public struct Incident: Sendable, Hashable, Encodable {
        public var ticket: Int64
        public var marketplace: String
        public var order: String?
        public var openedAt: String
        /// Whole days until it closes by itself, 0 on the last; nil = it does not.
        public var daysLeft: Int?
    }

    public struct Age: Sendable, Hashable, Encodable {
        /// Hours, not part of the step; nil = older.
        public var below: Int?
        public var open: Int
        public var overdue: Int
    }

    public struct Product: Sendable, Hashable, Encodable {
        public var title: String
        public var sku: String?
        public var tickets: Int
    }

    public var period: Period
    public var total: Section
    public var marketplaces: [Section]
    /// How long buyers waited for answers.
    public var distribution: [TimeStep]
    /// Questions that began a wait, by weekday (Monday first) and hour.
    public var hours: [[Int]]
    /// Most answers first.
    public var agents: [Agent]
    /// Most questions first.
    public var reasons: [Reason]
    /// Open tickets by how long the buyer waits.
    public var ages: [Age]
    /// The fewest days left first; those that must have closed by themselves are left out.
    public var incidents: [Incident]
    /// Open, but not listed.
    public var moreIncidents: Int
    /// Within the period, because their days were over.
    public var incidentsClosedThemselves: Int
    /// Notices that a buyer rated the seller.
    public var feedback: Int
    public var products: [Product]
}
