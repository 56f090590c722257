import Domain
import TestSupport
import Testing

@testable import LMTP

@Suite("LMTP dialogue")
struct LMTPSessionTests {
    private static let whole =
        "LHLO client\r\nMAIL FROM:<anna@seller.example> SIZE=9 BODY=8BITMIME SMTPUTF8\r\n"
        + "RCPT TO:<shop+t0ken@seller.example>\r\nRCPT TO:<nobody@seller.example>\r\nRCPT TO:<info@seller.example>\r\n"
        + "DATA\r\nSubject: x\r\n\r\n..dot\r\nGrüße\r\n.\r\nNOOP\r\nQUIT\r\n"
    private static let wholeCodes = ["220", "250", "250", "250", "550", "250", "354", "250", "250", "250", "221"]
    private static let open = "LHLO c\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<shop@seller.example>\r\n"

    @Test("a pipelined hand-over, cut at each byte")
    func pieces() {
        let bytes = Array(Self.whole.utf8)
        for cut in 0...bytes.count {
            var dialogue = LMTPDialogue()
            dialogue.say(bytes[..<cut])
            dialogue.say(bytes[cut...])
            #expect(dialogue.codes == Self.wholeCodes, "cut at \(cut)")
            #expect(dialogue.isClosed)
            #expect(dialogue.mails.map(\.content) == [Array("Subject: x\r\n\r\n.dot\r\nGrüße\r\n".utf8)])
        }
    }

    @Test("what the envelope says stands on top of the mail")
    func envelope() {
        var dialogue = LMTPDialogue()
        dialogue.say(Self.whole.utf8)
        let text = dialogue.mails.first.map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(
            text?.hasPrefix(
                "Return-Path: <anna@seller.example>\r\nDelivered-To: shop+t0ken@seller.example\r\n"
                    + "Delivered-To: info@seller.example\r\nSubject: x\r\n") == true)
        var bounce = LMTPDialogue()
        bounce.say("LHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<shop@seller.example>\r\nDATA\r\nx\r\n.\r\n".utf8)
        #expect(bounce.mails.first?.bytes.starts(with: Array("Return-Path: <>\r\n".utf8)) == true)
    }

