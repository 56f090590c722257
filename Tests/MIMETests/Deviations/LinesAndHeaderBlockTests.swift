import MIME
import Testing

/// Lines and header block.
@Suite("Deviations: lines and header block")
struct LinesAndHeaderBlockTests {
    @Test("LF in a CRLF mail: both end lines, and offsets stay exact")
    func mixed() throws {
        let bytes = Array("Subject: s\r\n t\nFrom: a@x\nTo: b@y\r\n\nbody\r\nend\n".utf8)
        let message = Message(parsing: bytes)
        #expect(message.header.fields.map(\.text) == ["s t", "a@x", "b@y"])
        #expect(message.header.fields.map(\.offset) == [0, 15, 25])
        #expect(message.header.fields.flatMap(\.raw) == Array(bytes[..<34]))
        #expect(message.parts[0].headerRange == 0..<34)
        #expect(message.parts[0].bodyRange == 35..<bytes.count)
        #expect(message.defects.isEmpty)
    }

    @Test(
        "bare CR ends a header line only if the whole block has no LF",
        arguments: [
            ("Subject: s\rTo: b@y\r\rbody", "s", 1, "body"),
            ("Subject: s\rTo: b@y\r\rbody\nwith LF\n", "s", 1, "body\nwith LF\n"),
            ("Subject: s\rTo: b@y\n\nbody", "sTo: b@y", 0, "body"),
            ("Subject: s\r\r\nTo: b@y\r\r\n\r\r\nbody", "s", 1, "body"),
        ])
    func bareReturn(raw: String, subject: String, receivers: Int, body: String) {
        let message = Message(parsing: Array(raw.utf8))
        #expect(message.subject == subject)
        #expect(message.to.count == receivers)
        #expect(message.text(of: message.parts[0]) == body)
    }

    @Test(
        "missing blank line before the body: what cannot be a header or continuation begins the body",
        arguments: Mail.lineEnds)
    func missingBlankLine(lineEnd: String) {
        let message = Mail.parse("Subject: x\nDear customer,\nwe thank you\n", lineEnd: lineEnd)
        #expect(message.subject == "x")
        #expect(message.content(of: message.parts[0]) == Mail.bytes("Dear customer,\nwe thank you\n", lineEnd: lineEnd))
        #expect(message.defects == [Defect(.missingBlankLine, at: 10 + lineEnd.utf8.count)])
    }

    @Test("boundary line inside headers: the block ends there, the part is empty", arguments: Mail.lineEnds)
    func boundaryInHeader(lineEnd: String) {
        let message = Mail.parse(
            "Subject: s\nContent-Type: multipart/mixed; boundary=b1\n\n--b1\nContent-Type: text/html\nX-A: y\n--b1\n\nz\n--b1--\n",
            lineEnd: lineEnd)
        #expect(message.outline == ["multipart/mixed", " text/html", " text/plain"])
        #expect(message.header(of: message.parts[1]).text("x-a") == "y")
        #expect(message.parts[1].bodyRange.isEmpty)
        #expect(message.text(of: message.parts[2]) == "z")
        #expect(message.has(.missingBlankLine))
    }

    static let junk = [
        "\n", "\n\n\n", "\u{EF}\u{BB}\u{BF}", "From a@x Mon Jan  1 00:00:00 2024\n",
        ">From a@x Mon Jan  1 00:00:00 2024\n", "  ", "\t", "\n\n ", "\u{EF}\u{BB}\u{BF}\n",
        "\u{EF}\u{BB}\u{BF}From a@x Mon Jan  1 00:00:00 2024\n", "From a@x Mon\n>From b@y Tue\n", "\nFrom a@x Mon\n",
    ]

    @Test("leading blank lines, BOM, mbox From lines, spaces before the first field are skipped", arguments: junk)
    func leadingJunk(junk: String) {
        for lineEnd in Mail.lineEnds {
            let message = Mail.parse(junk + "From: a@x\nSubject: s\n\nbody\n", lineEnd: lineEnd)
            #expect(message.subject == "s")
            #expect(message.from.mailboxes.map(\.address) == ["a@x"])
            #expect(message.content(of: message.parts[0]) == Mail.bytes("body\n", lineEnd: lineEnd))
            #expect(message.has(.leadingJunk))
        }
    }

