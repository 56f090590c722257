import MIME
import Testing

@Suite("Header block")
struct HeaderBlockTests {
    static let lineEnds = ["\r\n", "\n"]

    @Test("LF and CRLF end lines", arguments: lineEnds)
    func lineEnd(lineEnd: String) {
        let message = Mail.parse("From: a@x\nSubject: one\n two\n\nbody\n", lineEnd: lineEnd)
        #expect(message.subject == "one two")
        #expect(message.content(of: message.parts[0]) == Mail.bytes("body\n", lineEnd: lineEnd))
        #expect(message.defects.isEmpty)
    }

    @Test("a bare CR ends lines where there is no LF at all")
    func bareCR() {
        let message = Mail.parse("From: a@x\nSubject: one\n two\n\nbody\n", lineEnd: "\r")
        #expect(message.subject == "one two")
        #expect(message.text(of: message.parts[0]) == "body\r")
        #expect(message.has(.bareCarriageReturn))
        #expect(Mail.parse("Subject: a\rTo: b\n\n").to.isEmpty)
    }

    @Test("a missing blank line: what cannot be a field belongs to the body")
    func missingBlankLine() {
        let message = Mail.parse("Subject: x\nDear customer,\nthank you.\n")
        #expect(message.subject == "x")
        #expect(message.text(of: message.parts[0]) == "Dear customer,\r\nthank you.\r\n")
        #expect(message.has(.missingBlankLine))
    }

    @Test("a sentence with a colon is no field behind body text")
    func colonInBody() {
        let message = Mail.parse("Subject: x\nDear customer,\nNote: we moved.\n\nBye\n")
        #expect(message.text(of: message.parts[0]).hasPrefix("Dear customer,\r\nNote:"))
    }

    @Test("a garbage line between fields is skipped")
    func garbage() {
        let message = Mail.parse("From: a@x\n!!!\n more\nTo: b@y\n\nbody\n")
        #expect(message.to.mailboxes.map(\.address) == ["b@y"])
        #expect(message.from.mailboxes.map(\.address) == ["a@x"])
        #expect(message.has(.garbageInHeader))
    }

    @Test(
        "junk before the first field is skipped",
        arguments: [
            "\n\n", "\u{EF}\u{BB}\u{BF}", "From a@x Mon Jan  1 00:00:00 2024\n", ">From a@x Mon Jan  1 00:00:00 2024\n",
            "  ",
            "\n\u{20}",
        ])
    func junk(junk: String) {
        let message = Mail.parse(junk + "From: a@x\nSubject: s\n\nbody\n")
        #expect(message.subject == "s")
        #expect(message.from.mailboxes.map(\.address) == ["a@x"])
        #expect(message.has(.leadingJunk))
    }

    @Test("blank before the colon, empty value, empty name")
    func spacing() {
        let message = Mail.parse("Subject : x\nX-Empty:\n: none\nTo: b@y\n\n")
        #expect(message.subject == "x")
        #expect(message.header.text("x-empty") == "")
        #expect(message.to.count == 1)
        #expect(message.has(.garbageInHeader))
    }

    @Test("the first of duplicate fields wins, address fields are joined")
    func duplicates() {
        let message = Mail.parse("Subject: a\nSubject: b\nTo: a@x\nTo: b@y\n\n")
        #expect(message.subject == "a")
        #expect(message.to.count == 2)
        #expect(message.has(.duplicateField))
    }

    @Test("a line of white space is a continuation")
    func whiteSpaceLine() {
        let message = Mail.parse("Subject: a\n \n b\nTo: c@d\n\n")
        #expect(message.subject == "a  b")
        #expect(message.to.count == 1)
    }

    @Test("raw fields keep order, folds and case")
    func lossless() {
        let raw = "FROM: a@x\nreceived: 1\nSubject:  a\n\tb\nReceived: 2\n"
        let message = Mail.parse(raw + "\nbody")
        #expect(message.header.fields.flatMap(\.raw) == Mail.bytes(raw))
        #expect(message.header.fields.map(\.name) == ["FROM", "received", "Subject", "Received"])
        #expect(message.header.all("Received").map(\.text) == ["1", "2"])
    }

    @Test("a header alone, as IMAP gives it")
    func alone() {
        let header = Header(parsing: Array("Subject: x\r\nTo: a@b\r\n\r\n".utf8))
        #expect(header.text("subject") == "x")
        #expect(header.first("TO")?.addresses.count == 1)
    }

    @Test("limits of fields and bytes")
    func limits() {
        let many = Mail.parse((0..<3000).map { "X-\($0): y\n" }.joined() + "\nbody\n")
        #expect(many.header.fields.count == 2000)
        #expect(many.has(.fieldsAfterLimit))
        #expect(many.text(of: many.parts[0]) == "body\r\n")

        let big = Mail.parse("X-A: " + String(repeating: "a", count: 1 << 20) + "\nSubject: late\n\nbody\n")
        #expect(big.has(.headerAfterLimit))
        #expect(big.text(of: big.parts[0]) == "body\r\n")
        #expect(big.subject == nil)
    }

    @Test("every cut of a mail parses, and fields before the cut stay")
    func cuts() {
        let bytes = Mail.bytes(
            "From: a@x\nSubject: =?utf-8?q?=C3=A4?=\n b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n"
        )
        for end in bytes.indices {
            let message = Message(parsing: Array(bytes[..<end]))
            if end > 12 { #expect(message.from.mailboxes.first?.address == "a@x") }
            _ = message.body
        }
    }
}
