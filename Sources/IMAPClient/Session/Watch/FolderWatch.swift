import Domain

/// One run of a ``FolderWatcher``: what it knows from one connection to the next.
struct FolderWatch {
    private let watcher: FolderWatcher
    private var reconnect: Backoff
    private var redelivery: Backoff
    /// The first UID not settled yet, and the epoch it belongs to.
    private var next = UID.first
    private var uidValidity = UIDValidity(0)
    /// The server sent more than it had announced; until a pass succeeds, mails are fetched one by one within bounds.
    private var isCareful = false
    /// The connection was lost while it waited for news: that is in order, and no reason to stay away.
    private var wasWaiting = false
    private var quietPolls = 0

    init(_ watcher: FolderWatcher) {
        self.watcher = watcher
        reconnect = watcher.options.reconnect
        redelivery = watcher.options.redelivery
    }

    /// Connects, watches until the connection breaks, and waits before the next attempt.
    mutating func connectAndWatch() async {
        let start = ContinuousClock.now
        wasWaiting = false
        do throws(IMAPError) {
            let session = try await watcher.open()
            watcher.signal.attach(session)
            defer { watcher.signal.attach(nil) }
            do throws(IMAPError) {
                try await begin(session)
                try await watch(session, since: start)
            } catch {
                await watcher.account.heed(error)
                await session.logout()
                throw error
            }
            await session.logout()
        } catch {
            if Task.isCancelled { return }
            if error.kind == .tooLarge { isCareful = true }
            let pause = pause(after: error, since: start)
            await watcher.handler.event(.disconnected(error, retryIn: pause))
            await watcher.signal.sleep(for: pause)
        }
    }

    /// One pass over the folder.
    mutating func single() async throws -> Int {
        let session = try await watcher.open()
        do {
            try await begin(session)
            let delivered = try await deliverNew(session)
            await session.logout()
            return delivered
        } catch {
            await session.logout()
            throw (error as? HandlerFailure)?.cause ?? error
        }
    }

    private mutating func begin(_ session: IMAPSession) async throws(IMAPError) {
        let folder = try await session.select(watcher.folder)
        do {
            next = try await watcher.handler.position(uidValidity: folder.uidValidity, uidNext: folder.uidNext)
        } catch {
            throw IMAPError(.unavailable, "the position in \(folder.name) is not known: \(error)")
        }
        uidValidity = folder.uidValidity
        await watcher.handler.event(.connected(folder, next: next))
    }

    private mutating func watch(_ session: IMAPSession, since start: ContinuousClock.Instant) async throws(IMAPError) {
        var idles = await session.capabilities.contains("IDLE") && watcher.options.usesIdle
        var told: Bool?
        while !Task.isCancelled {
            guard try await look(session) else { continue }
            if ContinuousClock.now - start >= watcher.options.healthyAfter { reconnect.reset() }
            if told != idles { await watcher.handler.event(.waiting(idle: idles)) }
            told = idles
            wasWaiting = true
            idles = try await rest(session, idles: idles)
            wasWaiting = false
        }
    }

    /// Waits for news or for the time to look. Returns whether IDLE can be used from here on.
    private func rest(_ session: IMAPSession, idles: Bool) async throws(IMAPError) -> Bool {
        guard idles else {
            _ = try await session.rest(for: nextPoll())
            return false
        }
        do throws(IMAPError) {
            _ = try await session.idle(for: min(watcher.options.idleRenewal, watcher.options.poll))
            return true
        } catch {
            // A server that offers IDLE and refuses it can still be asked.
            if await session.failure != nil { throw error }
            return false
        }
    }

    /// Delivers what is new. False if the handler failed; then the pause after that is over.
    private mutating func look(_ session: IMAPSession) async throws(IMAPError) -> Bool {
        do {
            let delivered = try await deliverNew(session)
            if delivered > 0 { await watcher.handler.event(.caughtUp(next: next, delivered: delivered)) }
            quietPolls = delivered > 0 ? 0 : quietPolls + 1
            isCareful = false
            return true
        } catch let failure as HandlerFailure {
            if Task.isCancelled { return false }
            let pause = redelivery.next()
            await watcher.handler.event(.handlerFailed(failure.uid, failure.cause, retryIn: pause))
            await watcher.signal.sleep(for: pause)
            return false
        } catch let error as IMAPError {
            throw error
        } catch {
            throw IMAPError(.cancelled, "\(error)")
        }
    }

    private struct HandlerFailure: Error {
        let uid: UID
        let cause: any Error
    }

    private mutating func deliverNew(_ session: IMAPSession) async throws -> Int {
        let uids = try await session.uids(from: next)
        if uids.isEmpty { return 0 }
        var settled = next
        var delivered = 0
        defer { next = settled }
        let (handler, validity) = (watcher.handler, uidValidity)
        try await session.fetch(uids, carefully: isCareful) { item in
            do {
                switch item {
                case .mail(let mail): try await handler.receive(mail, uidValidity: validity)
                case .missing(let uid, let reason): try await handler.missing(uid, reason, uidValidity: validity)
                }
            } catch {
                throw HandlerFailure(uid: item.uid, cause: error)
            }
            settled = item.uid.successor
            delivered += 1
        }
        redelivery.reset()
        return delivered
    }

    /// Without IDLE: shortly after something came, then less and less often, with a jitter of a tenth.
    private func nextPoll() -> Duration {
        let range = watcher.options.adaptivePoll
        let pause = min(range.upperBound, range.lowerBound * (1 << min(max(quietPolls - 1, 0), 20)))
        return pause * Double.random(in: 0.9...1.1)
    }

    private mutating func pause(after error: IMAPError, since start: ContinuousClock.Instant) -> Duration {
        if ContinuousClock.now - start >= watcher.options.healthyAfter { reconnect.reset() }
        let isFirst = reconnect.failures == 0
        let pause = reconnect.next()
        switch error.retry {
        case .after(let least): return max(least, pause)
        case .never: return max(reconnect.limit, pause)
        case .later: return isFirst && wasWaiting ? .zero : pause
        }
    }
}
