import Domain

@testable import LMTP

/// Holds one dialogue without sockets: what the MTA says goes in, what is answered and stored comes out.
struct LMTPDialogue {
    static let host = LMTPHost(
        name: "mx.seller.example",
        recipients: RecipientRule(
            addresses: Set(["shop@seller.example", "info@seller.example"].compactMap(EmailAddress.init)),
            domains: ["bridge.example"]), sizeLimit: 1000, recipientLimit: 3)

    var session = LMTPSession(host: host)
    /// What becomes of mails, in order; those behind are stored.
    var handOvers: [HandOver] = []
    private(set) var said: [UInt8] = []
    private(set) var mails: [HandedMail] = []
    private(set) var isClosed = false

    init(_ handOvers: [HandOver] = []) {
        self.handOvers = handOvers
        run()
    }

    /// Not heard any more once the dialogue has ended.
    mutating func say(_ bytes: some Sequence<UInt8>) {
        guard !isClosed else { return }
        session.receive(bytes)
        run()
    }

    mutating func end(_ farewell: LMTPSession.Farewell) {
        session.end(farewell)
        run()
    }

    private mutating func run() {
        while true {
            switch session.next() {
            case .read: return
            case .send(let bytes): said += bytes
            case .store(let mail):
                mails.append(mail)
                session.resume(with: handOvers.isEmpty ? .stored : handOvers.removeFirst())
            case .close:
                isClosed = true
                return
            }
        }
    }

    var text: String { String(decoding: said, as: UTF8.self) }

    /// Codes of all replies, without the lines of replies that go on.
    var codes: [String] {
        text.split(separator: "\r\n").filter { $0.dropFirst(3).first != "-" }.map { String($0.prefix(3)) }
    }
}

/// What has to hold whatever a peer says.
struct LMTPChecks {
    private(set) var failures: [String] = []

    private mutating func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { failures.append(what()) }
    }

    mutating func check(_ bytes: [UInt8]) {
        var whole = LMTPDialogue()
        whole.say(bytes)
        var halves = LMTPDialogue()
        halves.say(bytes[..<(bytes.count / 2)])
        halves.say(bytes[(bytes.count / 2)...])
        var octets = LMTPDialogue()
        for byte in bytes { octets.say([byte]) }
        for other in [halves, octets] {
            expect(other.said == whole.said, "the same is answered however it arrives")
            expect(other.mails == whole.mails, "the same mails arrive however they arrive")
        }
        for line in whole.said.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
            expect(line.last == 0x0D && line.count <= 512, "a reply is made of short lines")
            expect(line.prefix(3).allSatisfy { (0x30...0x39).contains($0) }, "a reply begins with its code")
        }
        expect(whole.said.count <= 100 * (bytes.count + 10), "what is answered is bounded by what is said")
        for mail in whole.mails { check(mail) }
        expect(whole.mails.reduce(0) { $0 + $1.content.count } <= bytes.count, "mails hold nothing but what was said")
    }

    private mutating func check(_ mail: HandedMail) {
        let host = LMTPDialogue.host
        expect((1...host.recipientLimit).contains(mail.recipients.count), "\(mail.recipients.count) recipients")
        expect(mail.recipients.allSatisfy(host.recipients.accepts), "recipients are known")
        expect(mail.content.count <= host.sizeLimit, "\(mail.content.count) bytes")
        for (index, byte) in mail.content.enumerated() where byte == 0x0A {
            expect(index > 0 && mail.content[index - 1] == 0x0D, "only CR LF ends a line")
        }
        let fields = mail.bytes.dropLast(mail.content.count)
        expect(fields.count { $0 == 0x0A } == 1 + mail.recipients.count, "the envelope adds one line for each path")
    }
}

/// What is fuzzed.
enum FuzzTarget: String, CaseIterable, Sendable {
    /// What an MTA says.
    case lmtp

    func failures(for input: [UInt8]) -> [String] {
        var checks = LMTPChecks()
        checks.check(input)
        return checks.failures
    }
}
