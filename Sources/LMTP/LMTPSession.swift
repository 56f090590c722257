import Domain

/// The server side of one LMTP dialogue (RFC 2033) as a value: bytes in, actions out. Commands may be pipelined.
public struct LMTPSession: Sendable {
    /// What the owner of the connection has to do; then it asks for the next one.
    public enum Action: Sendable, Equatable {
        /// Read from the connection and ``receive(_:)``.
        case read
        case send([UInt8])
        /// Store durably and ``resume(with:)``.
        case store(HandedMail)
        case close
    }

    /// Why the host ends a dialogue of its own accord.
    public enum Farewell: Sendable, CaseIterable {
        case idle
        case stopping
        case tooManyConnections

        var reply: SMTPReply {
            switch self {
            case .idle: SMTPReply(421, "4.4.2", "Nothing was said for too long")
            case .stopping: SMTPReply(421, "4.3.2", "The service stops")
            case .tooManyConnections: SMTPReply(421, "4.3.2", "Too many connections")
            }
        }
    }

    enum State {
        case command
        case content(MailContentReader)
        /// The owner stores the mail.
        case storing
        case closed
    }

    /// Of a command line, in bytes.
    static let commandLimit = 4_096
    static let mistakeLimit = 20
    /// Replies that wait to be sent, in bytes; then no further command is read.
    private static let outputLimit = 65_536

    let host: LMTPHost
    var state = State.command
    var mail = HandedMail()
    /// Whether MAIL was accepted.
    var isOpen = false
    private(set) var isGreeted = false
    private var input = LineBuffer()
    private var output: [UInt8] = []
    private var mistakes = 0

    public init(host: LMTPHost) {
        self.host = host
        reply(host.greeting)
    }

    public mutating func receive(_ bytes: some Sequence<UInt8>) { input.append(bytes) }

    /// Ends the dialogue. A mail that is being received is not kept.
    public mutating func end(_ farewell: Farewell) {
        reply(farewell.reply)
        state = .closed
    }

    public mutating func next() -> Action {
        while output.count < Self.outputLimit {
            switch state {
            case .command:
                guard let line = input.line(limit: Self.commandLimit) else { return flushed() ?? .read }
                handle(line)
            case .content(var reader):
                // The replies before it are waited for.
                if let replies = flushed() { return replies }
                // Held in one place only, so that it is not copied.
                state = .closed
                let end = reader.read(&input)
                state = .content(reader)
                guard let end else { return .read }
                finishContent(end)
            case .storing: return flushed() ?? .store(mail)
            case .closed: return flushed() ?? .close
            }
        }
        return flushed() ?? .read
    }

    /// Answers the pending ``Action/store(_:)``, once for each recipient.
    public mutating func resume(with handOver: HandOver) {
        guard case .storing = state else { return }
        state = .command
        answerRecipients(handOver.reply)
    }

    private mutating func finishContent(_ end: MailContentReader.End) {
        switch end {
        case .complete(let bytes):
            mail.content = bytes
            state = .storing
        case .tooLarge:
            state = .command
            answerRecipients(tooLarge)
        case .bareLineEnd:
            state = .closed
            answerRecipients(SMTPReply(550, "5.6.0", "Lines must end in CR LF"))
        }
    }

    /// RFC 2033 §4.2: one reply for each recipient that was accepted, in their order.
    private mutating func answerRecipients(_ answer: SMTPReply) {
        for _ in mail.recipients { reply(answer) }
        clearTransaction()
    }

    private mutating func flushed() -> Action? {
        guard !output.isEmpty else { return nil }
        defer { output = [] }
        return .send(output)
    }

    var tooLarge: SMTPReply { SMTPReply(552, "5.3.4", "Mail is larger than \(host.sizeLimit) bytes") }

    mutating func clearTransaction() {
        isOpen = false
        mail = HandedMail()
    }

    mutating func greet() {
        clearTransaction()
        isGreeted = true
        reply(host.capabilities)
    }

    mutating func reply(_ answer: SMTPReply) { output += answer.bytes }

    mutating func mistake(_ answer: SMTPReply) {
        mistakes += 1
        reply(answer)
        if mistakes >= Self.mistakeLimit {
            reply(SMTPReply(421, "4.7.0", "Too many mistakes"))
            state = .closed
        }
    }
}
