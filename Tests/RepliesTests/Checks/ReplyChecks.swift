import Domain
import MIME

@testable import Replies

/// What has to hold whatever a mail says that comes as a reply.
struct ReplyChecks {
    private(set) var failures: [String] = []
    private let seller: FuzzedSeller

    init(_ seller: FuzzedSeller) { self.seller = seller }

    private mutating func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { failures.append(what()) }
    }

    // MARK: A mail

    mutating func check(mail bytes: [UInt8]) {
        let message = Message(parsing: bytes)
        var options = ExtractionOptions()
        options.maximumLength = 2_000
        check(message.reply(own: seller.own, options: options), of: message)
        let known = message.reply(to: [seller.sent], own: seller.own, options: options)
        check(known, of: message)
        checkSecrecy(known)
        options.interleaved = .relay
        options.confirmedForms = Set(ReplyExtraction.Method.allCases)
        let bold = message.reply(to: [seller.sent], own: seller.own, options: options)
        check(bold, of: message)
        checkSecrecy(bold)
        checkProof(message, bytes)
        checkEvidence(message)
    }

    private mutating func check(_ reply: ReplyExtraction, of message: Message) {
        let lines = reply.text.split(separator: "\n", omittingEmptySubsequences: false)
        expect(reply.text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 }, "no control characters")
        expect(normalise(reply.text) == reply.text, "lines end with LF, letters are composed")
        expect(lines.first?.isEmpty != true || lines.count == 1, "no empty line at the beginning")
        expect(lines.last?.isEmpty != true || lines.count == 1, "no empty line at the end")
        expect(lines.allSatisfy { !($0.last?.isWhitespace ?? false) }, "no blanks at the end of a line")
        for place in lines.indices.dropLast(2) {
            expect(!lines[place...(place + 2)].allSatisfy(\.isEmpty), "at most two empty lines running")
        }
        expect(reply.place.map { $0.excerpt.count <= ReplyExtraction.Place.longest } ?? true, "an excerpt is short")
        expect(reply.cutOffset.map { $0 >= 0 } ?? true, "the history begins in the text")
        expect(Set(reply.attachments).isSubset(of: message.parts.indices), "files are parts of the mail")
        expect(reply.attachments.allSatisfy { !message.parts[$0].isMessage }, "no mail goes out as a file")
        check(reply.commands)
        checkWords(reply, of: message)
        guard reply.decision == .relay else { return }
        expect(reply.text.count <= 2_000, "no more than the marketplace takes")
        expect(reply.consentCode == nil, "an ok with a code is never relayed")
        for command in reply.commands {
            if case .unknown = command.name { expect(false, "\(command) is not understood, and the text goes out") }
        }
    }

    private mutating func check(_ commands: [ReplyCommand]) {
        expect(commands.map(\.line) == commands.map(\.line).sorted(), "commands stand in the order of their lines")
        for command in commands {
            expect(command.arguments == command.arguments.trimmingBlanks(), "\(command) has no blanks around it")
            if case .unknown(let word, let hint) = command.name {
                expect(CommandName(word: word) == nil, "\(word) is known")
                expect(hint.map { CommandName(word: $0) != nil } ?? true, "\(hint ?? "") is a command")
            }
        }
    }

    /// Nothing is said to a buyer that does not stand in the mail.
    private mutating func checkWords(_ reply: ReplyExtraction, of message: Message) {
        guard !reply.text.isEmpty else { return }
        let body = message.body
        let bodies = [body.text, body.html].compactMap(\.self)
        guard bodies.allSatisfy({ $0.utf8.count < 20_000 }) else { return }
        let lines = body.html.map { HTMLLines(html: $0).lines.map(\.text) } ?? []
        var said = Set(lines.flatMap { words(of: $0) })
        if let text = body.text { said.formUnion(words(of: normalise(text))) }
        let strange = words(of: reply.text).filter { !said.contains($0) }
        expect(strange.isEmpty, "\(strange.prefix(5)) are words that nobody wrote")
    }

    /// What goes out holds none of the bridge's own and none of the team's words.
    private mutating func checkSecrecy(_ reply: ReplyExtraction) {
        guard reply.decision == .relay else { return }
        let text = reply.text.lowercased()
        expect(!text.contains("[mb:"), "no token goes out")
        expect(!text.contains(seller.replyAddress.text), "no reply address goes out")
        expect(!text.contains("mb-\(seller.token.text)."), "no Message-ID of ours goes out")
        let joined = " \(words(of: text).joined(separator: " ")) "
        for line in seller.internalLines {
            let secret = words(of: line)
            for start in 0...(secret.count - SentText.run) {
                let run = secret[start..<start + SentText.run].joined(separator: " ")
                expect(!joined.contains(" \(run) "), "the team's words go out: \(run)")
            }
        }
    }

    // MARK: Who wrote it, and about what

    private mutating func checkProof(_ message: Message, _ bytes: [UInt8]) {
        let agents = [seller.agent]
        expect(Self.isRefused(message.senderProof(agents: agents, authservID: nil)), "nobody is proven without a host")
        guard case .proven(let agent, _) = message.senderProof(agents: agents, authservID: seller.host) else { return }
        expect(agent == seller.agent, "who is proven is an agent")
        expect(message.header.all("from").count == 1, "one From field")
        let addresses = message.from.mailboxes.map(\.address)
        expect(addresses.count == 1 && addresses.allSatisfy { EmailAddress($0) == agent.addresses[0] }, "\(addresses)")
        expect(message.authenticationResults(trusting: seller.host) != nil, "the own host said something")
        let silent = Message(parsing: bytes.replacing(Array("uthentication-".utf8), with: Array("uthenticatiox-".utf8)))
        if silent.authenticationResults(trusting: seller.host) == nil {
            expect(
                Self.isRefused(silent.senderProof(agents: agents, authservID: seller.host)),
                "without what the own host said nobody is proven")
        }
    }

    private static func isRefused(_ proof: SenderProof) -> Bool {
        if case .refused = proof { true } else { false }
    }

    /// A ticket is found only where its whole token stands.
    private mutating func checkEvidence(_ message: Message) {
        let places = [message.to, message.cc, message.deliveredTo, message.originalTo].flatMap(\.mailboxes)
            .map(\.address)
        let text = (places + message.inReplyTo + message.references + [message.subject ?? ""])
            .joined(separator: "\n").lowercased()
        switch seller.addressing.evidence(in: message) {
        case .none: break
        case .one(let token): expect(text.contains(token.text), "\(token) stands in the mail")
        case .conflict(let tokens):
            expect(tokens.count > 1 && Set(tokens).count == tokens.count, "several tickets are several")
            expect(tokens.allSatisfy { text.contains($0.text) }, "\(tokens) stand in the mail")
        }
    }

    // MARK: Lines of a reply

    /// Every line of a reply is a command, text, or note; and each of them once.
    mutating func check(lines bytes: [UInt8]) {
        let lines = normalise(String(decoding: bytes, as: UTF8.self)).split(
            separator: "\n", omittingEmptySubsequences: false
        )
        .map(String.init)
        let found = CommandLines(lines)
        check(found.commands)
        expect(found.commands.allSatisfy { lines.indices.contains($0.line - 1) }, "commands stand in the text")
        let isKept = { (line: String) in !line.allSatisfy(\.isWhitespace) }
        let count = found.commands.count + found.text.count(where: isKept)
        if found.note == nil {
            expect(count == lines.count(where: isKept), "each line is a command or text: \(count) of \(lines.count)")
        }
        expect(found.commandBelow.map(lines.contains) ?? true, "a command below is a line")
        for line in lines.prefix(200) {
            if let word = ConsentWord(line), let code = word.code {
                expect((4...8).contains(code.utf8.count) && code.utf8.allSatisfy { $0 < 0x5B }, "\(code) is a code")
                expect(ConsentWord("ok \(code)") == word, "\(code) is read again")
            }
            _ = RecipientWord(words: line)
            if let token = TicketToken(line) { expect(TicketToken(token.text) == token, "\(line) is a token") }
        }
    }
}

