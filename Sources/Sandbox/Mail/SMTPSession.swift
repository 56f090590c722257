import Domain
import LMTP

/// The server side of one SMTP dialogue (RFC 5321) as a value: bytes in, actions out. Commands may be pipelined.
struct SMTPSession: Sendable {
    /// What the owner of the connection has to do; then it asks for the next one.
    enum Action: Sendable {
        /// Read from the connection and ``receive(_:)``.
        case read
        case send([UInt8])
        /// Decide on a recipient and ``resume(with:)``.
        case checkRecipient(EmailAddress, SubmittedMail)
        /// Deliver and ``resume(with:)``.
        case deliver(SubmittedMail)
        case close
    }

    private enum State {
        case command
        case authPlain
        case authLoginUser
        case authLoginPassword(String)
        case data
        /// The owner decides on a recipient, or delivers.
        case checking(EmailAddress)
        case delivering
        case closed
    }

    static let commandLimit = 12_288
    static let mistakeLimit = 20
    static let recipientLimit = 100

    let host: SMTPHost
    private var state = State.command
    private var input = LineBuffer()
    private var output: [UInt8] = []
    private var greeted = false
    private var mistakes = 0
    private(set) var mail = SubmittedMail()
    private var isOpen = false
    private var content = MailContentReader(limit: 0)

    init(host: SMTPHost) {
        self.host = host
        reply(host.greeting)
    }

    mutating func receive(_ bytes: [UInt8]) { input.append(bytes) }

    /// The peer closed its side.
    mutating func end() { state = .closed }

    mutating func next() -> Action {
        while true {
            if !output.isEmpty {
                defer { output = [] }
                return .send(output)
            }
            switch state {
            case .closed: return .close
            case .checking(let recipient): return .checkRecipient(recipient, mail)
            case .delivering: return .deliver(mail)
            case .data:
                guard let end = content.read(&input) else { return .read }
                finishContent(end)
            default:
                guard let line = input.line(limit: Self.commandLimit) else { return .read }
                handle(line)
            }
        }
    }

    /// Answers the pending ``Action/checkRecipient(_:_:)`` or ``Action/deliver(_:)``.
    mutating func resume(with answer: SMTPReply) {
        switch state {
        case .checking(let recipient):
            if answer.isPositive { mail.recipients.append(recipient) }
            state = .command
        case .delivering:
            clearTransaction()
            state = .command
        default: return
        }
        reply(answer)
    }

