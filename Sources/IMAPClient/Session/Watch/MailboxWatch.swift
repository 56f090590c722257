import Domain

/// One run over the folders of one connection: what it knows from one connection to the next.
struct MailboxWatch {
    let account: IMAPAccount
    let open: @Sendable () async throws(IMAPError) -> IMAPSession
    let options: WatchOptions
    let signal: WakeSignal
    private var folders: [WatchedFolder]
    private var reconnect: Backoff
    private var redelivery: Backoff
    /// The server sent more than it had announced; until a pass succeeds, mails are fetched one by one within bounds.
    private var isCareful = false
    /// The connection was lost while it waited for news: that is in order, and no reason to stay away.
    private var wasWaiting = false
    private var quietPolls = 0
    /// Something came a moment ago.
    private var isStirred = false
    /// The server cannot announce news of several folders over one connection.
    private(set) var mustSplit = false

    init(
        _ folders: [WatchedFolder], of account: IMAPAccount, options: WatchOptions, signal: WakeSignal,
        open: @escaping @Sendable () async throws(IMAPError) -> IMAPSession
    ) {
        self.folders = folders
        self.account = account
        self.options = options
        self.signal = signal
        self.open = open
        reconnect = options.reconnect
        redelivery = options.redelivery
    }

    /// Watches until the task is cancelled, or until it is clear that each folder needs a connection of its own.
    mutating func run() async {
        while !Task.isCancelled, !mustSplit { await connectAndWatch() }
    }

    /// Connects, watches until the connection breaks, and waits before the next attempt.
    private mutating func connectAndWatch() async {
        // Waiting for the turn to log in is no time of health.
        var start = ContinuousClock.now + .seconds(1_000_000)
        wasWaiting = false
        do throws(IMAPError) {
            let session = try await open()
            start = .now
            signal.attach(session)
            defer { signal.attach(nil) }
            do throws(IMAPError) {
                try await watch(session, since: start)
            } catch {
                await account.heed(error)
                await tellUnreadable(session)
                if error.kind == .protocolViolation || error.kind == .tooLarge {
                    // Once is enough, however many folders there are.
                    await folders.first?.handler.event(.wentWrong(await session.transcript))
                }
                await split(after: error, session)
                await session.logout()
                if mustSplit { return }
                throw error
            }
            await session.logout()
        } catch {
            if Task.isCancelled { return }
            if error.kind == .tooLarge { isCareful = true }
            let pause = pause(after: error, since: start)
            await tell(.disconnected(error, retryIn: pause))
            await signal.sleep(for: pause)
        }
    }

    /// A folder that cannot be opened must not make the others deaf: then each gets a connection of its own.
    private mutating func split(after error: IMAPError, _ session: IMAPSession) async {
        guard folders.count > 1, await session.failure == nil, !Task.isCancelled else { return }
        mustSplit = [.noSuchFolder, .refused, .configuration, .unsupported].contains(error.kind)
    }

    /// One pass over all folders, over one connection.
    mutating func single() async throws -> Int {
        let session = try await open()
        do {
            var delivered = 0
            var failure: (any Error)?
            try await name(session)
            for place in folders.indices {
                do {
                    delivered += try await visit(place, session)
                } catch {
                    // One folder that cannot be opened must not keep the others from being read.
                    guard await session.failure == nil else { throw error }
                    failure = failure ?? error
                }
            }
            await tellUnreadable(session)
            if let failure { throw failure }
            await session.logout()
            return delivered
        } catch {
            await session.logout()
            throw (error as? HandlerFailure)?.cause ?? error
        }
    }

    private mutating func watch(_ session: IMAPSession, since start: ContinuousClock.Instant) async throws(IMAPError) {
        var idles = await session.capabilities.contains("IDLE") && options.usesIdle
        for place in folders.indices { folders[place].isTold = false }
        try await name(session)
        markAll()
        while !Task.isCancelled {
            if folders.count > 1, await !session.isNotified {
                // Announcements were never asked for, or the server gave them up.
                guard try await session.notify(folders.map(\.name)) else {
                    mustSplit = true
                    return
                }
                markAll()
            }
            guard try await look(session) else { continue }
            await tellUnreadable(session)
            if ContinuousClock.now - start >= options.healthyAfter { reconnect.reset() }
            await tell(.waiting(idle: idles))
            wasWaiting = true
            let event: IdleEvent
            (event, idles) = try await rest(session, idles: idles)
            wasWaiting = false
            try await mark(after: event, session)
        }
    }

