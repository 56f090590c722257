public import Domain

/// Takes out what has been kept long enough, a few rows at a time: each step is a short transaction. All return how many
/// tickets, mails or lines went; less than `limit` means that nothing is left to do.
public protocol RetentionStore: Sendable {
    /// Marketplaces that tickets are of.
    func knownMarketplaces() async throws(StoreError) -> [MarketplaceName]
    /// Erases tickets in which nobody waits and nothing happened since then. Those that are open, unfinished or under legal
    /// hold stay.
    func eraseTickets(
        of marketplace: MarketplaceName, idleSince: Timestamp, limit: Int, at now: Timestamp
    ) async throws(StoreError) -> Int
    /// Mails in quarantine since before then.
    func eraseQuarantine(before: Timestamp, limit: Int, at now: Timestamp) async throws(StoreError) -> Int
    /// What was kept of mails after they were dealt with before then: those released from quarantine, and how replies were read.
    func eraseSettledMails(before: Timestamp, limit: Int) async throws(StoreError) -> Int
    /// Lines of the journal, oldest first.
    func eraseJournal(before: Timestamp, limit: Int) async throws(StoreError) -> Int
    /// Takes a part of what was erased out of the indexes of words; false once nothing is left there.
    ///
    /// - Parameter isFirst: the first part of a round
    func mergeIndexes(isFirst: Bool) async throws(StoreError) -> Bool
    /// Cuts the write-ahead log if nobody reads in it just now.
    func cutLog() async throws(StoreError)
}
