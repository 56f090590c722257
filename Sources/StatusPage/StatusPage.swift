public import Domain

/// The page that people look at, as values. What is written stands in ``html()``.
public struct StatusPage: Sendable {
    public enum Content: Sendable {
        case overview(Overview)
        case queue([QueuedPost])
        case quarantine([HeldMail])
        case mail(HeldMail, MailPreview)
        case journal([JournalLine])
        case login(wasWrong: Bool)
        /// What cannot be shown, in a word or two of HTTP.
        case failure(status: Int)
    }

    /// What came of a form.
    public enum Notice: String, Sendable, CaseIterable {
        case retried, held, released, refused
        case mailReleased = "mail-released"
    }

    public var language: AgentLanguage
    public var now: Timestamp
    /// The present time for people.
    public var clock: String
    public var content: Content
    public var notice: Notice?
    /// What forms carry to prove that they are ours; nil where nobody is logged in, and there are no forms.
    public var formToken: String?
    /// Whether there is a session to end: with a password the browser keeps it itself.
    public var canLogOut = false
    /// The page does not renew itself.
    public var isStill = false

    public init(language: AgentLanguage, now: Timestamp, clock: String, content: Content) {
        self.language = language
        self.now = now
        self.clock = clock
        self.content = content
    }
}

/// The first page: what is due, and whether everything works.
public struct Overview: Sendable {
    public var accounts: [AccountStanding] = []
    public var figures = Figures()
    /// Most urgent first.
    public var tickets: [OpenTicket] = []
    /// Where the next page of tickets begins; nil at their end.
    public var next: String?
    public var isFirstPage = true
    /// Open tickets by the time that is left for them, from overdue on.
    public var due: [DueSpan: Int] = [:]
    /// Open tickets by marketplace, as shown.
    public var open: [(name: String, count: Int)] = []
    public var scores: [ScorePanel] = []
    /// Oldest first.
    public var alarms: [OpenAlarm] = []

    public init() {}

    /// More than so many of one kind are not counted for a page.
    public static let mostCounted = 10_000

    static func shown(_ count: Int) -> String { count == mostCounted ? "\(count)+" : "\(count)" }

    public struct Figures: Sendable {
        public var open = 0
        public var overdue = 0
        /// Answers on their way, and those that wait for a person.
        public var waiting = 0
        public var held = 0
        public var quarantined = 0

        public init() {}
    }
}

/// How much time is left.
public enum DueSpan: Int, Sendable, CaseIterable, Comparable {
    case overdue, hours4, hours24, days3, later

    /// Where the span ends, counted from now; nil = never.
    public var end: Duration? {
        switch self {
        case .overdue: .zero
        case .hours4: .seconds(4 * 3600)
        case .hours24: .seconds(86_400)
        case .days3: .seconds(3 * 86_400)
        case .later: nil
        }
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// - Parameter left: until the deadline
    public init(_ left: Duration) {
        self = Self.allCases.first { span in span.end.map { left <= $0 } ?? true } ?? .later
    }
}

public struct AccountStanding: Sendable {
    public enum Kind: Sendable { case mailbox, marketplace }
    public enum Health: Sendable { case well, starting, late, unwatched }

    public var name: String
    public var kind: Kind
    public var health: Health
    public var lastSuccess: Timestamp?
    /// Why it does not work, for the admin.
    public var reason: String?
    /// Nothing is posted there yet.
    public var isShadow = false

    public init(name: String, kind: Kind, health: Health, lastSuccess: Timestamp?, reason: String?) {
        self.name = name
        self.kind = kind
        self.health = health
        self.lastSuccess = lastSuccess
        self.reason = reason
    }
}

/// Shows what one needs to find the ticket, and nothing of the buyer.
public struct OpenTicket: Sendable {
    public var id: TicketID
    public var marketplace: String
    public var order: String?
    /// The portal's page, https or http.
    public var portal: String?
    public var owner: String?
    public var deadline: Timestamp?
    /// The deadline for people, in the zone in which the marketplace counts.
    public var shownDeadline: String?

