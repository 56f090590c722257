import Domain

extension LMTPSession {
    mutating func handle(_ line: LineBuffer.Line) {
        guard case .complete(let bytes) = line, let text = String(validating: bytes, as: UTF8.self),
            !text.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F })
        else { return mistake(SMTPReply(500, "5.5.2", "Line is too long, not UTF-8 or has control characters")) }
        let verb = text.prefix { $0 != " " }.uppercased()
        let argument = Self.trimmed(text.dropFirst(verb.count))
        switch verb {
        case "LHLO": greet(argument)
        // RFC 2033 §4.1: these must not succeed.
        case "HELO", "EHLO": mistake(SMTPReply(500, "5.5.1", "This is LMTP, which begins with LHLO"))
        case "MAIL": begin(argument)
        case "RCPT": addRecipient(argument)
        case "DATA": beginContent(argument)
        case "RSET":
            clearTransaction()
            reply(SMTPReply(250, "2.0.0", "OK"))
        case "NOOP": reply(SMTPReply(250, "2.0.0", "OK"))
        case "VRFY": reply(SMTPReply(252, "2.5.2", "Send a mail to find out"))
        case "QUIT":
            reply(SMTPReply(221, "2.0.0", "Bye"))
            state = .closed
        default: mistake(SMTPReply(500, "5.5.1", "Command is not known here"))
        }
    }

    private mutating func greet(_ name: String) {
        guard !name.isEmpty, !name.contains(" ") else {
            return mistake(SMTPReply(501, "5.5.4", "LHLO needs a host name"))
        }
        greet()
    }

    private mutating func begin(_ argument: String) {
        guard isGreeted, !isOpen else { return mistake(SMTPReply(503, "5.5.1", "MAIL is out of sequence")) }
        guard let path = MailPath(argument, keyword: "FROM") else {
            return mistake(SMTPReply(501, "5.1.7", "MAIL needs FROM:<address>"))
        }
        for (name, value) in path.parameters {
            switch (name, value) {
            case ("SIZE", let size):
                guard !size.isEmpty, size.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                    return mistake(SMTPReply(501, "5.5.4", "SIZE needs a number"))
                }
                // What exceeds an Int is too large in any case.
                guard let bytes = Int(size), bytes <= host.sizeLimit else { return reply(tooLarge) }
            case ("BODY", "7BIT"), ("BODY", "8BITMIME"), ("SMTPUTF8", ""): break
            default: return mistake(SMTPReply(555, "5.5.4", "Parameter is not known here"))
            }
        }
        isOpen = true
        mail.sender = path.text
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
        guard host.recipients.accepts(address) else {
            return reply(SMTPReply(550, "5.1.1", "No such address here"))
        }
        guard mail.recipients.count < host.recipientLimit else {
            return reply(SMTPReply(452, "4.5.3", "Too many recipients"))
        }
        mail.recipients.append(address)
        reply(SMTPReply(250, "2.1.5", "OK"))
    }

    private mutating func beginContent(_ argument: String) {
        guard argument.isEmpty, !mail.recipients.isEmpty else {
            return mistake(SMTPReply(503, "5.5.1", "DATA without recipient"))
        }
        // A lone CR reaches an MTA's queue in real mails, and ends nothing here.
        state = .content(MailContentReader(limit: host.sizeLimit, keepsLoneCR: true))
        reply(SMTPReply(354, lines: ["End with a dot on a line of its own"]))
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