/// A seller with one ticket, and the ticket mail that his agent can have answered.
struct FuzzedSeller {
    let token: TicketToken
    let replyAddress: EmailAddress
    let agent: AgentIdentity
    let host = "mx.seller.example"
    let internalLines = [
        "Purchase price 12.40 EUR from our supplier Blau Leuchten",
        "This buyer complained three times last year already",
    ]

    init?() {
        guard let token = TicketToken("q4xk7mzp2wjc5tga3rneh6ysba"),
            let replyAddress = EmailAddress("tickets@bridge.example"), let address = EmailAddress("anna@seller.example")
        else { return nil }
        self.token = token
        self.replyAddress = replyAddress
        agent = AgentIdentity(name: "anna", addresses: [address])
    }

    var addressing: TicketAddressing { TicketAddressing(replyAddress: replyAddress) }
    var own: OwnAddresses {
        OwnAddresses(replyAddresses: [replyAddress], agentAddresses: agent.addresses, domains: ["bridge.example"])
    }

    var sent: SentMail {
        SentMail(
            lines: [
                .init(ReplyMarker.line(token: token, language: .en), .head),
                .init("Conrad, order 4711-A, answer until Tuesday 14:00", .head),
                .init("Hello, my lamp arrived broken this morning.", .customer),
                .init("What can you do for me?", .customer),
            ] + internalLines.map { .init($0, .internal) })
    }
}

/// What is fuzzed.
enum FuzzTarget: String, CaseIterable, Sendable {
    /// A mail that comes as a reply.
    case replies
    /// The lines of a reply.
    case commands
    /// Addresses, Message-IDs and subjects with tokens, one a line.
    case tokens

    func failures(for input: [UInt8]) -> [String] {
        guard let seller = FuzzedSeller() else { return ["there is no seller"] }
        switch self {
        case .replies:
            var checks = ReplyChecks(seller)
            checks.check(mail: input)
            return checks.failures
        case .commands:
            var checks = ReplyChecks(seller)
            checks.check(lines: input)
            return checks.failures
        case .tokens:
            var checks = TokenChecks(seller)
            checks.check(input)
            return checks.failures
        }
    }
}
