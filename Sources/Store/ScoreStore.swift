public import Domain
public import Routing

/// What the marketplaces' scores are made of.
public protocol ScoreStore: Sendable {
    /// Waits of an account that began then or later and have a deadline: the ended ones by their start, then the running ones.
    /// - Parameter onlyFirst: only the first wait of each ticket
    func scoredWaits(
        at marketplace: MarketplaceName, since: Timestamp, onlyFirst: Bool
    ) async throws(StoreError) -> [ScoredWait]
}
