import MIME
import Testing

/// Section "Limits": hitting one is a defect, never an error, and nothing before it is lost.
@Suite("Limits")
struct LimitTests {
    private func limits(_ change: (inout Limits) -> Void) -> Limits {
        var limits = Limits()
        change(&limits)
        return limits
    }

    @Test("the defaults")
    func defaults() {
        let limits = Limits.default
        #expect(limits.messageBytes == 64 << 20 && limits.headerBytes == 1 << 20 && limits.fields == 2_000)
        #expect(limits.fieldBytes == 256 << 10 && limits.fieldTextBytes == 64 << 10 && limits.depth == 50)
        #expect(limits.encodedMessageDepth == 3 && limits.parts == 1_000 && limits.parameters == 128)
        #expect(limits.addresses == 2_000 && limits.groupDepth == 3 && limits.references == 200)
        #expect(limits.encodedWords == 2_000 && limits.textBytes == 2 << 20 && limits.htmlBytes == 4 << 20)
    }

    @Test("message size: structure of the first bytes, the rest stays reachable", arguments: Mail.lineEnds)
    func messageSize(lineEnd: String) {
        let text =
            "Subject: s\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\n"
            + String(repeating: "x", count: 500) + "\n--b\n\nthree\n--b--\n"
        let bytes = Mail.bytes(text, lineEnd: lineEnd)
        let message = Message(parsing: bytes, limits: limits { $0.messageBytes = 200 })
        #expect(message.subject == "s")
        #expect(message.outline == ["multipart/mixed", " text/plain", " text/plain"])
        #expect(message.parts[2].bodyRange.upperBound == 200)
        #expect(message.defects.contains(Defect(.messageTooLarge, at: 200)))
        #expect(message.bytes == bytes)
        #expect(Message(parsing: bytes, limits: limits { $0.messageBytes = bytes.count }).defects.isEmpty)
    }

    @Test("header block of one part: the rest is skipped, the body is found", arguments: Mail.lineEnds)
    func headerBlock(lineEnd: String) {
        let long = "Subject: s\n" + (0..<100).map { "X-\($0): \(String(repeating: "y", count: 100))\n" }.joined()
        let limits = limits { $0.headerBytes = 5_000 }
        let message = Mail.parse(long + "To: a@x\n\nbody\n", lineEnd: lineEnd, limits: limits)
        #expect(message.subject == "s")
        #expect(message.to.isEmpty)
        #expect((40...50).contains(message.header.fields.count))
        #expect(message.content(of: message.parts[0]) == Mail.bytes("body\n", lineEnd: lineEnd))
        #expect(message.defects.map(\.kind) == [.headerAfterLimit])
        let inside = Mail.parse(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\(long)\none\n--b--\n", lineEnd: lineEnd, limits: limits)
        #expect(inside.text(of: inside.parts[1]) == "one")
        #expect(inside.defects.map(\.kind) == [.headerAfterLimit])
    }

    @Test("a field is cut between two characters, never within one", arguments: 10...20)
    func fieldCut(length: Int) {
        let text = String(repeating: "\u{20AC}", count: 30)
        let bytes = Array("Subject: \(text)\n\nbody\n".utf8)
        let message = Message(parsing: bytes, limits: limits { $0.fieldBytes = length })
        #expect(message.subject == String(text.prefix((length - 1) / 3)))
        #expect(message.has(.fieldTooLong))
    }

    @Test("header lines of megabytes; 100,000 fields")
    func longLines() {
        let wide = Mail.parse("Subject: s\nX-A: " + String(repeating: "y", count: 5 << 20) + "\n\nbody\n")
        #expect(wide.subject == "s")
        #expect(wide.body.text == "body\n")
        #expect(wide.has(.fieldTooLong))
        let long = Mail.parse("Subject: s\n" + String(repeating: "X: y\n", count: 100_000) + "\nbody\n")
        #expect(long.header.fields.count == 2_000)
        #expect(long.body.text == "body\n")
        #expect(long.defects.map(\.kind) == [.fieldsAfterLimit])
        let folded = Mail.parse(
            "Subject: s\nX-A: y\n" + String(repeating: " z\n", count: 100_000) + "To: a@x\n\nbody\n")
        #expect(folded.to.count == 1)
        #expect(folded.header.text("x-a")?.utf8.count == Limits.default.fieldTextBytes)
    }

    @Test("one field: 256 KiB of it are read, 64 KiB of text are made, raw stays whole")
    func oneField() throws {
        let message = Mail.parse("Subject: \(String(repeating: "a ", count: 150_000))<b@x>\n\n")
        let field = try #require(message.header.first("subject"))
        #expect(field.raw.count == 300_000 + 16)
        #expect(field.text.utf8.count == 64 << 10)
        #expect(field.messageIDs.isEmpty)
        #expect(message.defects == [Defect(.fieldTooLong, at: 0)])
        #expect(message.fieldDefects == [Defect(.fieldTextTooLong, at: 0)])
        let split = Mail.parse("Subject: \(String(repeating: "\u{C3}\u{A4}", count: 32 << 10))x\n\n")
        #expect(split.subject?.utf8.count == 64 << 10)
        let cut = Mail.parse("Subject: x\(String(repeating: "\u{C3}\u{A4}", count: 32 << 10))\n\n")
        #expect(cut.subject?.utf8.count == (64 << 10) - 1)
    }

    @Test("MIME depth: a deeper multipart or message/rfc822 is a leaf", arguments: Mail.lineEnds)
    func depth(lineEnd: String) {
        let multiparts = Mail.parse(
            "Subject: s\n" + (0..<80).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
                + "\nx\n", lineEnd: lineEnd)
        let messages = Mail.parse(
            "Subject: s\n" + String(repeating: "Content-Type: message/rfc822\n\n", count: 80) + "\nx\n",
            lineEnd: lineEnd)
        let both = Mail.parse(
            "Subject: s\n"
                + (0..<40).map {
                    "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\nContent-Type: message/rfc822\n\n"
                }.joined() + "\nx\n", lineEnd: lineEnd)
        for message in [multiparts, messages, both] {
            #expect(message.parts.count == 50)
            #expect(message.parts.map(\.depth) == Array(0..<50))
            #expect(message.parts[49].isLeaf && !message.parts[49].bodyRange.isEmpty)
            #expect(message.has(.nestedTooDeep))
        }
    }

    @Test("encoded rfc822 inside encoded rfc822: three deep")
    func encodedDepth() {
        var inner = "Subject: innermost\n\nx"
        for level in (0..<5).reversed() {
            let coded = inner.replacing("=", with: "=3D")
            inner =
                "Subject: \(level)\nContent-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n\(coded)"
        }
        let message = Mail.parse(inner)
        #expect(message.parts.map { message.header(of: $0).text("subject") } == ["0", "1", "2", "3"])
        #expect(message.parts[3].isLeaf)
        #expect(message.defects.map(\.kind) == [.nestedTooDeep])
    }

    @Test("parts: the last one takes all that is left", arguments: Mail.lineEnds)
    func parts(lineEnd: String) {
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=b\n\n" + (0..<2_000).map { "--b\n\n\($0)\n" }.joined() + "--b--\n",
            lineEnd: lineEnd)
        #expect(message.parts.count == 1_000)
        #expect(message.text(of: message.parts[998]) == "997")
        #expect(message.text(of: message.parts[999]).hasPrefix(lineEnd + "998" + lineEnd + "--b"))
        #expect(message.parts[999].bodyRange.upperBound == message.bytes.count)
        #expect(message.defects.map(\.kind) == [.tooManyParts, .missingClosingDelimiter])
    }