    @Test(
        "garbage line between fields is skipped if a field follows",
        arguments: ["!!!", "a line without colon", "one\ntwo", "no field\n goes on", ": x", "\u{FC}ber: x"])
    func garbage(lines: String) {
        for lineEnd in Mail.lineEnds {
            let message = Mail.parse("From: a@x\n\(lines)\nTo: b@y\nX: z\n\nbody\n", lineEnd: lineEnd)
            #expect(message.header.fields.map(\.name) == ["From", "To", "X"])
            #expect(message.from.mailboxes.map(\.address) == ["a@x"])
            #expect(message.content(of: message.parts[0]) == Mail.bytes("body\n", lineEnd: lineEnd))
            #expect(message.has(.garbageInHeader))
        }
    }

    @Test("garbage line without a field behind it is body", arguments: Mail.lineEnds)
    func garbageAtEnd(lineEnd: String) {
        let message = Mail.parse("From: a@x\n!!!\n\nbody\n", lineEnd: lineEnd)
        #expect(message.content(of: message.parts[0]) == Mail.bytes("!!!\n\nbody\n", lineEnd: lineEnd))
        #expect(message.has(.missingBlankLine))
    }

    @Test("space before the colon: the name is trimmed", arguments: ["Subject : x", "Subject \t: x", "SUBJECT:x"])
    func spaceBeforeColon(line: String) throws {
        let message = Mail.parse("From: a@x\n\(line)\n\n")
        #expect(message.subject == "x")
        #expect(message.header.fields.last?.name.lowercased() == "subject")
    }

    @Test("empty name and no colon are garbage, an empty value is a field")
    func emptyNameAndValue() {
        let message = Mail.parse("Subject:\n: x\nno colon\nTo:\n\n")
        #expect(message.header.fields.map(\.name) == ["Subject", "To"])
        #expect(message.header.fields.map(\.text) == ["", ""])
        #expect(message.has(.garbageInHeader))
    }

    @Test("whitespace-only continuation does not end the block", arguments: [" ", "\t", "  \t "])
    func whiteSpaceContinuation(line: String) {
        for lineEnd in Mail.lineEnds {
            let message = Mail.parse("Subject: a\n\(line)\n b\nTo: c@d\n\nbody\n", lineEnd: lineEnd)
            #expect(message.subject == "a\(line) b")
            #expect(message.to.count == 1)
        }
    }

    @Test("folding inside a token: the line end goes, the white space stays", arguments: Mail.lineEnds)
    func foldedToken(lineEnd: String) {
        let message = Mail.parse(
            "Subject: fold\n ed\nContent-Type: multipart/mixed; boundary=\"ab\n cd\"\n\n--ab cd\n\nx\n--ab cd--\n",
            lineEnd: lineEnd)
        #expect(message.subject == "fold ed")
        #expect(message.outline == ["multipart/mixed", " text/plain"])
    }

    @Test("two fields on one line: the charset is read, the rest is ignored with a defect", arguments: Mail.lineEnds)
    func twoFieldsOnOneLine(lineEnd: String) {
        let message = Mail.parse(
            "Content-Type: text/plain; charset=\"koi8-r\" Content-Transfer-Encoding: 8bit\n\n\u{D4}\n", lineEnd: lineEnd
        )
        #expect(message.parts[0].charset == "koi8-r")
        #expect(message.parts[0].coding == .identity)
        #expect(message.body.text == "т\n")
        #expect(message.defects == [Defect(.malformedParameters, at: 0)])
    }

    @Test("NUL, 8-bit and control bytes stay in raw; NUL is dropped in decoded text")
    func controlBytes() throws {
        let message = Mail.parse("Subject: \u{C4}\u{0}b\u{1}c\u{7F}d\u{1B}\nX-A: \u{0}\n\n")
        let field = try #require(message.header.first("subject"))
        #expect(field.raw == Mail.bytes("Subject: \u{C4}\u{0}b\u{1}c\u{7F}d\u{1B}\n"))
        #expect(field.text == "Äb c d ")
        #expect(message.header.text("x-a") == "")
    }
}
