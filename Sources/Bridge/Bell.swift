import Synchronization

/// Wakes one waiting task. Ringing several times before anyone listens counts once; nothing is lost in between.
public final class Bell: Sendable {
    private struct State {
        var isRung = false
        var turn = 0
        var waiter: CheckedContinuation<Bool, Never>?
    }

    private let state = Mutex(State())

    public init() {}

    public func ring() {
        let waiter = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard let waiter = state.waiter else {
                state.isRung = true
                return nil
            }
            state.waiter = nil
            return waiter
        }
        waiter?.resume(returning: true)
    }

    /// Returns when the bell rings (true), the time is over or the task is cancelled, whichever comes first. One listener
    /// at a time.
    @discardableResult
    public func wait(atMost limit: Duration) async -> Bool {
        // A timer that is cancelled keeps its memory until its time: none is set where none is needed.
        let turn = state.withLock { state -> Int? in
            state.turn += 1
            defer { state.isRung = false }
            return state.isRung ? nil : state.turn
        }
        guard let turn else { return true }
        let timer = Task { [self] in
            try await Task.sleep(for: limit)
            stopWaiting(turn)
        }
        defer { timer.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.withLock { state -> Bool? in
                    guard !state.isRung, !Task.isCancelled else {
                        defer { state.isRung = false }
                        return state.isRung
                    }
                    state.waiter = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            stopWaiting(turn)
        }
    }

    private func stopWaiting(_ turn: Int) {
        let waiter = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard state.turn == turn else { return nil }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: false)
    }
}
