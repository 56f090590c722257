import Transport

extension IMAPSession {
    /// Sends the first NOOP and drops everything before its answer.
    func synchronise() async throws(IMAPError) {
        let tag = newTag()
        var point = SyncPoint(tag: tag)
        parser.transcript.note(TraceLine(client: "\(tag) NOOP"))
        try await send(Array("\(tag) NOOP\r\n".utf8), timeout: options.commandTimeout)
        let deadline = ContinuousClock.now + options.commandTimeout
        while true {
            guard case .bytes(let bytes) = await link.take(until: deadline) else {
                throw fail(IMAPError(.network, "no answer to the first command"))
            }
            switch point.receive(bytes) {
            case .searching: continue
            case .lost: throw fail(IMAPError(.protocolViolation, "no answer to the first command"))
            case .found(let rest): responses = parser.receive(rest)
            }
            let line = try await answer(tag: tag, of: "NOOP", timeout: options.commandTimeout)
            guard line.condition == .ok else { throw fail(IMAPError(line, of: "NOOP")) }
            return
        }
    }

    /// Switches on what changes the answers of the server, for the better (RFC 5161).
    func enableExtensions() async throws(IMAPError) {
        guard capabilities.contains("ENABLE") || capabilities.contains("IMAP4REV2") else { return }
        var names = ["QRESYNC", "CONDSTORE"].first { capabilities.contains($0) }.map { [$0] } ?? []
        if ["UTF8=ACCEPT", "UTF8=ONLY"].contains(where: { capabilities.contains($0) }) { names.append("UTF8=ACCEPT") }
        if names.isEmpty { return }
        // A server that refuses what it offers is used without.
        _ = try await answer(to: .enable(names), timeout: options.commandTimeout) { response in
            if case .data(.enabled(let list)) = response { enabled.formUnion(list) }
        }
        parser.usesUTF8 = enabled.contains("UTF8=ACCEPT")
    }

    func sayGoodbye(until deadline: Instant) async throws(IMAPError) {
        isLeaving = true
        parser.transcript.note(TraceLine(client: "m\(lastTag + 1) LOGOUT"))
        try await send(Array("\(newTag()) LOGOUT\r\n".utf8), timeout: options.logoutTimeout)
        while ContinuousClock.now < deadline, let response = try await next(until: deadline, heedsCancellation: false) {
            if case .tagged("m\(lastTag)", _) = response { return }
        }
    }
}
