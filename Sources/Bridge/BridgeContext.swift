public import Domain
public import Logging
import MIME
public import Marketplaces
public import Routing
public import Store

/// What both paths share. Nothing in it changes while the service runs.
public struct BridgeContext: Sendable {
    public var settings: TicketingSettings
    public var accounts: [MarketplaceName: Account]
    /// One per mailbox, since each mailbox believes its own host only.
    public var recognisers: [String: NotificationRecogniser]
    public var router: Router
    public var store: any TicketStore
    public var log: Logger
    public var now: @Sendable () -> Timestamp
    /// Rung when a new ticket mail waits in the store; so are those of the other kinds of work.
    public var ticketMailsWaiting = Bell()
    public let postsWaiting: [MarketplaceName: Bell]
    /// Rung when a marketplace's list shall be looked at before its time.
    let sweepsWaiting: [MarketplaceName: Bell]
    public var movesWaiting = Bell()
    public var teamMailsWaiting = Bell()
    /// Rung when mails may lie where their ticket does not stand any more.
    let filingWaiting = Bell()
    /// Rung when the team may have to be told something before the next look.
    let teamWatch = Bell()
    let spoolWaiting = Bell()
    /// Whether the disk has room for more mails.
    public var room = StoreRoom.unlimited
    /// The backup that the store was restored from, if it was.
    public var restored: RestoredStore?
    let inHand = MailsInHand()
    /// What is fetched for mails that wait for their turn.
    let lookAhead = LookAhead()
    /// Work that goes on.
    public let pulse = WorkPulse()
    /// Counts what is reported.
    public let meter = Meter()
    /// How the marketplaces judge.
    let scores = ScoreBoard()
    let silences = SilenceBoard()

    public init(
        settings: TicketingSettings, accounts: [MarketplaceName: Account],
        recognisers: [String: NotificationRecogniser], router: Router, store: any TicketStore, log: Logger,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.settings = settings
        self.accounts = accounts
        postsWaiting = accounts.mapValues { _ in Bell() }
        sweepsWaiting = accounts.mapValues { _ in Bell() }
        self.recognisers = recognisers
        self.router = router
        self.store = store
        self.log = log
        self.now = now
    }

    /// Where the ticket's mails lie; a ticket that was never routed has its marketplace's folder.
    func folder(of ticket: Ticket) -> String {
        ticket.folder ?? (router.folders[ticket.marketplace] ?? router.fallback).description
    }

    /// Whether a held answer may have gone out in the time that a restored store does not know, and neither its reason nor
    /// anything that its agent was asked since says so.
    func mayHaveGoneOut(_ entry: OutboxEntry, askedAt time: Timestamp?) -> Bool {
        guard let start = restored?.startedAt, let doubted = entry.doubtedAt, doubted <= start else { return false }
        guard entry.reason != HoldCause.restoredStore.rawValue, !entry.isInDoubt else { return false }
        return time.map { $0 < start } ?? true
    }

    /// Whether a mail may have been dealt with in the time that a restored store does not know. One that was not, since it
    /// lay there unread when the copy was made, cannot be told from it.
    func mayBeKnownNoMore(_ mail: IncomingMail, _ message: Message) -> Bool {
        guard let start = restored?.startedAt else { return false }
        // A mail that was moved by hand may have got a new time of arrival.
        let date = message.date.map { Timestamp(seconds: $0.secondsSinceEpoch) } ?? mail.receivedAt
        return min(mail.receivedAt, date) < start
    }

    /// Writes the ticket's mails as of now; without `language`, in that of mails that no agent has asked for.
    func composer(_ account: Account, _ ticket: Ticket, _ language: AgentLanguage? = nil) -> TicketMailComposer {
        TicketMailComposer(
            settings: settings, account: account, ticket: ticket, language: language ?? settings.language, now: now())
    }

    /// The same in the language of the agent who wrote the answer.
    func composer(_ account: Account, _ ticket: Ticket, answering entry: OutboxEntry) -> TicketMailComposer {
        composer(account, ticket, settings.agent(at: entry.agent)?.language)
    }

    /// Somebody wants everything to be looked at that has a time of its own; mailboxes are whoever watches them's.
    public func lookNow() {
        note(.notice, .lookingNow)
        for bell in sweepsWaiting.values { bell.ring() }
        for bell in postsWaiting.values { bell.ring() }
        for bell in [spoolWaiting, ticketMailsWaiting, movesWaiting, teamMailsWaiting] { bell.ring() }
    }

    /// The store failed; whoever was cut short by the service's stop has not seen it fail.
    func noteStoreFailure(_ error: any Error) {
        guard !Task.isCancelled else { return }
        note(.error, .storeFailed, ["reason": "\(error)"])
    }

    func note(
        _ level: Logger.Level, _ event: Event, ticket: TicketID? = nil, outbox: Int64? = nil,
        _ values: [String: String] = [:]
    ) {
        meter.count(event)
        var metadata: Logger.Metadata = [:]
        if let ticket { metadata["ticket"] = "\(ticket)" }
        if let outbox { metadata["outbox"] = "\(outbox)" }
        for (key, value) in values { metadata[key] = "\(value)" }
        log.log(level: level, "\(event.rawValue)", metadata: metadata)
    }
}
