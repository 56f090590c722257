import Transport

extension IMAPSession {
    typealias Instant = ContinuousClock.Instant

    /// Waits for the connection to be free, and does `body` alone on it.
    @discardableResult
    func inTurn<Result>(_ body: () async throws(IMAPError) -> Result) async throws(IMAPError) -> Result {
        if !turns.takeIfFree() { await withCheckedContinuation { turns.enqueue($0) } }
        defer { turns.pass() }
        if Task.isCancelled { throw IMAPError(.cancelled, "cancelled before the command was sent") }
        return try await body()
    }

    /// Sends a command and takes what comes until its tagged answer, whatever that is.
    func answer(
        to command: Command, timeout: Duration, each: (Response) -> Void = { _ in }
    ) async throws(IMAPError) -> StatusLine {
        let tag = newTag()
        if let early = try await send(command, tag: tag, timeout: timeout, each: each) { return early }
        return try await answer(tag: tag, of: command.name, timeout: timeout, each: each)
    }

    /// As ``answer(to:timeout:each:)``, where all but OK is an error.
    @discardableResult
    func run(
        _ command: Command, timeout: Duration, each: (Response) -> Void = { _ in }
    ) async throws(IMAPError) -> StatusLine {
        let line = try await answer(to: command, timeout: timeout, each: each)
        guard line.condition == .ok else { throw IMAPError(line, of: command.name) }
        return line
    }

    func newTag() -> String {
        lastTag += 1
        return "m\(lastTag)"
    }

    /// Sends a command up to its last octet. Returns its answer if that came before all was sent.
    func send(
        _ command: Command, tag: String, timeout: Duration, each: (Response) -> Void = { _ in }
    ) async throws(IMAPError) -> StatusLine? {
        parser.transcript.note(TraceLine(client: command, tag: tag))
        for chunk in command.encode(tag: tag, literals: capabilities.literals, usesUTF8: parser.usesUTF8) {
            try await send(chunk.bytes, timeout: timeout)
            guard chunk.awaitsContinuation else { continue }
            waiting: while true {
                switch try await next(of: command.name, silence: timeout) {
                case .continuation: break waiting
                case .tagged(tag, let line): return line
                case let response: each(response)
                }
            }
        }
        return nil
    }

    func send(_ bytes: [UInt8], timeout: Duration) async throws(IMAPError) {
        if let failure { throw failure }
        do throws(TransportError) {
            try await link.send(bytes, limit: timeout)
        } catch {
            throw fail(await lastWords() ?? IMAPError(error))
        }
        flow = AnswerFlow()
    }

    /// Why the server takes no more, if it said so before it closed the connection.
    private func lastWords() async -> IMAPError? {
        let end = ContinuousClock.now + .seconds(1)
        do throws(IMAPError) {
            while try await next(until: end, heedsCancellation: false) != nil {}
            return nil
        } catch {
            return error.code == nil ? nil : error
        }
    }

    /// Takes what comes until the line with `tag`.
    func answer(
        tag: String, of name: String, timeout: Duration, each: (Response) -> Void = { _ in }
    ) async throws(IMAPError) -> StatusLine {
        while true {
            let response = try await next(of: name, silence: timeout)
            if case .tagged(tag, let line) = response { return line }
            each(response)
        }
    }

    /// The next response, while a command waits for its answer. A cancelled task gets a moment to see it through.
    ///
    /// - Parameters:
    ///   - silence: How long the server may say nothing.
    ///   - expected: Octets that are sure to come, so that they can be taken in large pieces.
    func next(of name: String, silence: Duration, expected: Int = 0) async throws(IMAPError) -> Response {
        guard ContinuousClock.now - flow.start < options.answerTimeout else {
            let detail = "\(name): no end of the answer within \(options.answerTimeout.components.seconds) s"
            throw fail(IMAPError(.network, detail, mayHaveTakenEffect: true))
        }
        let deadline = end(of: silence)
        if !Task.isCancelled, let response = try await next(until: deadline, silence: silence, expected: expected) {
            return response
        }
        if Task.isCancelled {
            let end = min(deadline, flow.endOfGrace())
            if ContinuousClock.now < end, let response = try await next(until: end, heedsCancellation: false) {
                return response
            }
            throw fail(IMAPError(.cancelled, "\(name): cancelled", mayHaveTakenEffect: true))
        }
        throw fail(IMAPError(.network, "\(name): no answer in time", mayHaveTakenEffect: true))
    }

    /// When a silence is over that begins now, or the answer has taken too long.
    private func end(of silence: Duration) -> Instant { min(.now + silence, flow.start + options.answerTimeout) }

    /// The next response; nil if none comes in time, if ``wake()`` is called, or if the task is cancelled.
    ///
    /// - Parameter silence: Each octet that comes puts the deadline off to the end of another; nil for a fixed one. Over a
    ///   slow line, one large mail takes many minutes.
    func next(
        until deadline: Instant, silence: Duration? = nil, expected: Int = 0, heedsCancellation: Bool = true,
        endsWhenWoken: Bool = false
    ) async throws(IMAPError) -> Response? {
        var deadline = deadline
        while true {
            if nextResponse < responses.count {
                let response = responses[nextResponse]
                nextResponse += 1
                try heed(response)
                return response
            }
            responses.removeAll(keepingCapacity: true)
            nextResponse = 0
            if let failure { throw failure }
            switch await link.take(until: deadline, expected: expected, heedsCancellation: heedsCancellation) {
            case .bytes(let bytes):
                responses = parser.receive(bytes)
                flow.receive(bytes.count, responses: responses.count)
                guard flow.octets <= options.limits.answer else {
                    let detail = "more than \(options.limits.answer >> 20) MB without an answer to a command"
                    throw fail(IMAPError(.protocolViolation, detail, mayHaveTakenEffect: true))
                }
                if let silence { deadline = end(of: silence) }
                // As long as there always is more, nothing here would wait, and nobody else would have his turn.
                if flow.endsTurn() { await Task.yield() }
            case .timeout, .cancelled: return nil
            case .interrupted: if endsWhenWoken { return nil }
            case .ended(let error):
                let lost = IMAPError(.network, "the server closed the connection")
                var failure = error.map { IMAPError($0) } ?? lost
                failure.mayHaveTakenEffect = true
                throw fail(failure)
            }
        }
    }

    /// Makes the connection unusable. Returns the error that stays with it.
    @discardableResult
    func fail(_ error: IMAPError) -> IMAPError {
        if failure == nil {
            // Later calls do not reach the server, so they have no effect for sure.
            failure = error
            failure?.mayHaveTakenEffect = false
        }
        selected = nil
        link.close()
        return error
    }
}
