public import Domain

/// What the bridge remembers, phrased in operations so that another database can stand behind it.
///
/// Each operation is one transaction: durable when it returns, without effect when it throws. All are safe to call from
/// several tasks and processes at once.
public protocol TicketStore:
    MoneyStore, TicketEditing, TeamStore, StatusReading, TicketSearching, ReportStore, RoutingStore,
    ScoreStore, FilingStore, PrivacyStore, RetentionStore
{
    // MARK: Mails coming in

    /// The first UID not seen yet; nil if the folder was never seen under this UIDVALIDITY.
    func nextUID(account: String, folder: String, uidValidity: UInt32) async throws(StoreError) -> UInt32?
    /// Starts a folder at `next`: everything below counts as known and is never looked at.
    func startFolder(
        account: String, folder: String, uidValidity: UInt32, next: UInt32, at now: Timestamp
    ) async throws(StoreError)
    /// The folder was put back, `next` is its next UID, and nobody knows which UIDs name other mails now: what is known of it
    /// goes under a UIDVALIDITY that no server gave. Returns the new position: where the folder was started, or `next`.
    func rewindFolder(
        account: String, folder: String, uidValidity: UInt32, to next: UInt32, at now: Timestamp
    ) async throws(StoreError) -> UInt32
    /// Each UIDVALIDITY that the folder was seen under, oldest first.
    func folderHistory(account: String, folder: String) async throws(StoreError) -> [FolderEpoch]
    /// The UIDs that were looked at since the folder was started, and those of them that have an outcome: what the
    /// server still holds of the first must be among the second. Nil if the folder was never seen.
    func seenUIDs(account: String, folder: String, uidValidity: UInt32) async throws(StoreError)
        -> (range: Range<UInt32>, decided: Set<UInt32>)?
    /// Counts that a mail is being looked at, until it is committed: a mail that ends the process each time is known by it.
    /// Returns how often, this time included.
    func takeInHand(_ mail: MailKey) async throws(StoreError) -> Int
    func outcome(of mail: MailKey) async throws(StoreError) -> Outcome?
    /// Another mail that is the same one: equal Message-ID **and** equal content, with a final outcome.
    func duplicate(of mail: MailKey, messageID: String, contentHash: String) async throws(StoreError) -> MailKey?
    /// Writes everything that one mail changes. A mail with a final outcome changes nothing any more.
    func commit(_ intake: Intake, at now: Timestamp) async throws(StoreError) -> IntakeReceipt
    /// Takes a mail that came without a server behind it; outcome `pending`.
    func accept(_ raw: [UInt8], messageID: String?, contentHash: String, at now: Timestamp) async throws(StoreError)
        -> MailKey
    /// The spooled mail that is due longest, counted as tried once more and not due again before `retryAt`, so that a mail
    /// that ends the process is not the next one again.
    func claimSpooled(at now: Timestamp, retryAt: Timestamp) async throws(StoreError) -> SpooledMail?
    func postpone(_ mail: MailKey, until: Timestamp, error: String) async throws(StoreError)
    func pendingMoves(account: String) async throws(StoreError) -> [PendingMove]
    func moved(_ mails: [MailKey]) async throws(StoreError)
    /// The folders on servers in which a mail of this Message-ID may lie: where it came in, and where it was moved.
    func places(ofMessageID messageID: String) async throws(StoreError) -> [MailPlace]

    /// Writes what a look at the marketplace's own list showed of one ticket. Messages that are known already change
    /// nothing; returns how many were new. Nil, and nothing written, if the ticket changed since it was compared.
    func commit(_ finding: SweepFinding, at now: Timestamp) async throws(StoreError) -> Int?
    /// From when on the next look at the list has to see everything; nil if there was none yet.
    func sweepStart(marketplace: MarketplaceName) async throws(StoreError) -> Timestamp?
    func swept(marketplace: MarketplaceName, since: Timestamp, at now: Timestamp) async throws(StoreError)

    // MARK: Tickets

    /// The ticket for these keys, made if there is none. An order decides before a thread; `fallback` names the
    /// conversation if it has neither.
    func openTicket(
        marketplace: MarketplaceName, order: OrderNumber?, thread: ThreadID?, fallback: String, token: String,
        at now: Timestamp
    ) async throws(StoreError) -> Ticket
    func ticket(_ id: TicketID) async throws(StoreError) -> Ticket?
    /// The ticket with its version, for a decision; messages and outbox are read after it.
    func snapshot(of ticket: TicketID) async throws(StoreError) -> (ticket: Ticket, version: TicketVersion)?
    func version(of ticket: TicketID) async throws(StoreError) -> TicketVersion
    /// Nil if no ticket ever had it.
    func standing(ofToken token: String) async throws(StoreError) -> TokenStanding?
    /// Gives the ticket a new token for the mails that are written from now on. The earlier ones stay good until they
    /// expire, unless they are taken back.
    func renewToken(of ticket: TicketID, to token: String, revokingEarlier: Bool, at now: Timestamp)
        async throws(StoreError) -> Ticket
    /// The ticket that these keys belong to; nil if there is none.
    func ticket(marketplace: MarketplaceName, order: OrderNumber?, thread: ThreadID?) async throws(StoreError)
        -> Ticket?
    func tickets(order: OrderNumber) async throws(StoreError) -> [Ticket]
    func update(_ ticket: TicketID, _ update: TicketUpdate, at now: Timestamp) async throws(StoreError)
    /// Oldest first.
    func messages(of ticket: TicketID) async throws(StoreError) -> [TicketMessage]

    // MARK: Ticket mails

    /// The mails to append next, now marked `appending`: the oldest that is due and others for the same folder, in their
    /// order, `limit` or less, so many as are bearable at a time.
    func claimTicketMails(at now: Timestamp, limit: Int) async throws(StoreError) -> [TicketMail]
    /// These mails lie in the mailbox now; all of them or none.
    func appended(_ mails: [AppendedMail], at now: Timestamp) async throws(StoreError)
    /// What the mail says from here on: `text`, `html` and `raw` of `mail`.
    func rewrite(_ mail: TicketMail) async throws(StoreError)
    /// `certain`: the mail surely did not get there.
    func postponeTicketMail(_ mail: Int64, until: Timestamp, certain: Bool) async throws(StoreError)
    func ticketMail(messageID: String) async throws(StoreError) -> TicketMail?
    /// All mails of the ticket, oldest first, without their raw form.
    func ticketMails(of ticket: TicketID) async throws(StoreError) -> [TicketMail]
    func enqueue(_ mail: NewTicketMail, at now: Timestamp) async throws(StoreError)
    /// Takes the way of every commit, with nothing in it; throws or does not return if none would succeed.
    func proveWritable() async throws(StoreError)
    /// Makes due what waits for longer than `longestWait`, because the clock was ahead when it was put off; returns how many
    /// rows.
    func mendTimes(at now: Timestamp, longestWait: Duration) async throws(StoreError) -> Int
    /// When the next ticket mail is due; nil if none waits.
    func nextTicketMailTime() async throws(StoreError) -> Timestamp?

    // MARK: Outbox

    /// Posts that are marked `sending` although nobody sends become `uncertain`; for the one who sends for this
    /// marketplace, before it claims anything.
    func recoverInterruptedPosts(marketplace: MarketplaceName, at now: Timestamp) async throws(StoreError) -> Int
    /// The next queued post that is due, now marked `sending`. Within one ticket the order of replies is kept.
    func claimPost(marketplace: MarketplaceName, at now: Timestamp) async throws(StoreError) -> OutboxEntry?
    /// Forgets the marketplace's name for work that was asked for before; of a claimed post, before it is asked for anew.
    func forgetWork(of entry: Int64) async throws(StoreError)
    /// The next uncertain post whose read-back is due.
    func dueUncertain(marketplace: MarketplaceName, at now: Timestamp) async throws(StoreError) -> OutboxEntry?
    /// Writes what became of a post, if it is still the one that it was worked out for.
    @discardableResult
    func finish(_ result: PostOutcome, at now: Timestamp) async throws(StoreError) -> PostRecord
    func outboxEntry(_ id: Int64) async throws(StoreError) -> OutboxEntry?
    func outboxEntry(replyKey: String) async throws(StoreError) -> OutboxEntry?
    /// Oldest first; without `states`, everything that is not finished.
    func outbox(states: [OutboxState]?, limit: Int) async throws(StoreError) -> [OutboxEntry]
    func outbox(of ticket: TicketID) async throws(StoreError) -> [OutboxEntry]
    /// Answers that wait for a person's word, oldest first.
    func heldAnswers() async throws(StoreError) -> [HeldAnswer]
    /// Writes the mails of one reminder together with its mark. False, and nothing written, if it was given already or the
    /// entry is not held since the same time any more.
    func remind(
        of entry: OutboxEntry, stage: String, mails: [NewTicketMail], journal: JournalEntry, at now: Timestamp
    ) async throws(StoreError) -> Bool
    /// Whether anything went, or goes, to that buyer by itself since then.
    func hasAutomaticReply(marketplace: MarketplaceName, buyer: String, since: Timestamp) async throws(StoreError)
        -> Bool
    /// Takes an entry from one of `from` to `state`; throws `wrongState` otherwise.
    func move(_ id: Int64, from: [OutboxState], to state: OutboxState, reason: String?, at now: Timestamp)
        async throws(StoreError)
    /// When the next post or read-back is due; nil if nothing waits.
    func nextPostTime(marketplace: MarketplaceName) async throws(StoreError) -> Timestamp?

    // MARK: Quarantine, journal, proof

    func quarantined(includingReleased: Bool, limit: Int) async throws(StoreError) -> [QuarantinedMail]
    func quarantinedMail(_ id: Int64) async throws(StoreError) -> (QuarantinedMail, raw: [UInt8])?
    /// Bytes of mails in quarantine, released ones included, and in the spool.
    func setAsideSize() async throws(StoreError) -> Int
    /// Throws the content away for good; the row stays, as released, and the outcome as it was.
    func dropFromQuarantine(_ id: Int64, journal: JournalEntry, at now: Timestamp) async throws(StoreError)
    /// Back to the spool, to be processed once more.
    func releaseFromQuarantine(_ id: Int64, journal: JournalEntry, at now: Timestamp) async throws(StoreError)
    func record(_ entry: JournalEntry) async throws(StoreError)
    func journal(of ticket: TicketID) async throws(StoreError) -> [JournalEntry]
    /// How the agents' mails were read, oldest first.
    func readings(of ticket: TicketID) async throws(StoreError) -> [ReplyReading]
    /// Of the agent with this first address, newest first: the last of each client.
    func habits(of agent: String) async throws(StoreError) -> [ReplyHabit]
    /// The exceptions from promises 1 and 2; empty = both hold.
    func audit(at now: Timestamp) async throws(StoreError) -> AuditReport
}

