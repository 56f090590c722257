import Domain

/// The dialogue that hands over one mail, after greeting and login: replies in, bytes to send out. It knows at each
/// moment whether the server may have taken the mail.
struct SMTPDialogue {
    enum Action: Sendable {
        case send([UInt8])
        /// The whole mail; only when it has gone out, ``confirmContent()`` gives the final dot.
        case sendContent([UInt8])
        case finish(SubmissionResult)

        var result: SubmissionResult? {
            if case .finish(let result) = self { result } else { nil }
        }
    }

    private enum State {
        case mail, recipient(Int), data, content, end
    }

    private let content: [UInt8]
    private let sender: EmailAddress?
    private let recipients: [EmailAddress]
    private let extensions: SMTPExtensions
    private var state = State.mail

    init(_ message: [UInt8], from sender: EmailAddress?, to recipients: [EmailAddress], _ extensions: SMTPExtensions) {
        content = smtpContent(message)
        self.sender = sender
        self.recipients = recipients
        self.extensions = extensions
    }

    /// The first step.
    func begin() -> Action {
        guard !recipients.isEmpty else {
            return .finish(.notSent(TransportError(.configuration, "a mail without recipients", retry: .never)))
        }
        let addresses = recipients + (sender.map { [$0] } ?? [])
        let needsUTF8 = addresses.contains { $0.text.utf8.contains { $0 >= 0x80 } }
        guard !needsUTF8 || extensions.smtpUTF8 else {
            let text = "the server does not take addresses beyond ASCII"
            return .finish(.notSent(TransportError(.configuration, text, retry: .never)))
        }
        var line = "MAIL FROM:<\(sender?.text ?? "")>"
        if extensions.size { line += " SIZE=\(content.count)" }
        if extensions.eightBitMIME, content.contains(where: { $0 >= 0x80 }) { line += " BODY=8BITMIME" }
        if needsUTF8 { line += " SMTPUTF8" }
        return command(line)
    }

    mutating func receive(_ reply: SMTPReply) -> Action {
        if reply.isPermanentRefusal { return .finish(.refused(code: reply.code, reply: reply.text)) }
        // A proxy says so when it loses the server behind it, which may have the mail: the channel is closed (RFC 5321
        // §4.2.1), no more is certain.
        if case .end = state, reply.code == 421 { return .finish(.uncertain(detail: reply.text)) }
        if reply.isTemporaryRefusal { return .finish(.notSent(Self.temporary(reply))) }
        switch state {
        case .mail where reply.isPositive: return askForRecipient(0)
        case .recipient(let index) where reply.isPositive: return askForRecipient(index + 1)
        case .data where reply.code == 354:
            state = .content
            return .sendContent(content)
        case .end where reply.isPositive: return .finish(.accepted(reply: reply.text))
        default: return .finish(failure(Self.violation(reply.text)))
        }
    }

    /// The content has gone out: the bytes that let the server take the mail.
    mutating func confirmContent() -> [UInt8] {
        state = .end
        return Array(".\r\n".utf8)
    }

    /// How it ends if `error` breaks the dialogue off now. With `dotWasSent` false the final dot certainly stayed here.
    func failure(_ error: TransportError, dotWasSent: Bool = true) -> SubmissionResult {
        if case .end = state, dotWasSent { return .uncertain(detail: error.description) }
        var error = error
        error.requestWasSent = false
        return .notSent(error)
    }

    static func violation(_ text: String) -> TransportError {
        TransportError(.protocolViolation, "unexpected reply: \(text.prefix(200))", retry: .later, reply: text)
    }

    private static func temporary(_ reply: SMTPReply) -> TransportError {
        TransportError(.unavailable, "not now: \(reply.text.prefix(200))", retry: .later, reply: reply.text)
    }

    private mutating func askForRecipient(_ index: Int) -> Action {
        guard index < recipients.count else {
            state = .data
            return command("DATA")
        }
        state = .recipient(index)
        return command("RCPT TO:<\(recipients[index].text)>")
    }

    private func command(_ line: String) -> Action { .send(Array("\(line)\r\n".utf8)) }
}

/// What the server offered in its last answer to EHLO.
struct SMTPExtensions: Sendable, Hashable {
    var size = false
    var eightBitMIME = false
    var smtpUTF8 = false

    init() {}

    /// From the lines of the login phase. What was said before STARTTLS does not count: the second answer replaces it.
    init(loginLines: [String]) {
        var previousWasLast = true
        for line in loginLines {
            defer { previousWasLast = line.dropFirst(3).first != "-" }
            guard line.hasPrefix("250") else { continue }
            if previousWasLast { self = SMTPExtensions() }
            switch line.dropFirst(4).prefix(while: { $0 != " " }).uppercased() {
            case "SIZE": size = true
            case "8BITMIME": eightBitMIME = true
            case "SMTPUTF8": smtpUTF8 = true
            default: break
            }
        }
    }
}
