import Domain

/// One submission from connecting to the answer.
struct SMTPSubmission: Sendable {
    let entrance: MailEntrance
    let login: @Sendable (MailCredentials?) -> MailLogin
    let timeout: Duration
    let commitment: Commitment

    func run(_ message: [UInt8], from: EmailAddress?, to: [EmailAddress]) async -> SubmissionResult {
        let channel: MailChannel
        do {
            channel = try await entrance.open(login)
        } catch {
            return .notSent(error)
        }
        defer { channel.close() }
        let deadline = ContinuousClock.now + timeout
        let extensions = SMTPExtensions(loginLines: channel.loginLines)
        let dialogue = SMTPDialogue(message, from: from, to: to, extensions)
        return await withTaskGroup(of: SubmissionResult?.self) { group in
            group.addTask { await converse(dialogue, channel) }
            group.addTask {
                // Ends the conversation from outside when the time is over; does nothing when cancelled before.
                if (try? await Task.sleep(until: deadline, clock: .continuous)) != nil { channel.close() }
                return nil
            }
            for await result in group {
                guard let result else { continue }
                group.cancelAll()
                return result
            }
            return .notSent(.closed())
        }
    }

    private func converse(_ start: SMTPDialogue, _ channel: MailChannel) async -> SubmissionResult {
        var dialogue = start
        var reader = SMTPReplyReader()
        var action = dialogue.begin()
        do throws(TransportError) {
            while true {
                switch action {
                case .finish(let result):
                    // Politeness; the answer does not matter any more.
                    try? await channel.send(Array("QUIT\r\n".utf8))
                    return result
                case .send(let bytes):
                    try await channel.send(bytes)
                case .sendContent(let bytes):
                    do throws(TransportError) {
                        try await channel.send(bytes)
                    } catch {
                        // A server that will not read on has often said why.
                        guard let reply = try? await reply(&reader, channel), !reply.isPositive else { throw error }
                        return dialogue.receive(reply).result ?? dialogue.failure(told(error))
                    }
                    guard commitment.commit() else { return .notSent(.cancelled()) }
                    let dot = dialogue.confirmContent()
                    do throws(TransportError) {
                        try await channel.send(dot)
                    } catch {
                        return dialogue.failure(told(error), dotWasSent: error.requestWasSent)
                    }
                }
                action = dialogue.receive(try await reply(&reader, channel))
            }
        } catch {
            return dialogue.failure(told(error))
        }
    }

    private func reply(_ reader: inout SMTPReplyReader, _ channel: MailChannel) async throws(TransportError)
        -> SMTPReply
    {
        while true {
            do {
                if let reply = try reader.next() { return reply }
            } catch {
                throw SMTPDialogue.violation(error.line)
            }
            let bytes = try await channel.receive()
            if bytes.isEmpty {
                throw TransportError(.connectionLost, "the server closed the connection", retry: .later)
            }
            reader.append(bytes)
        }
    }

    /// The only one who closes the channel during the conversation is the clock.
    private func told(_ error: TransportError) -> TransportError {
        guard error.kind == .closed else { return error }
        return TransportError(.timeout, "no end of the submission within \(timeout)", retry: .later)
    }
}
