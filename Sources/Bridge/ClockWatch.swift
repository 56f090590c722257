import Domain
import Logging
import Store

/// Takes back what a clock that was ahead has put off: work that waits for a time that is hours or days away now.
public struct ClockWatch: Sendable {
    private static let pause = Duration.seconds(60)
    let context: BridgeContext

    public init(_ context: BridgeContext) { self.context = context }

    /// At once and then every minute, until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            do {
                try await pass()
            } catch {
                context.noteStoreFailure(error)
            }
            // Cancellation ends the pause, and the loop with it.
            try? await Task.sleep(for: Self.pause)
        }
    }

    func pass() async throws(StoreError) {
        let count = try await context.store.mendTimes(at: context.now())
        guard count > 0 else { return }
        context.note(.warning, .timesMended, ["count": String(count)])
        context.ticketMailsWaiting.ring()
        context.spoolWaiting.ring()
        for bell in context.postsWaiting.values { bell.ring() }
    }
}
