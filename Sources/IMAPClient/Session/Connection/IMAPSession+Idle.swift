extension IMAPSession {
    /// Waits until the server announces new messages in the open folder, at most for `limit`, which should be well below
    /// 29 minutes (RFC 2177). Without IDLE on the server this only rests.
    ///
    /// Returns at once if news came since ``uids(from:)`` was last called.
    public func idle(for limit: Duration) async throws(IMAPError) -> IdleEvent {
        guard capabilities.contains("IDLE") else { return try await rest(for: limit) }
        return try await inTurn { () async throws(IMAPError) in
            if let event = pendingEvent() { return event }
            let deadline = ContinuousClock.now + limit
            let tag = newTag()
            if let refusal = try await beginIdle(tag) { throw IMAPError(refusal, of: "IDLE") }
            let wasNotified = isNotified
            let line: StatusLine
            if let early = try await waitForNews(until: deadline, or: tag) {
                // The server has enough of it (ruby/net-imap#688), maybe each time at once.
                line = early
                try await waitForNews(until: min(deadline, .now + Self.pauseAfterEnd))
            } else {
                parser.transcript.note(TraceLine(client: "DONE"))
                try await send(Command.done, timeout: options.doneTimeout)
                line = try await answer(tag: tag, of: "DONE", timeout: options.doneTimeout)
            }
            guard line.condition == .ok else { throw IMAPError(line, of: "IDLE") }
            return pendingEvent() ?? (wasNotified && !isNotified ? .news : .timeout)
        }
    }

    /// Waits without telling the server, which may all the same announce something.
    func rest(for limit: Duration) async throws(IMAPError) -> IdleEvent {
        try await inTurn { () async throws(IMAPError) in
            if let event = pendingEvent() { return event }
            let wasNotified = isNotified
            try await waitForNews(until: .now + limit)
            return pendingEvent() ?? (wasNotified && !isNotified ? .news : .timeout)
        }
    }

    private func pendingEvent() -> IdleEvent? {
        if isWoken {
            isWoken = false
            link.clearInterrupt()
            return .woken
        }
        return hasNews || !announced.isEmpty ? .news : nil
    }

    /// Asks the server to announce news of all these folders, open or not (RFC 5465). False if it cannot or will not.
    func notify(_ mailboxes: [MailboxName]) async throws(IMAPError) -> Bool {
        guard capabilities.contains("NOTIFY") else { return false }
        return try await inTurn { () async throws(IMAPError) in
            announced = [:]
            // Announcements may come before the answer.
            isNotified = true
            let line = try await answer(to: .notify(mailboxes), timeout: options.commandTimeout)
            isNotified = line.condition == .ok
            return isNotified
        }
    }

    /// The folders that were announced since the last call, with what was said of them.
    func takeAnnounced() -> [MailboxName: MailboxStatus] {
        defer { announced = [:] }
        return announced
    }

    /// Returns the answer if the server refuses to idle.
    private func beginIdle(_ tag: String) async throws(IMAPError) -> StatusLine? {
        parser.transcript.note(TraceLine(client: "\(tag) IDLE"))
        try await send(Array("\(tag) IDLE\r\n".utf8), timeout: options.commandTimeout)
        while true {
            switch try await next(of: "IDLE", silence: options.commandTimeout) {
            case .continuation: return nil
            case .tagged(tag, let line): return line
            default: continue
            }
        }
    }

    /// Until IDLE is begun again that the server ended by itself.
    private static let pauseAfterEnd: Duration = .seconds(1)

    /// Waits for news, or until the server gives up announcing them. Returns the answer to the command with `tag` if that
    /// comes first.
    @discardableResult
    private func waitForNews(until deadline: Instant, or tag: String? = nil) async throws(IMAPError) -> StatusLine? {
        let wasNotified = isNotified
        // A server that chatters is not silent at the end of the time either.
        while !hasNews, announced.isEmpty, !isWoken, isNotified == wasNotified, ContinuousClock.now < deadline {
            guard let response = try await next(until: deadline, endsWhenWoken: true) else { break }
            if case .tagged(let found, let line) = response, found == tag { return line }
        }
        return nil
    }
}
