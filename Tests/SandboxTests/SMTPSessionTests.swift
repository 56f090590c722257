import Domain
import LMTP
import Testing

@testable import Sandbox

/// Holds one dialogue without sockets: what the client says goes in, what the server says comes out.
struct SMTPDialogue {
    var session: SMTPSession
    var said = ""
    var mails: [SubmittedMail] = []
    var isClosed = false

    init(sizeLimit: Int = 1000, trustsXCLIENT: Bool = true) throws {
        let agent = SandboxOptions.Account(
            login: "anna", password: Secret("hush"), address: try #require(EmailAddress("anna@seller.example")))
        session = SMTPSession(
            host: SMTPHost(
                name: "mx.seller.example", accounts: [agent], sizeLimit: sizeLimit, trustsXCLIENT: trustsXCLIENT))
        run()
    }

    mutating func say(_ text: String) {
        session.receive(Array(text.utf8))
        run()
    }

    private mutating func run() {
        while true {
            switch session.next() {
            case .read: return
            case .send(let bytes): said += String(decoding: bytes, as: UTF8.self)
            case .checkRecipient(let address, _):
                let isKnown = address.localPart.hasPrefix("shop")
                session.resume(with: isKnown ? SMTPReply(250, "2.1.5", "OK") : SMTPReply(550, "5.1.1", "No"))
            case .deliver(let mail):
                mails.append(mail)
                session.resume(with: SMTPReply(250, "2.0.0", "OK"))
            case .close:
                isClosed = true
                return
            }
        }
    }

    /// Codes of all replies, without the lines of replies that go on.
    var codes: [String] {
        said.split(separator: "\r\n").filter { $0.dropFirst(3).first != "-" }.map { String($0.prefix(3)) }
    }
}

@Suite("SMTP dialogue")
struct SMTPSessionTests {
    private static let whole =
        "EHLO client\r\nAUTH PLAIN AGFubmEAaHVzaA==\r\nMAIL FROM:<anna@seller.example> SIZE=9 BODY=8BITMIME SMTPUTF8\r\n"
        + "RCPT TO:<shop+t@seller.example>\r\nRCPT TO:<nobody@seller.example>\r\nDATA\r\n"
        + "Subject: x\r\n\r\n..dot\r\nGrüße\r\n.\r\nNOOP\r\nQUIT\r\n"
    private static let wholeCodes = ["220", "250", "235", "250", "250", "550", "354", "250", "250", "221"]

    @Test("a pipelined submission, cut at each byte")
    func everySplit() throws {
        let bytes = Array(Self.whole.utf8)
        for cut in 0...bytes.count {
            var dialogue = try SMTPDialogue()
            dialogue.session.receive(Array(bytes[..<cut]))
            dialogue.say("")
            dialogue.session.receive(Array(bytes[cut...]))
            dialogue.say("")
            #expect(dialogue.codes == Self.wholeCodes)
            #expect(dialogue.isClosed)
            let mail = try #require(dialogue.mails.first)
            #expect(String(decoding: mail.bytes, as: UTF8.self) == "Subject: x\r\n\r\n.dot\r\nGrüße\r\n")
            #expect(mail.recipients.map(\.text) == ["shop+t@seller.example"])
            #expect(mail.sender?.text == "anna@seller.example")
            #expect(mail.account?.login == "anna")
        }
    }

