public import Domain

/// What the store knows of money that agents move. Changes come with ``Intake/moneyRequest``.
public protocol MoneyStore: Sendable {
    /// Nil if the entry moves no money.
    func moneyRequest(outbox: Int64) async throws(StoreError) -> MoneyRequest?
    /// What the agent asked for since then and was not withdrawn or refused; questions whose code ran out do not count.
    func moneySpent(by agent: String, besides: Int64?, since: Timestamp, at now: Timestamp) async throws(StoreError)
        -> [Money]
}
