import Testing

@testable import MIME

/// What the fuzzer's finds are read as now; that nothing worse happens is said by ``FuzzFixtureTests``.
@Suite("What fuzzing found")
struct FuzzFindTests {
    @Test(
        "an address holds no control character, no second word and no literal with another address in it",
        arguments: [
            ("a@x@\r\n b@y", ["\"a@x@ b\"@y"]), ("a@x@(\u{1})b@y", []), ("a@[b@c]", ["\"a@[b\"@c]"]),
            ("=?x?q?a b, c@d?=@y", ["\"=?x?q?a b, c@d?=\"@y"]), ("a@\u{301}b", ["a@\u{301}b"]),
        ] as [(String, [String])])
    func addresses(value: String, expected: [String]) throws {
        #expect(try Mail.field("To", value).addresses.mailboxes.map(\.address) == expected)
    }

    @Test("an address whose domain begins with a combining mark is split at its @")
    func combiningMark() {
        #expect(Mailbox(address: "a@\u{301}b").localPart == "a")
    }

    @Test(
        "entries of an address field are never more than the limit", arguments: ["a,b,c", "a:;b:;c:;", "a@x,b@y,c@z"])
    func addressLimit(value: String) {
        var limits = Limits()
        limits.addresses = 2
        let list = Header(parsing: Array("To: \(value)\n".utf8), limits: limits).first("to")?.addressList
        #expect(list?.addresses.count == 2)
        #expect(list?.defects.contains(.tooManyAddresses) == true)
    }

    @Test("control characters that are encoded in a parameter become blanks")
    func parameterControls() throws {
        #expect(try Mail.field("X", "a; x*=utf-8''a%0D%0Ab%00").parameters["x"] == "a  b ")
    }

    @Test("control characters in authentication results become blanks")
    func resultControls() throws {
        let results = try Mail.field("X", "mx; spf=pass reason=\"a\\\n b\"").authenticationResults
        #expect(results?.results.first?.reason == "a  b")
    }

    @Test("a plain field's text ends at the limit")
    func textLimit() {
        var limits = Limits()
        limits.fieldTextBytes = 3
        #expect(Header(parsing: Array("Subject: abcde\n".utf8), limits: limits).text("subject") == "abc")
    }

    @Test("a bad character of UTF-32 does not shift those behind it", arguments: ["utf-32be", "utf-32le"])
    func wideUnits(label: String) throws {
        let units: [UInt32] = [0xFEFF, 0x61, 0xD800, 0x62, 0x11_0000, 0x1F44D]
        let bytes = units.flatMap { unit in
            let bigEndian = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: unit >> $0) }
            return label == "utf-32be" ? bigEndian : bigEndian.reversed()
        }
        let charset = try #require(Charset(label: label))
        #expect((bytes + [0]).withUnsafeBufferPointer { charset.string($0) } == "a\u{FFFD}b\u{FFFD}👍\u{FFFD}")
    }

    @Test("half a character of ISO-2022-JP is one replacement")
    func halfCharacters() throws {
        let bytes = Array("\u{1B}$(D! a\u{1B}(Iw1".utf8)
        let charset = try #require(Charset(label: "iso-2022-jp"))
        #expect(bytes.withUnsafeBufferPointer { charset.string($0) } == "\u{FFFD} \u{FFFD}\u{FFFD}ｱ")
    }

    @Test("a subject is no UTF-16 because the text is")
    func wideText() {
        let message = Mail.parse("Subject: Gr\u{FC}n\nContent-Type: text/plain; charset=utf-16\n\nx")
        #expect(message.subject == "Grün")
    }

    @Test("an empty part right before an outer delimiter lies within its parent")
    func emptyPart() {
        let multipart = "Content-Type: multipart/mixed; boundary="
        let message = Mail.parse("\(multipart)a\n\n--a\n\(multipart)b\n\n--b\n\n--a--\n", lineEnd: "\n")
        #expect(message.outline == ["multipart/mixed", " multipart/mixed", "  text/plain"])
        #expect(message.parts[2].bodyRange.upperBound <= message.parts[1].bodyRange.upperBound)
    }

    @Test("a file name of one character longer than the limit is cut, not emptied")
    func longCharacter() {
        let name = "a" + String(repeating: "\u{301}", count: 90)
        #expect(FileName.cleaned(name)?.utf8.count == 119)
        #expect(FileName.cleaned(name + ".pdf")?.hasSuffix(".pdf") == true)
    }

    @Test("a bare CR in flowed text ends a line")
    func flowedReturn() {
        #expect(Mail.parse("Content-Type: text/plain; format=flowed\n\na\rb\n", lineEnd: "\n").body.text == "a\nb\n")
    }

    @Test("the text of HTML ends with no blank line", arguments: ["f<textarea>&#32;", "a<pre>\n \n</pre>"])
    func lastLine(html: String) {
        #expect(plainText(fromHTML: html).last?.isWhitespace == false)
    }

    @Test("a uuencoded file in a text that is written stays in the text")
    func writtenFile() throws {
        var message = WriteErrorTests.good
        message.text = "look\nbegin 644 a\n#0V%T\n`\nend\n"
        let read = Message(parsing: try message.bytes())
        #expect(read.parts.count == 1)
        #expect(read.body.text == message.text)
    }

    @Test("a flowed line that starts with a marked > is a quote to writer and reader")
    func flowedMark() throws {
        var message = WriteErrorTests.good
        message.textFormat = .flowed
        message.text = ">\u{301} x\n"
        #expect(Message(parsing: try message.bytes()).body.text == "> \u{301} x\n")
    }

    @Test("a Content-ID outside of ASCII is refused, so that it needs no SMTPUTF8")
    func contentID() {
        var message = WriteErrorTests.good
        message.attachments = [.init(name: "a", type: "image/png", bytes: [1], contentID: "ü@x")]
        #expect(WriteErrorTests.error(of: message) == WriteError(field: "attachment 1 Content-ID", .malformedID))
    }

    @Test("an offset without an absolute value is refused like any other of more than 14 hours")
    func offset() {
        #expect(DateTime(secondsSinceEpoch: 0, offsetMinutes: .min).fieldText == nil)
    }

    @Test("limits of all that an Int can say do not overflow")
    func wideLimits() {
        let bytes = Array("Subject: x\nContent-Type: text/plain\n\ny\n".utf8)
        var limits = Limits()
        limits.fieldBytes = .max
        let message = Message(parsing: bytes, limits: limits)
        #expect(message.subject == "x")
        var content: [UInt8] = []
        message.decode(message.parts[0], pieceSize: .max) { content += $0 }
        #expect(content == Array("y\n".utf8))
    }
}