    /// Waits for news or for the time to look. Returns whether IDLE can be used from here on.
    private func rest(_ session: IMAPSession, idles: Bool) async throws(IMAPError) -> (IdleEvent, idles: Bool) {
        guard idles else { return (try await session.rest(for: nextPoll()), false) }
        do throws(IMAPError) {
            let limit = min(options.idleRenewal, options.poll)
            let end = ContinuousClock.now + (isStirred ? min(limit, options.secondLook) : limit)
            var event = IdleEvent.timeout
            while event == .timeout, ContinuousClock.now < end, !Task.isCancelled {
                event = try await session.idle(for: min(end - .now, options.silence))
                if event == .timeout { await tell(.waiting(idle: true)) }
            }
            return (event, true)
        } catch {
            // A server that offers IDLE and refuses it can still be asked.
            if await session.failure != nil { throw error }
            return (.timeout, false)
        }
    }

    /// Notes which folders have to be looked at.
    private mutating func mark(after event: IdleEvent, _ session: IMAPSession) async throws(IMAPError) {
        let selected = await session.selected?.name
        let announced = await session.takeAnnounced()
        isStirred = event == .news && folders.count > 1
        // That nothing was announced is no proof. Dovecot 2.3 even forgets what it was about to announce when a command comes
        // in between, so that the others are asked about after each piece of news, and once more soon after it.
        let silent = folders.map(\.name).filter { $0 != selected && announced[$0] == nil }
        let told = try await session.status(of: silent).merging(announced) { $1 }
        for place in folders.indices {
            let name = folders[place].name
            folders[place].isDirty = name == selected || told[name].map(folders[place].isBehind) ?? true
        }
    }

    /// Finds out what this server calls the folders.
    private mutating func name(_ session: IMAPSession) async throws(IMAPError) {
        for place in folders.indices {
            folders[place].name =
                switch folders[place].written {
                case .written(let name): try await session.folder(name)
                case .path(let levels): try await session.mailbox(path: levels)
                }
        }
    }

    private mutating func markAll() {
        for place in folders.indices { folders[place].isDirty = true }
    }

    /// What could not be read may have been the row of a mail.
    private func tellUnreadable(_ session: IMAPSession) async {
        if let line = await session.takeUnreadable() { await folders.first?.handler.event(.wentWrong([line])) }
    }

    /// Delivers what is new. False if a handler failed; then the pause after that is over.
    private mutating func look(_ session: IMAPSession) async throws(IMAPError) -> Bool {
        do {
            var delivered = 0
            var failure: HandlerFailure?
            for place in order(selected: await session.selected?.name) where folders[place].isDirty {
                do {
                    delivered += try await visit(place, session)
                    folders[place].isDirty = false
                    folders[place].isStuck = false
                } catch let stopped as HandlerFailure {
                    // The other folders have their turn all the same.
                    failure = failure ?? stopped
                    folders[place].isStuck = true
                    if await session.failure != nil { break }
                }
            }
            if let failure { return try await wait(after: failure) }
            quietPolls = delivered > 0 ? 0 : quietPolls + 1
            isCareful = false
            return true
        } catch let error as IMAPError {
            throw error
        } catch {
            throw IMAPError(.cancelled, "\(error)")
        }
    }

    /// The open folder first: what was announced of it is known only as long as it is open. Last those whose handler failed,
    /// which may cost the connection.
    private func order(selected: MailboxName?) -> [Int] {
        func rank(_ place: Int) -> Int { folders[place].isStuck ? 2 : folders[place].name == selected ? 0 : 1 }
        return folders.indices.sorted { (rank($0), $0) < (rank($1), $1) }
    }

    private mutating func wait(after failure: HandlerFailure) async throws -> Bool {
        if Task.isCancelled { return false }
        let pause = redelivery.next()
        await failure.handler.event(.handlerFailed(failure.uid, failure.cause, retryIn: pause))
        await signal.sleep(for: pause)
        return false
    }

    private struct HandlerFailure: Error {
        let handler: any FolderHandler
        let uid: UID
        let cause: any Error
    }

    /// Opens a folder if need be and delivers what is new there.
    private mutating func visit(_ place: Int, _ session: IMAPSession) async throws -> Int {
        let name = folders[place].name
        let selected = await session.selected
        var fresh: [UID]?
        var reached = folders[place].position
        if !folders[place].isTold || selected?.name != name {
            (fresh, reached) = try await enter(place, session)
        }
        let uids: [UID]
        if let fresh { uids = fresh } else { uids = try await session.uids(from: folders[place].next) }
        let delivered = try await deliver(uids, place, session)
        // Only now is everything settled up to there. After a failure the old position tells again what is missing.
        folders[place].position = reached
        if delivered > 0 {
            await folders[place].handler.event(.caughtUp(next: folders[place].next, delivered: delivered))
        }
        return delivered
    }

