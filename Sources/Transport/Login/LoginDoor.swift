import Domain

/// The ``LoginGate`` of one account, shared by all its connections.
actor LoginDoor {
    enum Passage: Sendable {
        /// The caller logs in now, and must call ``leave(_:)`` afterwards.
        case open
        /// The error's advice says when to come again.
        case closed(TransportError)
        case cancelled
    }

    private enum Signal: Sendable {
        case look
        case share(TransportError)
        case cancelled
    }

    private var gate = LoginGate()
    private var waiting: [(id: Int, continuation: CheckedContinuation<Signal, Never>)] = []
    private var lastID = 0
    private let now: @Sendable () -> ContinuousClock.Instant

    init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) { self.now = now }

    /// True after a refused login, until one succeeds or the hour is over.
    var hasStrike: Bool { gate.hasStrike }

    /// Waits for the end of logins under way where that decides; those take as long as their time-out at most.
    func enter() async -> Passage {
        while true {
            if Task.isCancelled { return .cancelled }
            switch gate.enter(at: now()) {
            case .go: return .open
            case .closed(var failure, let rest):
                failure.retry = .after(rest)
                return .closed(failure)
            case .wait: break
            }
            switch await signal() {
            case .look: continue
            case .share(let failure): return .closed(failure)
            case .cancelled: return .cancelled
            }
        }
    }

    /// Ends what ``enter()`` allowed. Those who wait look again; after a failure of the network, which `shared` is, they
    /// get it too instead of trying one after the other.
    func leave(_ outcome: LoginGate.Outcome, shared: TransportError? = nil) {
        gate.leave(outcome, at: now(), jitter: .random(in: 0...1))
        release(shared.map { .share($0) } ?? .look)
    }

    /// For what an established connection was told.
    func note(_ outcome: LoginGate.Outcome) {
        gate.note(outcome, at: now(), jitter: .random(in: 0...1))
        release(.look)
    }

    private func signal() async -> Signal {
        lastID += 1
        let id = lastID
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume(returning: .cancelled)
                } else {
                    waiting.append((id, continuation))
                }
            }
        } onCancel: {
            Task { await self.cancel(id) }
        }
    }

    private func cancel(_ id: Int) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(returning: .cancelled)
    }

    private func release(_ signal: Signal) {
        let released = waiting
        waiting = []
        for waiter in released { waiter.continuation.resume(returning: signal) }
    }
}
