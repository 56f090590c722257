import Domain
import Logging
import Store

/// Takes back what a clock that was ahead has put off: work that waits for a time that is hours or days away now.
public struct ClockWatch: Sendable {
    private static let pause = Duration.seconds(60)
    /// No retry and no grace period is longer: what waits for longer was put off while the clock was ahead.
    private static let longestWait = Duration.seconds(3660)
    /// From a jump like this one on, waits are held against it: what was put off before it waits for as much longer.
    private static let leastJump = Duration.seconds(600)
    let context: BridgeContext

    public init(_ context: BridgeContext) { self.context = context }

    /// At once and then every minute, until the task is cancelled.
    public func run() async {
        var before = (wall: context.now(), steady: ContinuousClock.now)
        while !Task.isCancelled {
            let present = (wall: context.now(), steady: ContinuousClock.now)
            let wentBack = (present.steady - before.steady) - (present.wall - before.wall)
            before = present
            do {
                try await pass(wentBack: wentBack)
            } catch {
                context.noteStoreFailure(error)
            }
            // Cancellation ends the pause, and the loop with it.
            try? await Task.sleep(for: Self.pause)
        }
    }

    /// - Parameter wentBack: by how much the clock went back since the last look
    func pass(wentBack: Duration = .zero) async throws(StoreError) {
        // Looked for up to two pauses after the jump.
        let longest = wentBack < Self.leastJump ? Self.longestWait : min(Self.longestWait, wentBack - Self.pause * 2)
        let count = try await context.store.mendTimes(at: context.now(), longestWait: longest)
        guard count > 0 else { return }
        context.note(.warning, .timesMended, ["count": String(count)])
        context.ticketMailsWaiting.ring()
        context.spoolWaiting.ring()
        for bell in context.postsWaiting.values { bell.ring() }
    }
}
