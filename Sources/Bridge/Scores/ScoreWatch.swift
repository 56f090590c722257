import Domain
import Store

/// Counts the scores from time to time. Pages and metrics show the last count: none of them waits for it.
public struct ScoreWatch: Sendable {
    private static let pause = Duration.seconds(60)
    /// At most this share of the time is spent on counting.
    private static let share = 20
    let context: BridgeContext

    public init(_ context: BridgeContext) { self.context = context }

    /// Works until the task is cancelled.
    public func run() async {
        let clock = ContinuousClock()
        while !Task.isCancelled {
            let begin = clock.now
            do {
                try await look()
            } catch {
                context.noteStoreFailure(error)
            }
            // Cancellation ends the pause, and the loop with it.
            try? await Task.sleep(for: max(Self.pause, begin.duration(to: clock.now) * Self.share))
        }
    }

    @discardableResult
    func look() async throws(StoreError) -> [AccountScore] {
        let now = context.now()
        var scores: [AccountScore] = []
        for account in context.accountsInOrder {
            scores.append(
                try await .read(
                    account.name, shownName: account.shownName, account.clock, from: context.store, at: now))
        }
        context.scores.show(scores)
        return scores
    }
}
