import Synchronization

/// Lets other tasks end a watcher's wait, whatever it waits for. A call while nothing waits counts for the next wait.
final class WakeSignal: Sendable {
    private struct State {
        var isSet = false
        var session: IMAPSession?
        var sleeper: CheckedContinuation<Void, Never>?
        var alarm: Task<Void, Never>?

        mutating func endSleep() -> CheckedContinuation<Void, Never>? {
            alarm?.cancel()
            alarm = nil
            defer { sleeper = nil }
            return sleeper
        }
    }

    private let state = Mutex(State())

    func wake() {
        let (session, sleeper) = state.withLock { state in
            state.isSet = state.session == nil && state.sleeper == nil
            return (state.session, state.endSleep())
        }
        sleeper?.resume()
        if let session { Task { await session.wake() } }
    }

    /// From here on ``wake()`` ends the session's waits; nil: no longer.
    func attach(_ session: IMAPSession?) { state.withLock { $0.session = session } }

    /// Returns after `pause`, at ``wake()`` or when the task is cancelled.
    func sleep(for pause: Duration) async {
        let deadline = ContinuousClock.now + pause
        await withTaskCancellationHandler {
            await withCheckedContinuation { sleeper in
                let goesOn = state.withLock { state in
                    if state.isSet || Task.isCancelled {
                        state.isSet = false
                        return true
                    }
                    state.sleeper = sleeper
                    state.alarm = Task {
                        try? await ContinuousClock().sleep(until: deadline)
                        if !Task.isCancelled { self.endSleep() }
                    }
                    return false
                }
                if goesOn { sleeper.resume() }
            }
        } onCancel: {
            endSleep()
        }
    }

    private func endSleep() {
        let sleeper = state.withLock { $0.endSleep() }
        sleeper?.resume()
    }
}