    public init(id: TicketID, marketplace: String) {
        self.id = id
        self.marketplace = marketplace
    }
}

/// A notice that nobody has taken yet.
public struct OpenAlarm: Sendable {
    public var ticket: OpenTicket
    /// For people: what it is about.
    public var kind: String
    public var raisedAt: Timestamp
    /// How often the team was told.
    public var repeats: Int

    public init(ticket: OpenTicket, kind: String, raisedAt: Timestamp, repeats: Int) {
        self.ticket = ticket
        self.kind = kind
        self.raisedAt = raisedAt
        self.repeats = repeats
    }
}

public struct QueuedPost: Sendable {
    public var entry: Int64
    public var ticket: TicketID
    public var marketplace: String
    public var order: String?
    public var state: OutboxState
    public var attempts: Int
    public var reason: String?
    public var createdAt: Timestamp
    public var nextAttempt: Timestamp
    /// Whether it is an action beside an answer.
    public var isAction = false

    public init(
        entry: Int64, ticket: TicketID, marketplace: String, order: String?, state: OutboxState, attempts: Int,
        reason: String?, createdAt: Timestamp, nextAttempt: Timestamp
    ) {
        self.entry = entry
        self.ticket = ticket
        self.marketplace = marketplace
        self.order = order
        self.state = state
        self.attempts = attempts
        self.reason = reason
        self.createdAt = createdAt
        self.nextAttempt = nextAttempt
    }
}

public struct HeldMail: Sendable {
    public var id: Int64
    public var at: Timestamp
    public var reason: String
    /// Bytes.
    public var size: Int
    public var place: String

    public init(id: Int64, at: Timestamp, reason: String, size: Int, place: String) {
        self.id = id
        self.at = at
        self.reason = reason
        self.size = size
        self.place = place
    }
}

/// A mail as plain text, whatever it was: nothing of it is active.
public struct MailPreview: Sendable {
    public var sender: String
    public var subject: String
    public var date: String?
    public var text: String
    public var isCut: Bool
    /// Names of attached files; they cannot be opened here.
    public var files: [String]

    public init(sender: String, subject: String, date: String?, text: String, isCut: Bool, files: [String]) {
        self.sender = sender
        self.subject = subject
        self.date = date
        self.text = text
        self.isCut = isCut
        self.files = files
    }
}

public struct JournalLine: Sendable {
    public var at: Timestamp
    /// The time for people.
    public var clock: String
    public var event: String
    public var ticket: TicketID?
    public var entry: Int64?
    public var detail: String?

    public init(
        at: Timestamp, clock: String, event: String, ticket: TicketID?, entry: Int64?, detail: String?
    ) {
        self.at = at
        self.clock = clock
        self.event = event
        self.ticket = ticket
        self.entry = entry
        self.detail = detail
    }
}

/// What one marketplace counts of a seller, with its course.
public struct ScorePanel: Sendable {
    public enum Level: Sendable { case good, near, bad }

    public struct Line: Sendable {
        public var label: String
        /// As written: `96.4 %`.
        public var value: String
        /// As written: `at least 90 %`.
        public var target: String?
        /// The value and the target on the scale of the bar, 0…1.
        public var share: Double?
        public var targetShare: Double?
        /// `3 more late answers until the warning`
        public var note: String?
        public var level: Level

        public init(label: String, value: String, level: Level) {
            self.label = label
            self.value = value
            self.level = level
        }
    }

    public var marketplace: String
    public var lines: [Line]
    /// Equal steps of time, oldest first, 0…1.
    public var course: [Double] = []
    /// What ``course`` shows: `In time, by week`.
    public var courseLabel: String?

    public init(marketplace: String, lines: [Line]) {
        self.marketplace = marketplace
        self.lines = lines
    }
}