    @Test("parameters per field")
    func parameters() {
        let message = Mail.parse("Content-Type: text/plain" + (0..<200).map { "; p\($0)=v" }.joined() + "\n\nx")
        #expect(message.parts[0].parameters.map(\.name) == (0..<128).map { "p\($0)" })
        #expect(message.defects == [Defect(.tooManyParameters, at: 0)])
        let whole = Mail.parse("Content-Type: text/plain" + (0..<128).map { "; p\($0)=v" }.joined() + "\n\nx")
        #expect(whole.defects.isEmpty)
    }

    @Test("addresses, groups and comments")
    func addresses() throws {
        let many = try Mail.field("To", String(repeating: "a@x,", count: 2_500)).addressList
        #expect(many.addresses.count == 2_000)
        #expect(many.defects == [.tooManyAddresses])
        let groups = try Mail.field("To", "a:b:c:d:e@x;;;;, f@y").addressList
        #expect(groups.mailboxes.map(\.address) == ["f@y"])
        #expect(groups.defects == [.groupTooDeep])
        // Comments are counted, not stacked: no depth is too deep.
        let comment = String(repeating: "(", count: 50_000) + String(repeating: ")", count: 50_000)
        #expect(try Mail.field("To", "a@x \(comment), b@y").addresses.mailboxes.map(\.address) == ["a@x", "b@y"])
    }

    @Test("encoded-words per field: further ones stay as they are")
    func encodedWords() {
        let message = Mail.parse("Subject: " + String(repeating: "=?u?q?a?= ", count: 2_500) + "\n\n")
        #expect(message.subject?.hasPrefix(String(repeating: "a", count: 2_000) + " =?u?q?a?=") == true)
        #expect(message.fieldDefects == [Defect(.tooManyEncodedWords, at: 0)])
    }

    @Test("text converted for display, HTML input", arguments: ["text/plain", "text/html"])
    func text(type: String) {
        let limits = limits {
            $0.textBytes = 1_001
            $0.htmlBytes = 2_001
        }
        let words = String(repeating: "\u{C3}\u{A4}", count: 3_000)
        let body = Mail.parse("Content-Type: \(type); charset=utf-8\n\n\(words)", limits: limits).body
        #expect(body.text == String(repeating: "ä", count: 500))
        if type == "text/html" { #expect(body.html == String(repeating: "ä", count: 1_000)) }
        #expect(body.defects.allSatisfy { $0.kind == .textAfterLimit } && !body.defects.isEmpty)
        #expect(Mail.parse("Content-Type: \(type)\n\nshort", limits: limits).body.defects.isEmpty)
    }
}