    /// Opens a folder and asks its handler for the position. Returns the new UIDs if the server told them on this occasion,
    /// and up to where the folder is known once they are settled.
    private mutating func enter(
        _ place: Int, _ session: IMAPSession
    ) async throws -> (fresh: [UID]?, reached: SyncPosition?) {
        let (name, handler, before) = (folders[place].name, folders[place].handler, folders[place].next)
        let folder: SelectedMailbox
        var changes: FolderChanges?
        if let known = folders[place].position, await session.canResync {
            // If this is refused, the next attempt does without.
            folders[place].position = nil
            (folder, changes) = try await session.select(name, since: known)
            folders[place].position = known
        } else {
            folder = try await session.select(name)
        }
        do {
            var next = try await handler.position(uidValidity: folder.uidValidity) { try await session.end() }
            // No mail may lie behind it: some servers tell a UIDNEXT that is too low.
            if folder.tellsNext, folder.uidNext < next, try await session.uids(from: folder.uidNext).isEmpty {
                next = try await handler.wentBack(to: folder.uidNext, uidValidity: folder.uidValidity)
            }
            folders[place].next = next
        } catch let error as IMAPError {
            throw error
        } catch {
            throw IMAPError(.unavailable, "the position in \(folder.name) is not known: \(error)")
        }
        folders[place].uidValidity = folder.uidValidity
        let reached = folder.highestModSequence.map {
            SyncPosition(uidValidity: folder.uidValidity, modSequence: max($0, 1))
        }
        if !folders[place].isTold { await handler.event(.connected(folder, next: folders[place].next)) }
        folders[place].isTold = true
        let next = folders[place].next
        // A handler that goes back wants more than what has changed since.
        guard next >= before else { return (nil, reached) }
        return (changes?.rows.map(\.uid).filter { $0 >= next }, reached)
    }

    private mutating func deliver(_ uids: [UID], _ place: Int, _ session: IMAPSession) async throws -> Int {
        let now = ContinuousClock.now
        let next = folders[place].next
        guard let culprit = folders[place].obstacle?.culprit(next: next, at: now, patience: options.patience),
            uids.contains(culprit.uid)
        else { return try await fetch(uids, place, session) }
        var delivered = try await fetch(uids.filter { $0 < culprit.uid }, place, session)
        let (handler, validity) = (folders[place].handler, folders[place].uidValidity)
        do {
            try await handler.missing(culprit.uid, .unreadable(reason: culprit.reason), uidValidity: validity)
        } catch {
            throw HandlerFailure(handler: handler, uid: culprit.uid, cause: error)
        }
        folders[place].next = culprit.uid.successor
        delivered += 1
        return delivered + (try await fetch(uids.filter { $0 > culprit.uid }, place, session))
    }

    private mutating func fetch(_ uids: [UID], _ place: Int, _ session: IMAPSession) async throws -> Int {
        if uids.isEmpty { return 0 }
        var settled = folders[place].next
        var delivered = 0
        defer { folders[place].next = settled }
        let isCareful = isCareful || folders[place].obstacle?.asksSingly(next: settled) == true
        let (handler, validity) = (folders[place].handler, folders[place].uidValidity)
        let wantsWhole: (FetchedMail) async throws -> Bool = { head in
            do {
                return try await handler.wantsWhole(head, uidValidity: validity)
            } catch {
                throw HandlerFailure(handler: handler, uid: head.uid, cause: error)
            }
        }
        do {
            try await session.fetch(uids, carefully: isCareful, wantsWhole: wantsWhole) { item in
                do {
                    switch item {
                    case .mail(let mail): try await handler.receive(mail, uidValidity: validity)
                    case .missing(let uid, let reason): try await handler.missing(uid, reason, uidValidity: validity)
                    }
                } catch {
                    throw HandlerFailure(handler: handler, uid: item.uid, cause: error)
                }
                settled = item.uid.successor
                delivered += 1
                redelivery.reset()
                // It was of use, and so will the next attempt be, however soon the connection breaks.
                if case .mail = item { reconnect.reset() }
            } expect: { mail in
                handler.expect(mail, uidValidity: validity)
            }
        } catch let error as IMAPError {
            let isBroken = await session.failure?.kind == .network
            if error.kind != .cancelled, isBroken || error.suspect != nil {
                var obstacle = folders[place].obstacle ?? Obstacle(at: settled)
                obstacle.note(error, next: settled, at: .now)
                folders[place].obstacle = obstacle
            }
            throw error
        }
        return delivered
    }

    private func tell(_ event: WatchEvent) async {
        for folder in folders { await folder.handler.event(event) }
    }

    /// Without IDLE: shortly after something came, then less and less often, with a jitter of a tenth.
    private func nextPoll() -> Duration {
        let range = options.adaptivePoll
        let pause = min(options.poll, range.upperBound, range.lowerBound * (1 << min(max(quietPolls - 1, 0), 20)))
        return pause * Double.random(in: 0.9...1.1)
    }

    private mutating func pause(after error: IMAPError, since start: ContinuousClock.Instant) -> Duration {
        if ContinuousClock.now - start >= options.healthyAfter { reconnect.reset() }
        let isFirst = reconnect.failures == 0
        let pause = reconnect.next()
        switch error.retry {
        case .after(let least): return max(least, pause)
        case .never: return max(reconnect.limit, pause)
        case .later: return isFirst && wasWaiting ? .zero : pause
        }
    }
}
