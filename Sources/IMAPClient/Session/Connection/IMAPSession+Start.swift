import Transport

extension IMAPSession {
    /// Sends the first NOOP and drops everything before its answer.
    func synchronise() async throws(IMAPError) {
        let tag = newTag()
        var point = SyncPoint(tag: tag)
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

    func sayGoodbye(until deadline: Instant) async throws(IMAPError) {
        isLeaving = true
        try await send(Array("\(newTag()) LOGOUT\r\n".utf8), timeout: options.logoutTimeout)
        while let response = try await next(until: deadline, heedsCancellation: false) {
            if case .tagged("m\(lastTag)", _) = response { return }
        }
    }
}
