extension IMAPSession {
    /// The UIDs at and above `uid` in the open folder, ascending.
    public func uids(from uid: UID) async throws(IMAPError) -> [UID] {
        try await inTurn { () async throws(IMAPError) in
            // SEARCH finds only what was announced, and some servers announce at NOOP only. The two are not sent together:
            // Dovecot puts off the NOOP of a pipeline and searches first.
            if !hasNews { try await run(.noop, timeout: options.doneTimeout) }
            // What is announced from here on may be missing in the result.
            hasNews = false
            var found = FoundUIDs(from: uid)
            let command = Command.uidSearch("UID \(UIDSet(from: uid))", extended: capabilities.contains("ESEARCH"))
            try await run(command, timeout: options.commandTimeout) { found.receive($0) }
            guard let uids = found.uids else {
                throw fail(IMAPError(.protocolViolation, "SEARCH found more than can be"))
            }
            return uids
        }
    }

    /// Fetches mails of the open folder without setting `\Seen` and hands them over in the order of `uids`, which ascend.
    ///
    /// `deliver` may take its time: no more than a few batches are held meanwhile. It must not call this session. Its
    /// errors end the fetch and are thrown on as they are; all others are ``IMAPError``.
    ///
    /// - Parameters:
    ///   - carefully: One mail at a time, with a bound on its length that does not rely on RFC822.SIZE; for after a server
    ///     has lied about it.
    ///   - wantsWhole: Asked with the beginning of a mail above ``IMAPOptions/wholeMail`` whether to fetch all of it. Its
    ///     errors count as those of `deliver`.
    ///   - expect: Told of each mail as soon as it and all before it are here, before its turn to be delivered.
    public func fetch(
        _ uids: [UID], carefully: Bool = false, wantsWhole: (FetchedMail) async throws -> Bool = { _ in true },
        deliver: (FetchedItem) async throws -> Void, expect: (FetchedMail) -> Void = { _ in }
    ) async throws {
        if !turns.takeIfFree() { await withCheckedContinuation { turns.enqueue($0) } }
        defer { turns.pass() }
        try await carryOut(uids, carefully, expect, wantsWhole, deliver)
    }

    /// As ``fetch(_:carefully:deliver:)``, for a few mails that fit into memory.
    public func fetchAll(_ uids: [UID]) async throws(IMAPError) -> [FetchedItem] {
        var items: [FetchedItem] = []
        do {
            try await fetch(uids) { items.append($0) }
        } catch let error as IMAPError {
            throw error
        } catch {
            throw IMAPError(.cancelled, "cancelled in the middle of a fetch")
        }
        return items
    }

    /// What a command on its way asks for.
    private enum Asked {
        case list
        /// The number of a request of the plan.
        case mails(Int)
    }

    private func carryOut(
        _ uids: [UID], _ carefully: Bool, _ expect: (FetchedMail) -> Void,
        _ wantsWhole: (FetchedMail) async throws -> Bool, _ deliver: (FetchedItem) async throws -> Void
    ) async throws {
        var list = MailList(uids)
        var plan = FetchPlan(options: options, careful: carefully)
        var requests: [String: Asked] = [:]
        var refusals = 0
        var askedWhole: Set<UID> = []
        while !plan.isFinished || !list.isComplete || !requests.isEmpty {
            var hasMoved = false
            for piece in carefully && !requests.isEmpty || plan.waitingMails >= MailList.window ? [] : list.next() {
                let tag = newTag()
                requests[tag] = .list
                hasMoved = true
                _ = try await send(.uidFetch(piece, MailList.items), tag: tag, timeout: options.commandTimeout)
            }
            while let request = plan.nextRequest() {
                let tag = newTag()
                requests[tag] = .mails(request.number)
                hasMoved = true
                _ = try await send(
                    .uidFetch(request.uids, request.items), tag: tag, timeout: options.commandTimeout)
            }
            while let mail = plan.nextExpected() { expect(mail) }
            while plan.isNextComplete, let item = plan.nextItem() {
                hasMoved = true
                // What is done with a mail may take its time.
                defer { flow = AnswerFlow() }
                do {
                    try Task.checkCancellation()
                    if case .mail(let mail) = item, mail.isTruncated, mail.size <= options.largestMail,
                        askedWhole.insert(mail.uid).inserted, try await wantsWhole(mail)
                    {
                        plan.fetchWhole(mail)
                        break
                    }
                    try await deliver(item)
                } catch {
                    try? await abandon(Set(requests.keys), octets: plan.octetsUnderWay)
                    throw error
                }
            }
            if requests.isEmpty {
                // Whatever a server sends, a plan goes on or comes to an end.
                guard hasMoved else { throw fail(IMAPError(.protocolViolation, "no progress in a fetch")) }
                continue
            }
            let expected = plan.octetsUnderWay
            let answer: Response
            do {
                answer = try await next(of: "UID FETCH", silence: options.commandTimeout, expected: expected)
            } catch {
                try await deliverRest(of: &plan, deliver)
                throw error
            }
            switch answer {
            case .data(.fetch(let row)):
                if list.receive(row) { break }
                plan.receive(row)
                if !row.sections.isEmpty { refusals = 0 }
            case .tagged(let tag, let line):
                guard let asked = requests.removeValue(forKey: tag) else { continue }
                if line.condition != .ok {
                    refusals += 1
                    if case .list = asked { refusals = .max }
                    if isAboutMore(line) || refusals > Self.refusalsInARow {
                        try? await abandon(Set(requests.keys), octets: plan.octetsUnderWay)
                        throw IMAPError(line, of: "UID FETCH")
                    }
                }
                switch asked {
                case .list: plan.add(list.finish())
                case .mails(let number): plan.finish(number, refusal: line.condition == .ok ? nil : line.text)
                }
            default: break
            }
        }
    }

    /// The connection is gone. What came whole is of use: then each connection brings the folder forward, however soon all of
    /// them break.
    private func deliverRest(
        of plan: inout FetchPlan, _ deliver: (FetchedItem) async throws -> Void
    ) async throws {
        while !Task.isCancelled, let item = plan.nextItem() {
            // Of a large mail more may be wanted.
            if case .mail(let mail) = item, mail.isTruncated { return }
            try await deliver(item)
        }
    }

    /// So many refused fetches without one mail in between are no fault of single mails.
    private static let refusalsInARow = 8

    /// Whether a refusal says something about the server or the command rather than about the mails asked for.
    private func isAboutMore(_ line: StatusLine) -> Bool {
        if line.condition == .bad || line.failureClass() == .throttled { return true }
        return ["UNAVAILABLE", "INUSE", "NOPERM", "CLIENTBUG"].contains(line.code?.name)
    }

    /// Gives up commands whose answers are on their way: little is read over, much is cut off with the connection.
    private func abandon(_ tags: Set<String>, octets: Int) async throws(IMAPError) {
        if tags.isEmpty { return }
        if octets > 1 << 20 {
            throw fail(IMAPError(.network, "closed in the middle of a fetch"))
        }
        var open = tags
        while !open.isEmpty {
            if case .tagged(let tag, _) = try await next(of: "UID FETCH", silence: options.commandTimeout) {
                open.remove(tag)
            }
        }
    }
}