    @Test(
        "answers",
        arguments: [
            (
                "AUTH LOGIN in three steps", "EHLO c\r\nAUTH LOGIN\r\nYW5uYQ==\r\naHVzaA==\r\n",
                ["250", "334", "334", "235"]
            ),
            (
                "AUTH LOGIN with initial response", "EHLO c\r\nAUTH LOGIN YW5uYQ==\r\naHVzaA==\r\n",
                ["250", "334", "235"]
            ),
            ("AUTH PLAIN in two steps", "EHLO c\r\nAUTH PLAIN\r\nAGFubmEAaHVzaA==\r\n", ["250", "334", "235"]),
            ("a wrong password", "EHLO c\r\nAUTH PLAIN AGFubmEAeA==\r\n", ["250", "535"]),
            ("somebody else's identity", "EHLO c\r\nAUTH PLAIN YgBhbm5hAGh1c2g=\r\n", ["250", "535"]),
            ("a response that is no base64", "EHLO c\r\nAUTH PLAIN ***\r\n", ["250", "501"]),
            ("a cancelled AUTH", "EHLO c\r\nAUTH LOGIN\r\n*\r\nNOOP\r\n", ["250", "334", "501", "250"]),
            ("another mechanism", "EHLO c\r\nAUTH CRAM-MD5\r\n", ["250", "504"]),
            ("AUTH twice", "EHLO c\r\nAUTH PLAIN AGFubmEAaHVzaA==\r\nAUTH LOGIN\r\n", ["250", "235", "503"]),
            ("AUTH before EHLO", "AUTH LOGIN\r\n", ["503"]),
            ("MAIL before EHLO", "MAIL FROM:<a@b.example>\r\n", ["503"]),
            ("RCPT before MAIL", "EHLO c\r\nRCPT TO:<shop@b.example>\r\n", ["250", "503"]),
            ("DATA before RCPT", "EHLO c\r\nMAIL FROM:<>\r\nDATA\r\n", ["250", "250", "503"]),
            ("MAIL twice", "EHLO c\r\nMAIL FROM:<>\r\nMAIL FROM:<>\r\n", ["250", "250", "503"]),
            ("a path without brackets", "EHLO c\r\nMAIL FROM:a@b.example\r\n", ["250", "501"]),
            ("a parameter that was not offered", "EHLO c\r\nMAIL FROM:<> RET=HDRS\r\n", ["250", "555"]),
            ("a declared size over the limit", "EHLO c\r\nMAIL FROM:<> SIZE=1001\r\n", ["250", "552"]),
            ("RSET", "EHLO c\r\nMAIL FROM:<>\r\nRSET\r\nMAIL FROM:<>\r\n", ["250", "250", "250", "250"]),
            ("HELO", "HELO c\r\nMAIL FROM:<>\r\n", ["250", "250"]),
            ("an unknown command", "HELP\r\n", ["502"]),
            ("a line without CR", "NOOP\nNOOP\r\n", ["500", "250"]),
            (
                "XCLIENT with a known login", "EHLO c\r\nXCLIENT ADDR=127.0.0.1 LOGIN=anna\r\nEHLO c\r\n",
                ["250", "220", "250"]
            ),
            ("XCLIENT with an unknown login", "XCLIENT LOGIN=eve\r\n", ["501"]),
            ("XCLIENT without value", "XCLIENT LOGIN\r\n", ["501"]),
        ])
    func answers(_ name: String, _ text: String, _ codes: [String]) throws {
        var dialogue = try SMTPDialogue()
        dialogue.say(text)
        #expect(dialogue.codes == ["220"] + codes)
    }

    @Test("the login that a proxy names counts as proven, and xtext is decoded")
    func proxyLogin() throws {
        var dialogue = try SMTPDialogue()
        dialogue.say(
            "EHLO p\r\nXCLIENT LOGIN=an+6Ea\r\nEHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<shop@x.example>\r\nDATA\r\n\r\n.\r\n")
        #expect(dialogue.mails.first?.account?.address.text == "anna@seller.example")
        var strict = try SMTPDialogue(trustsXCLIENT: false)
        strict.say("XCLIENT LOGIN=anna\r\n")
        #expect(strict.codes == ["220", "550"])
    }

    @Test(
        "content with lone line ends ends the dialogue, whatever follows",
        arguments: [
            "a\n.\r\nMAIL FROM:<evil@x.example>\r\n.\r\n", "a\r\n.\nMAIL FROM:<evil@x.example>\r\n.\r\n",
            "a\rb\r\n.\r\n",
            "a\r\n.\rb\r\n.\r\n", "a\r\r\n.\r\n", "\n.\r\n",
        ])
    func bareLineEnd(_ content: String) throws {
        var dialogue = try SMTPDialogue()
        dialogue.say("EHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<shop@x.example>\r\nDATA\r\n\(content)")
        #expect(dialogue.codes == ["220", "250", "250", "250", "354", "550"])
        #expect(dialogue.mails.isEmpty)
        #expect(dialogue.isClosed)
    }

    @Test("content over the limit is read to its end and refused")
    func tooLarge() throws {
        var dialogue = try SMTPDialogue()
        dialogue.say("EHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<shop@x.example>\r\nDATA\r\n")
        dialogue.say(String(repeating: "0123456789\r\n", count: 100) + ".\r\nNOOP\r\n")
        #expect(dialogue.codes == ["220", "250", "250", "250", "354", "552", "250"])
        #expect(dialogue.mails.isEmpty)
    }

    @Test("an endless line is skipped, and twenty mistakes end the dialogue")
    func limits() throws {
        var dialogue = try SMTPDialogue()
        dialogue.say(String(repeating: "x", count: 40_000))
        dialogue.say("\r\nNOOP\r\n")
        #expect(dialogue.codes == ["220", "500", "250"])
        dialogue.say(String(repeating: "BAD\r\n", count: 30))
        #expect(dialogue.codes.last == "421")
        #expect(dialogue.isClosed)
    }
}
