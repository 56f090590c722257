public import ContentRules
public import Domain
public import Marketplaces
public import Routing
import Store

/// One marketplace account as the two paths use it.
public struct Account: Sendable {
    public var connector: any Connector
    /// Posts are held instead of sent.
    public var isShadow: Bool
    /// As shown to agents: `Conrad`.
    public var shownName: String
    public var clock: AnswerClock
    /// All that routes may name.
    public var clocks: [String: AnswerClock]
    /// Address of the portal, with `{order}` and `{thread}` to fill in.
    public var portal: String?
    /// What answers are checked by before they are posted.
    public var policy: ContentPolicy

    /// How long an answer waits here, so that it can be taken back; nil = as everywhere.
    public var grace: Duration?
    /// Pause between two looks at the marketplace's list of conversations; nil = its list is not looked at.
    public var sweep: Duration?
    /// After how long without a mail of the marketplace somebody is told; nil = never. Where there is a sweep, only if it found
    /// questions meanwhile.
    public var silence: Duration?
    /// How soon after a question the marketplace itself may speak in the seller's name; zero = it never does.
    public var answeringMachine = PromptAnswers.limit
    /// When key or token run out, as the administrator wrote it down.
    public var credentialsExpire: CivilDate?
    /// How our clock and the marketplace's differ.
    public var clocksCompared = ClockComparison()

    public var name: MarketplaceName { connector.marketplace }

    public init(
        connector: any Connector, isShadow: Bool, shownName: String, clock: AnswerClock, portal: String?,
        sweep: Duration? = nil, policy: ContentPolicy? = nil, clocks: [String: AnswerClock] = [:]
    ) {
        self.connector = connector
        self.isShadow = isShadow
        self.shownName = shownName
        self.clock = clock
        self.clocks = clocks
        self.portal = portal
        self.policy = policy ?? .preset(connector.kind)
        self.sweep = connector.capabilities.sweep.flatMap { least in sweep.map { max($0, least) } }
    }

    /// Until when a wait of the ticket that began at `since` has to be ended; nil for a rule that never counts, which the
    /// check of the configuration refuses.
    func deadline(since: Timestamp, of ticket: Ticket) -> Timestamp? {
        try? clock(of: ticket).rules(inForceAt: since).deadline(from: since)
    }

    /// Until when a wait of the ticket that runs since then has to be ended, and whether the marketplace said so: what it names
    /// counts instead of the clock, for as long as the wait that it was named for runs.
    ///
    /// - Parameter named: what it says now
    func due(since: Timestamp, of ticket: Ticket, named: Timestamp? = nil) -> (time: Timestamp?, isExplicit: Bool) {
        if let named { return (named, true) }
        if ticket.isExplicitDeadline, let known = ticket.deadline, let running = ticket.waitingSince, since <= running {
            return (known, true)
        }
        return (deadline(since: since, of: ticket), false)
    }

    /// The rules that the ticket's wait began under; those of now, if none runs.
    func rules(of ticket: Ticket?, at now: Timestamp) -> RuleSet {
        (ticket.map(clock(of:)) ?? clock).rules(inForceAt: ticket?.waitingSince ?? now)
    }

    /// The clock that counts: the ticket's own if a route gave it one that still exists, else the marketplace's.
    func clock(of ticket: Ticket) -> AnswerClock { ticket.clock.flatMap { clocks[$0] } ?? clock }

    /// The reminders of the ticket's running wait, the deadline last; empty if none runs, or the clock never counts.
    func warnings(of ticket: Ticket) -> [ClockWarning] {
        guard let since = ticket.waitingSince, let deadline = ticket.deadline else { return [] }
        return warnings(clock(of: ticket).rules(inForceAt: since), from: since, until: deadline)
    }

    private func warnings(_ rules: RuleSet, from since: Timestamp, until deadline: Timestamp) -> [ClockWarning] {
        guard let computed = try? rules.deadline(from: since) else { return [] }
        // A deadline that the marketplace named runs by the wall clock.
        guard computed.seconds == deadline.seconds else { return rules.warnings(from: since, until: deadline) }
        return (try? rules.warnings(from: since)) ?? []
    }

    /// Whether less than a quarter of the ticket's time is left.
    func isPressing(_ ticket: Ticket, at now: Timestamp) -> Bool {
        guard let since = ticket.waitingSince, let deadline = ticket.deadline else { return false }
        var rules = clock(of: ticket).rules(inForceAt: since)
        rules.warn = [25]
        return warnings(rules, from: since, until: deadline).first.map { $0.threshold <= now } ?? false
    }

    /// The portal's page for a conversation; nil if none is configured or a value is missing.
    func portalLink(order: OrderNumber?, thread: ThreadID?) -> String? {
        guard var link = portal else { return nil }
        for (name, value) in [("{order}", order?.text), ("{thread}", thread?.text)] where link.contains(name) {
            guard let value else { return nil }
            link = link.replacing(name, with: percentEncoded(value))
        }
        return link
    }

    private func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.utf8.map { byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || "-._~".utf8.contains(byte)
            return isPlain
                ? String(UnicodeScalar(byte)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }.joined()
    }
}
