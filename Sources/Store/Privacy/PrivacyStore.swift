public import Domain

/// Buyers' data from the side of their owner: what there is, that it goes, and who looked at it.
public protocol PrivacyStore: Sendable {
    /// Every ticket of the subject with what was merged into it, by number; none that was erased. `marketplace` = nil: of all.
    func holdings(of subject: DataSubject, at marketplace: MarketplaceName?) async throws(StoreError) -> [Holding]
    /// Mails that are kept whole, without their content.
    func keptMails() async throws(StoreError) -> [KeptMail]
    /// Nil once it is gone.
    func content(of mail: KeptMail) async throws(StoreError) -> [UInt8]?

    /// Mails of the ticket that lie in mailboxes: those that were written there, and those that came in.
    func copies(of ticket: TicketID) async throws(StoreError) -> [FoundCopy]
    /// The same of a mail that is kept whole; none if it was handed over, or has no Message-ID to find it by.
    func copies(of mail: KeptMail) async throws(StoreError) -> [FoundCopy]

    /// Takes everything out of the ticket that tells of its buyer or order, and out of whatever belongs to it; the row stays,
    /// empty, so that counts and proofs do. `entry` tells of it in the journal.
    ///
    /// - Parameter force: in spite of obstacles; unfinished answers and mails are given up then
    /// - Throws: `wrongState` for a ticket under legal hold, with an obstacle, or with an answer that is just being posted
    func erase(_ ticket: TicketID, force: Bool, _ entry: JournalEntry) async throws(StoreError)
    /// Forgets a kept mail. Its key keeps an outcome, `ignored`, so that it is not looked at again.
    func erase(_ mail: KeptMail, _ entry: JournalEntry) async throws(StoreError)
    /// Mails to the team about several tickets that have not left yet.
    func waitingTeamMails() async throws(StoreError) -> Int
    func dropWaitingTeamMails() async throws(StoreError)
    /// Takes what was erased out of the indexes of words, the free space of the file and the write-ahead log.
    ///
    /// - Throws: `busy` if somebody kept reading; everything else is done then
    func scrub() async throws(StoreError)
    /// Those of the ids whose messages were erased.
    func erased(among ids: [RemoteMessageID], at marketplace: MarketplaceName) async throws(StoreError)
        -> Set<RemoteMessageID>

    /// Keeps the ticket, and the one that it is part of, from being erased by anybody, or lets it go again.
    func setLegalHold(_ isHeld: Bool, on ticket: TicketID, _ entry: JournalEntry) async throws(StoreError)
    /// Newest first.
    func journal(_ query: JournalQuery) async throws(StoreError) -> [JournalEntry]
}

/// Which lines of the journal.
public struct JournalQuery: Sendable, Hashable {
    public var ticket: TicketID?
    public var event: String?
    /// Only those that tell of a person at the command line.
    public var byPeople = false
    public var since: Timestamp?
    public var limit: Int

    public init(limit: Int) { self.limit = limit }
}