/// How an attempt to post or to read back ended, with everything that follows from it.
public struct PostOutcome: Sendable {
    public enum Result: Sendable {
        case confirmed(remoteID: RemoteMessageID?, at: Timestamp)
        case failed(reason: String)
        /// Surely not sent: again at this time.
        case postponed(until: Timestamp, reason: String)
        /// Nobody knows: look again at this time. `looks` have been made that showed nothing; as many as before = the last one
        /// could not be made.
        case uncertain(until: Timestamp, reason: String, looks: Int)
        /// An action that the marketplace took and works on: ask for `handle` again at this time.
        case pending(handle: String, until: Timestamp)
        /// A person has to decide.
        case held(reason: String)
    }

    public var entry: Int64
    public var result: Result
    /// Receipt or failure notice.
    public var ticketMail: NewTicketMail?
    public var ticketUpdate: TicketUpdate?
    /// What follows from it for the marketplace: an action behind an answer.
    public var next: NewOutboxEntry?
    public var journal: JournalEntry?
    /// What the outcome was worked out on.
    public var requires: TicketVersion?

    public init(
        entry: Int64, result: Result, ticketMail: NewTicketMail? = nil, ticketUpdate: TicketUpdate? = nil,
        journal: JournalEntry? = nil
    ) {
        self.entry = entry
        self.result = result
        self.ticketMail = ticketMail
        self.ticketUpdate = ticketUpdate
        self.journal = journal
    }
}

/// What became of a ``PostOutcome``.
public enum PostRecord: Sendable, Hashable {
    case written
    /// Nothing was written: the ticket changed since it was worked out.
    case stale
    /// Nothing was written: the post was settled otherwise meanwhile, or given up.
    case overtaken
}

/// The proof of promises 1 and 2, as far as the store can give it.
public struct AuditReport: Sendable {
    public var findings: [AuditFinding]
    /// Number of mails by outcome kind.
    public var outcomes: [String: Int]
    /// Number of outbox entries by state.
    public var posts: [String: Int]
    public var tickets: Int
    public var ticketMails: Int
}