    @Test("the greeting names what the host can do")
    func capabilities() {
        var dialogue = LMTPDialogue()
        dialogue.say("LHLO c\r\n".utf8)
        let lines = dialogue.text.split(separator: "\r\n")
        #expect(
            lines.dropFirst().map { $0.dropFirst(4) } == [
                "mx.seller.example", "PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8", "SIZE 1000",
            ])
    }

    @Test(
        "each recipient that was accepted hears what became of the mail",
        arguments: [(.stored, "250"), (.notNow, "451"), (.noSpace, "452")] as [(HandOver, String)])
    func outcomes(handOver: HandOver, code: String) {
        var dialogue = LMTPDialogue([handOver])
        dialogue.say(Self.whole.utf8)
        #expect(dialogue.codes == ["220", "250", "250", "250", "550", "250", "354", code, code, "250", "221"])
        // The dialogue goes on, and the next mail is another matter.
        var next = LMTPDialogue([handOver])
        next.say("\(Self.open)DATA\r\nx\r\n.\r\n\(Self.open)DATA\r\ny\r\n.\r\n".utf8)
        #expect(next.codes.last == "250")
        #expect(next.mails.map(\.content) == [Array("x\r\n".utf8), Array("y\r\n".utf8)])
    }

    @Test(
        "what is said wrongly is refused, and the dialogue goes on",
        arguments: [
            ("SMTP instead of LMTP", "EHLO c\r\nHELO c\r\n", ["500", "500"]),
            ("LHLO without name", "LHLO\r\n", ["501"]), ("LHLO with two names", "LHLO a b\r\n", ["501"]),
            ("MAIL before LHLO", "MAIL FROM:<a@b.example>\r\n", ["503"]),
            ("MAIL twice", "LHLO c\r\nMAIL FROM:<>\r\nMAIL FROM:<>\r\n", ["250", "250", "503"]),
            ("no brackets", "LHLO c\r\nMAIL FROM:a@b.example\r\n", ["250", "501"]),
            ("an unknown parameter", "LHLO c\r\nMAIL FROM:<> X=1\r\n", ["250", "555"]),
            ("a parameter without name", "LHLO c\r\nMAIL FROM:<> =\r\n", ["250", "555"]),
            ("an unknown kind of body", "LHLO c\r\nMAIL FROM:<> BODY=BINARYMIME\r\n", ["250", "555"]),
            ("a size that is none", "LHLO c\r\nMAIL FROM:<> SIZE=-1\r\n", ["250", "501"]),
            ("a size above the limit", "LHLO c\r\nMAIL FROM:<> SIZE=1001\r\n", ["250", "552"]),
            ("a size beyond all numbers", "LHLO c\r\nMAIL FROM:<> SIZE=99999999999999999999\r\n", ["250", "552"]),
            ("RCPT before MAIL", "LHLO c\r\nRCPT TO:<shop@seller.example>\r\n", ["250", "503"]),
            ("the null path as recipient", "LHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<>\r\n", ["250", "250", "501"]),
            (
                "parameters of RCPT", open + "RCPT TO:<shop@seller.example> NOTIFY=NEVER\r\n",
                ["250", "250", "250", "555"]
            ),
            (
                "too many recipients", open + String(repeating: "RCPT TO:<shop@seller.example>\r\n", count: 3),
                ["250", "250", "250", "250", "250", "452"]
            ),
            ("DATA without recipient", "LHLO c\r\nMAIL FROM:<>\r\nDATA\r\n", ["250", "250", "503"]),
            ("DATA after RSET", open + "RSET\r\nDATA\r\n", ["250", "250", "250", "250", "503"]),
            ("DATA after LHLO", open + "LHLO c\r\nDATA\r\n", ["250", "250", "250", "250", "503"]),
            ("an unknown command", "BDAT 5 LAST\r\n", ["500"]), ("an empty line", "\r\n", ["500"]),
            ("a control character", "NOOP \u{0}\r\n", ["500"]), ("a lone line feed", "NOOP\nNOOP\r\n", ["500", "250"]),
            ("a long line", "NOOP \(String(repeating: "x", count: 5000))\r\nNOOP\r\n", ["500", "250"]),
            ("VRFY", "VRFY shop\r\n", ["252"]),
        ] as [(String, String, [String])])
    func refusals(_: String, said: String, codes: [String]) {
        var dialogue = LMTPDialogue()
        dialogue.say(said.utf8)
        #expect(dialogue.codes.dropFirst() == codes[...])
        #expect(!dialogue.isClosed)
        #expect(dialogue.mails.isEmpty)
    }

    @Test(
        "mails are taken for known addresses only",
        arguments: [
            ("shop@seller.example", true), ("SHOP@Seller.Example", true), ("shop+any@seller.example", true),
            ("any@bridge.example", true), ("any@sub.bridge.example", false), ("shopx@seller.example", false),
            ("shop@seller.example.org", false), ("@relay.example:shop@seller.example", false),
            ("+shop@seller.example", false), ("shop@other.example", false),
        ])
    func recipients(address: String, isTaken: Bool) throws {
        #expect(LMTPDialogue.host.recipients.accepts(try #require(EmailAddress(address))) == isTaken)
        var strict = LMTPDialogue.host.recipients
        strict.subAddressing = false
        #expect(strict.accepts(try #require(EmailAddress(address))) == (isTaken && !address.contains("+")))
    }

    @Test("a mail that grows too large is refused once for each recipient")
    func size() {
        var dialogue = LMTPDialogue()
        let line = String(repeating: "x", count: 98) + "\r\n"
        dialogue.say("\(Self.open)DATA\r\n\(String(repeating: line, count: 10)).\r\n".utf8)
        #expect(dialogue.mails.map(\.content.count) == [1000])
        dialogue.say(
            "MAIL FROM:<>\r\nRCPT TO:<shop@seller.example>\r\nRCPT TO:<info@seller.example>\r\nDATA\r\n".utf8)
        dialogue.say("\(String(repeating: line, count: 10))y\r\n.\r\nNOOP\r\n".utf8)
        #expect(dialogue.codes.suffix(3) == ["552", "552", "250"])
        #expect(dialogue.mails.count == 1)
    }

    @Test(
        "a second mail cannot be smuggled in behind a line end that is none",
        arguments: ["x\n.\r\n", "x\n.\n", "x\r\n.\n", "\n", "x\r\n\n.\r\n"])
    func smuggling(content: String) {
        let second = "MAIL FROM:<ceo@seller.example>\r\nRCPT TO:<shop@seller.example>\r\nDATA\r\ny\r\n.\r\n"
        var dialogue = LMTPDialogue()
        dialogue.say("\(Self.open)DATA\r\n\(content)\(second)".utf8)
        #expect(dialogue.codes.last == "550")
        #expect(dialogue.isClosed)
        #expect(dialogue.mails.isEmpty)
    }

    @Test(
        "a lone CR is content, which ends no line and no mail",
        arguments: [
            ("a\rb\r\n.\r\n", "a\rb\r\n"), ("a\r\r\n.\r\n", "a\r\r\n"), ("a\r\n.\rb\r\n.\r\n", "a\r\n\rb\r\n"),
            ("\r.\r\n\r\n.\r\n", "\r.\r\n\r\n"), (".\r\r\n.\r\n", "\r\r\n"),
        ])
    func loneCR(said: String, content: String) {
        let bytes = Array("\(Self.open)DATA\r\n\(said)NOOP\r\n".utf8)
        for cut in 0...bytes.count {
            var dialogue = LMTPDialogue()
            dialogue.say(bytes[..<cut])
            dialogue.say(bytes[cut...])
            #expect(dialogue.mails.map(\.content) == [Array(content.utf8)], "cut at \(cut)")
            #expect(dialogue.codes.last == "250")
        }
    }

    @Test("whoever makes one mistake after another is sent away")
    func mistakes() {
        var dialogue = LMTPDialogue()
        dialogue.say(String(repeating: "WHAT\r\n", count: 50).utf8)
        #expect(dialogue.codes.count == 22)
        #expect(dialogue.codes.last == "421")
        #expect(dialogue.isClosed)
    }

    @Test(
        "the host ends the dialogue with a reason, and keeps no half of a mail",
        arguments: LMTPSession.Farewell.allCases)
    func farewell(_ farewell: LMTPSession.Farewell) {
        var dialogue = LMTPDialogue()
        dialogue.say("\(Self.open)DATA\r\nhalf".utf8)
        dialogue.end(farewell)
        #expect(dialogue.codes.last == "421")
        #expect(dialogue.isClosed)
        #expect(dialogue.mails.isEmpty)
    }

    @Test("many pipelined commands are answered as they come, and all of them")
    func flood() {
        var dialogue = LMTPDialogue()
        dialogue.say(String(repeating: "NOOP\r\n", count: 20_000).utf8)
        #expect(dialogue.codes.count == 20_001)
    }
}
