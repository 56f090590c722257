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
    /// A mail that the server does not give is handed over as missing if it is gone, or if the server gives another one
    /// meanwhile. Else the server may give none at all now, and ``IMAPError/suspect`` names the mail.
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
    private struct Asked {
        let uids: UIDSet
        /// The number of a request of the plan; nil if only sizes are asked for.
        var request: Int?
    }

    private func carryOut(
        _ uids: [UID], _ carefully: Bool, _ expect: (FetchedMail) -> Void,
        _ wantsWhole: (FetchedMail) async throws -> Bool, _ deliver: (FetchedItem) async throws -> Void
    ) async throws {
        var list = MailList(uids, singly: carefully)
        var plan = FetchPlan(options: options, careful: carefully)
        var requests: [String: Asked] = [:]
        var refusals = 0
        var askedWhole: Set<UID> = []
        var doubts = Doubts()
        while !plan.isFinished || !list.isComplete || !requests.isEmpty {
            var hasMoved = false
            // Whether a mail is still there is asked between fetches.
            let mustLook = plan.nextInDoubt.map { !doubts.isKnown($0.uid) } ?? false
            if mustLook, requests.isEmpty, let uid = plan.nextInDoubt?.uid {
                doubts.note(present: try await present(from: uid, to: uids.last ?? uid), from: uid, of: uids)
                if let other = plan.newest, try await gives(other) { plan.noteArrival() }
                hasMoved = true
            }
            let isBusy = carefully && (!requests.isEmpty || plan.wantsMore)
            let isHeld = mustLook || isBusy || plan.waitingMails >= MailList.window
            for piece in isHeld ? [] : list.next() {
                let tag = newTag()
                requests[tag] = Asked(uids: piece)
                hasMoved = true
                _ = try await send(.uidFetch(piece, MailList.items), tag: tag, timeout: options.commandTimeout)
            }
            while !mustLook, let request = plan.nextRequest() {
                let tag = newTag()
                requests[tag] = Asked(uids: request.uids, request: request.number)
                hasMoved = true
                _ = try await send(
                    .uidFetch(request.uids, request.items), tag: tag, timeout: options.commandTimeout)
            }
            while let mail = plan.nextExpected() { expect(mail) }
            while plan.isNextComplete {
                if let doubt = plan.nextInDoubt {
                    guard let reason = doubts.judge(doubt.uid, doubt.reason, isProven: doubt.isProven) else { break }
                    plan.settle(doubt.uid, as: reason)
                }
                guard let item = plan.nextItem() else { break }
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
                if hasMoved { continue }
                guard let doubt = plan.nextInDoubt else {
                    throw fail(IMAPError(.protocolViolation, "no progress in a fetch"))
                }
                throw Self.nothing(of: doubt.uid, doubt.reason)
            }
            let expected = plan.octetsUnderWay
            let answer: Response
            do throws(IMAPError) {
                answer = try await next(of: "UID FETCH", silence: options.commandTimeout, expected: expected)
            } catch {
                try await deliverRest(of: &plan, deliver)
                var error = error
                if requests.count == 1, let asked = requests.values.first, asked.uids.count == 1 {
                    error.suspect = asked.uids.first
                }
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
                    if asked.request == nil { refusals = .max }
                    if isAboutMore(line) || refusals > Self.refusalsInARow {
                        try? await abandon(Set(requests.keys), octets: plan.octetsUnderWay)
                        if !isAboutMore(line), let doubt = plan.nextInDoubt {
                            throw Self.nothing(of: doubt.uid, doubt.reason)
                        }
                        var error = IMAPError(line, of: "UID FETCH")
                        if asked.uids.count == 1, !isAboutMore(line) { error.suspect = asked.uids.first }
                        throw error
                    }
                }
                if let number = asked.request {
                    plan.finish(number, refusal: line.condition == .ok ? nil : line.text)
                } else {
                    plan.add(list.finish())
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
        while !Task.isCancelled, plan.nextInDoubt == nil, let item = plan.nextItem() {
            // Of a large mail more may be wanted.
            if case .mail(let mail) = item, mail.isTruncated { return }
            try await deliver(item)
        }
    }

    /// The UIDs of a range that are in the folder still.
    private func present(from first: UID, to last: UID) async throws(IMAPError) -> UIDSet {
        // What is gone need not be announced before this.
        try await run(.noop, timeout: options.doneTimeout)
        var found = FoundUIDs(from: first)
        let range = UIDSet(ranges: [first.number...max(first, last).number])
        let command = Command.uidSearch("UID \(range)", extended: capabilities.contains("ESEARCH"))
        try await run(command, timeout: options.commandTimeout) { found.receive($0) }
        guard let uids = found.uids else {
            throw fail(IMAPError(.protocolViolation, "SEARCH found more than can be"))
        }
        return UIDSet(uids)
    }

    /// Whether the server still gives the text of a mail that it gave before.
    private func gives(_ uid: UID) async throws(IMAPError) -> Bool {
        var gives = false
        let probe = Command.uidFetch(UIDSet(uid), "UID BODY.PEEK[]<0.1>")
        _ = try await answer(to: probe, timeout: options.commandTimeout) { response in
            if case .data(.fetch(let row)) = response, row.sections.contains(where: { $0.bytes != nil }) {
                gives = true
            }
        }
        return gives
    }

    /// What is known of mails of which nothing came.
    private struct Doubts {
        private var absent = UIDSet()
        private var present: UID?

        func isKnown(_ uid: UID) -> Bool { uid == present || absent.contains(uid) }

        /// - Parameter uids: Those that are fetched.
        mutating func note(present found: UIDSet, from first: UID, of uids: [UID]) {
            present = first
            absent = UIDSet(uids.drop { $0 < first }).subtracting(found)
        }

        /// Nil as long as it may be that the server gives no mail at all.
        func judge(_ uid: UID, _ reason: String, isProven: Bool) -> MissingMail? {
            if absent.contains(uid) { return .vanished }
            return uid == present && isProven ? .unreadable(reason: reason) : nil
        }
    }

    /// The fault may be the mail's or the server's: who asks again, later and on another connection, finds out.
    private static func nothing(of uid: UID, _ reason: String) -> IMAPError {
        var error = IMAPError(.unavailable, "UID FETCH \(uid): \(reason)")
        error.suspect = uid
        return error
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