    private mutating func handle(_ line: LineBuffer.Line) {
        guard case .complete(let bytes) = line, let text = String(validating: bytes, as: UTF8.self),
            !text.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 })
        else {
            state = .command
            return mistake(SMTPReply(500, "5.5.2", "Line is too long, not UTF-8 or has control characters"))
        }
        switch state {
        case .authPlain: finishPlain(text)
        case .authLoginUser: continueLogin(text)
        case .authLoginPassword(let login): finishLogin(login, text)
        default: command(text)
        }
    }

    private mutating func command(_ text: String) {
        let verb = text.prefix { $0 != " " }.uppercased()
        let argument = trimmed(text.dropFirst(verb.count))
        switch verb {
        case "EHLO", "HELO": greet(verb, argument)
        case "XCLIENT": takeClient(argument)
        case "AUTH": authenticate(argument)
        case "MAIL": begin(argument)
        case "RCPT": addRecipient(argument)
        case "DATA": beginContent(argument)
        case "RSET":
            clearTransaction()
            reply(SMTPReply(250, "2.0.0", "OK"))
        case "NOOP": reply(SMTPReply(250, "2.0.0", "OK"))
        case "VRFY": reply(SMTPReply(252, "2.5.2", "Send mail to find out"))
        case "QUIT":
            reply(SMTPReply(221, "2.0.0", "Bye"))
            state = .closed
        default: mistake(SMTPReply(502, "5.5.1", "Command is not known here"))
        }
    }

    private mutating func greet(_ verb: String, _ name: String) {
        guard !name.isEmpty, !name.contains(" ") else {
            return mistake(SMTPReply(501, "5.5.4", "\(verb) needs a host name"))
        }
        clearTransaction()
        greeted = true
        mail.helo = name
        mail.isExtended = verb == "EHLO"
        if mail.isExtended {
            reply(host.capabilities)
        } else {
            reply(SMTPReply(250, lines: [host.name]))
        }
    }

    private mutating func takeClient(_ argument: String) {
        guard host.trustsXCLIENT else { return mistake(SMTPReply(550, "5.7.0", "XCLIENT is not trusted here")) }
        guard !isOpen else { return mistake(SMTPReply(503, "5.5.1", "XCLIENT within a transaction")) }
        guard let attributes = XCLIENTAttributes(argument) else {
            return mistake(SMTPReply(501, "5.5.4", "XCLIENT attributes are malformed"))
        }
        if let login = attributes.login {
            guard let account = host.account(login) else {
                return mistake(SMTPReply(501, "5.5.4", "XCLIENT names an unknown login"))
            }
            mail.account = account
        }
        greeted = false
        reply(host.greeting)
    }

    private mutating func authenticate(_ argument: String) {
        let words = argument.split(separator: " ").map(String.init)
        guard greeted, mail.isExtended, !isOpen, mail.account == nil else {
            return mistake(SMTPReply(503, "5.5.1", "AUTH is out of sequence"))
        }
        switch (words.first?.uppercased(), words.count) {
        case ("PLAIN", 1):
            state = .authPlain
            reply(SMTPReply(334, lines: [""]))
        case ("PLAIN", 2): finishPlain(words[1])
        case ("LOGIN", 1):
            state = .authLoginUser
            reply(SMTPReply(334, lines: ["VXNlcm5hbWU6"]))
        case ("LOGIN", 2): continueLogin(words[1])
        default: mistake(SMTPReply(504, "5.5.4", "Mechanism is not known here"))
        }
    }

    /// `authzid NUL authcid NUL password` in base64 (RFC 4616).
    private mutating func finishPlain(_ text: String) {
        let fields = base64Decoded(text)?.split(separator: 0, omittingEmptySubsequences: false) ?? []
        guard fields.count == 3 else { return refuseLogin(SMTPReply(501, "5.5.2", "Malformed response")) }
        let login = String(decoding: fields[1], as: UTF8.self)
        let identity = String(decoding: fields[0], as: UTF8.self)
        guard identity.isEmpty || identity == login else {
            return refuseLogin(SMTPReply(535, "5.7.8", "Cannot act for another"))
        }
        logIn(login, password: String(decoding: fields[2], as: UTF8.self))
    }

    private mutating func continueLogin(_ text: String) {
        guard let login = base64Decoded(text) else {
            return refuseLogin(SMTPReply(501, "5.5.2", "Malformed response"))
        }
        state = .authLoginPassword(String(decoding: login, as: UTF8.self))
        reply(SMTPReply(334, lines: ["UGFzc3dvcmQ6"]))
    }

    private mutating func finishLogin(_ login: String, _ text: String) {
        guard let password = base64Decoded(text) else {
            return refuseLogin(SMTPReply(501, "5.5.2", "Malformed response"))
        }
        logIn(login, password: String(decoding: password, as: UTF8.self))
    }

    private mutating func logIn(_ login: String, password: String) {
        guard let account = host.account(login), account.password.reveal() == password else {
            return refuseLogin(SMTPReply(535, "5.7.8", "Login or password is wrong"))
        }
        state = .command
        mail.account = account
        reply(SMTPReply(235, "2.7.0", "Welcome"))
    }

    private mutating func refuseLogin(_ answer: SMTPReply) {
        state = .command
        mistake(answer)
    }

    private mutating func begin(_ argument: String) {
        guard greeted, !isOpen else { return mistake(SMTPReply(503, "5.5.1", "MAIL is out of sequence")) }
        guard let path = MailPath(argument, keyword: "FROM"), path.text.isEmpty || path.address != nil else {
            return mistake(SMTPReply(501, "5.1.7", "MAIL needs FROM:<address>"))
        }
        for (name, value) in path.parameters {
            switch (name, value) {
            case ("SIZE", let size):
                guard Int(size) ?? 0 <= host.sizeLimit else {
                    return reply(SMTPReply(552, "5.3.4", "Mail is larger than \(host.sizeLimit) bytes"))
                }
            case ("BODY", "7BIT"), ("BODY", "8BITMIME"), ("SMTPUTF8", ""), ("AUTH", _): break
            default: return mistake(SMTPReply(555, "5.5.4", "Parameter is not known here"))
            }
        }
        isOpen = true
        mail.sender = path.address
        reply(SMTPReply(250, "2.1.0", "OK"))
    }

    private mutating func addRecipient(_ argument: String) {
        guard isOpen else { return mistake(SMTPReply(503, "5.5.1", "RCPT before MAIL")) }
        guard let path = MailPath(argument, keyword: "TO"), let address = path.address else {
            return mistake(SMTPReply(501, "5.1.3", "RCPT needs TO:<address>"))
        }
        guard path.parameters.isEmpty else {
            return mistake(SMTPReply(555, "5.5.4", "Parameter is not known here"))
        }
        guard mail.recipients.count < Self.recipientLimit else {
            return reply(SMTPReply(452, "4.5.3", "Too many recipients"))
        }
        state = .checking(address)
    }

    private mutating func beginContent(_ argument: String) {
        guard argument.isEmpty, !mail.recipients.isEmpty else {
            return mistake(SMTPReply(503, "5.5.1", "DATA without recipient"))
        }
        content = MailContentReader(limit: host.sizeLimit)
        state = .data
        reply(SMTPReply(354, lines: ["End with a dot on a line of its own"]))
    }

    private mutating func finishContent(_ end: MailContentReader.End) {
        switch end {
        case .complete(let bytes):
            mail.bytes = bytes
            state = .delivering
            return
        case .tooLarge: reply(SMTPReply(552, "5.3.4", "Mail is larger than \(host.sizeLimit) bytes"))
        case .bareLineEnd:
            reply(SMTPReply(550, "5.5.2", "Line ends must be CR LF"))
            state = .closed
            return
        }
        clearTransaction()
        state = .command
    }

    private mutating func clearTransaction() {
        isOpen = false
        mail.sender = nil
        mail.recipients = []
        mail.bytes = []
    }

    private mutating func reply(_ answer: SMTPReply) { output += answer.bytes }

    private mutating func mistake(_ answer: SMTPReply) {
        mistakes += 1
        reply(answer)
        if mistakes >= Self.mistakeLimit {
            reply(SMTPReply(421, "4.7.0", "Too many mistakes"))
            state = .closed
        }
    }
}
