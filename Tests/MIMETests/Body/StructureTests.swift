import MIME
import Testing

@Suite("Structure")
struct StructureTests {
    static let lineEnds = ["\r\n", "\n"]

    @Test("parts lie between delimiters, without the line end before them", arguments: lineEnds)
    func parts(lineEnd: String) {
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=b\n\npreamble\n--b\n\none\n\n--b\nContent-Type: text/html\n\ntwo\n--b--\nepilogue\n",
            lineEnd: lineEnd)
        #expect(message.outline == ["multipart/mixed", " text/plain", " text/html"])
        #expect(message.content(of: message.parts[1]) == Mail.bytes("one\n", lineEnd: lineEnd))
        #expect(message.content(of: message.parts[2]) == Mail.bytes("two"))
        #expect(message.parts[0].children == [1, 2])
        #expect(message.defects.isEmpty)
    }

    @Test("a delimiter stands at the start of a line and alone in it")
    func wholeLine() {
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=BND\n\n--BND\n\nvisit --BND today\n--BND today\n--BNDx\n -- BND\n--BND  \t\n\ntwo\n--BND-- \n"
        )
        #expect(message.outline == ["multipart/mixed", " text/plain", " text/plain"])
        #expect(message.text(of: message.parts[1]) == "visit --BND today\r\n--BND today\r\n--BNDx\r\n -- BND")
    }

    @Test(
        "boundaries are compared in full",
        arguments: [("abc", "abcd"), ("abcd", "abc"), ("X", "--X"), ("--X", "X"), ("X", "X--")])
    func prefixes(outer: String, inner: String) {
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=\"\(outer)\"\n\n--\(outer)\nContent-Type: multipart/alternative; boundary=\"\(inner)\"\n\n--\(inner)\n\none\n--\(inner)\n\ntwo\n--\(inner)--\n--\(outer)\n\nthree\n--\(outer)--\n"
        )
        #expect(
            message.outline == [
                "multipart/mixed", " multipart/alternative", "  text/plain", "  text/plain", " text/plain",
            ])
        #expect(message.text(of: message.parts[3]) == "two")
        #expect(message.text(of: message.parts[4]) == "three")
    }

    @Test(
        "odd ways to write the boundary",
        arguments: [
            "boundary=\"b b \"", "boundary=\"b\r\n b\"", "boundary*=us-ascii''b%20b", "boundary=\"=?us-ascii?q?b_b?=\"",
            "boundary*0=\"b \"; boundary*1=b",
        ])
    func spelling(parameter: String) {
        let bytes = Array("Content-Type: multipart/mixed; \(parameter)\r\n\r\n--b b\r\n\r\none\r\n--b b--\r\n".utf8)
        #expect(Message(parsing: bytes).outline == ["multipart/mixed", " text/plain"])
    }

    @Test("special characters need no quotes")
    func unquoted() {
        let message = Mail.parse("Content-Type: multipart/mixed; boundary=a:b=/c\n\n--a:b=/c\n\none\n--a:b=/c--\n")
        #expect(message.outline == ["multipart/mixed", " text/plain"])
    }

    @Test("a mail that was cut off keeps what is there", arguments: ["", "\n"])
    func cutOff(end: String) {
        let message = Mail.parse("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo" + end)
        #expect(message.outline == ["multipart/mixed", " text/plain", " text/plain"])
        #expect(message.text(of: message.parts[2]).hasPrefix("two"))
        #expect(message.has(.missingClosingDelimiter))
    }

    @Test("an outer delimiter closes all inner levels")
    func innerUnclosed() {
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\none\n--a\n\ntwo\n--a--\n"
        )
        #expect(
            message.outline == [
                "multipart/mixed", " multipart/related", "  multipart/alternative", "   text/plain", " text/plain",
            ])
        #expect(message.text(of: message.parts[3]) == "one")
    }

    @Test("an opening delimiter behind the closing one reopens the multipart")
    func reopened() {
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\nepilogue\n--b\n\ntwo\n--b--\n")
        #expect(message.outline == ["multipart/mixed", " text/plain", " text/plain"])
        #expect(message.has(.reopenedMultipart))
    }

    @Test("a delimiter inside a header ends the part")
    func delimiterInHeader() {
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n--b\n\ntwo\n--b--\n")
        #expect(message.outline == ["multipart/mixed", " text/html", " text/plain"])
        #expect(message.content(of: message.parts[1]).isEmpty)
        #expect(message.text(of: message.parts[2]) == "two")
    }

    @Test("a boundary that never occurs leaves one text")
    func absent() {
        let message = Mail.parse("Content-Type: multipart/mixed; boundary=b\n\nHello\n--\nMe\n")
        #expect(message.outline == ["text/plain"])
        #expect(message.body.text == "Hello\n--\nMe\n")
        #expect(message.has(.boundaryNeverOccurs))
        #expect(Mail.parse("Content-Type: multipart/mixed\n\nHello\n").has(.missingBoundary))
    }

    @Test("a wrong boundary is guessed from a delimiter with a header below it")
    func guessed() {
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=b\n\n--real\nContent-Type: text/html\n\n<p>x\n--real--\n")
        #expect(message.outline == ["multipart/mixed", " text/html"])
        #expect(message.has(.boundaryGuessed))
    }

    @Test("parts without header, and without anything")
    func empty() {
        let message = Mail.parse("Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\n\n--b--\n")
        #expect(message.outline == ["multipart/mixed", " text/plain", " text/plain"])
        let digest = Mail.parse("Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: inner\n\ntext\n--b--\n")
        #expect(digest.outline == ["multipart/digest", " message/rfc822", "  text/plain"])
    }

    @Test("a coded multipart is read as if it were not")
    func codedMultipart() {
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n--b\n\none\n--b--\n")
        #expect(message.outline == ["multipart/mixed", " text/plain"])
        #expect(message.has(.encodedMultipart))
    }

    @Test("an enclosed message is entered")
    func enclosed() {
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\n\nSubject: in\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n--a\n\ntwo\n--a--\n"
        )
        #expect(
            message.outline == [
                "multipart/mixed", " message/rfc822", "  multipart/mixed", "   text/plain", " text/plain",
            ])
        #expect(message.parts[1].isMessage)
        #expect(message.header(of: message.parts[2]).text("subject") == "in")
        #expect(message.fileName(of: message.parts[1]) == "in.eml")
    }

    @Test("an enclosed message in base64 is decoded and entered, in document order")
    func codedMessage() {
        // Subject: in / Content-Type: text/html / <p>x
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogaW4KQ29udGVudC1UeXBlOiB0ZXh0L2h0bWwKCjxwPng=\n--a\n\ntwo\n--a--\n"
        )
        #expect(message.outline == ["multipart/mixed", " message/rfc822", "  text/html", " text/plain"])
        #expect(message.text(ofType: "text/html") == "<p>x")
        #expect(message.attachments.map(\.index) == [1])
    }

    @Test(
        "an enclosed message without header is a leaf with its bytes",
        arguments: ["\u{1}\u{2}\u{FF}\n", "just text\n", ""])
    func garbageMessage(content: String) {
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\n\n\(content)\n--a--\n")
        #expect(message.outline == ["multipart/mixed", " message/rfc822"])
        #expect(message.content(of: message.parts[1]) == Mail.bytes(content))
    }

    @Test(
        "broken types",
        arguments: [
            ("text", "text/plain"), ("text/", "text/plain"), ("html", "text/html"), (";charset=x", "text/plain"),
            ("text/plain charset=utf-8", "text/plain"), ("text/plain text/html", "text/plain"),
            ("foo", "application/octet-stream"),
            ("/x", "text/plain"), ("TEXT/HTML", "text/html"), ("image / png", "image/png"),
        ])
    func types(value: String, type: String) {
        #expect(Mail.parse("Content-Type: \(value)\n\nx\n").parts[0].type == type)
    }

    @Test(
        "transfer codings",
        arguments: [
            ("base64 (x)", TransferCoding.base64), ("Base64;", .base64), ("quoted-printable", .quotedPrintable),
            ("\"base64\"", .base64), ("utf-8", .identity), ("8-bit", .identity), ("none", .identity),
            ("X-UUE", .uuencode),
        ])
    func codings(value: String, coding: TransferCoding) {
        #expect(Mail.parse("Content-Transfer-Encoding: \(value)\n\nx\n").parts[0].coding == coding)
    }

    @Test("depth, parts and coded messages are limited")
    func limits() {
        let deep = Mail.parse(
            (0..<200).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined() + "\nx\n")
        #expect(deep.parts.count == 50)
        #expect(deep.has(.nestedTooDeep))
        let wide = Mail.parse(
            "Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\nx\n", count: 3000) + "--b--\n")
        #expect(wide.parts.count == 1000)
        #expect(wide.has(.tooManyParts))
        let nested = Mail.parse(
            String(repeating: "Content-Type: message/rfc822\n\n", count: 200) + "Subject: x\n\nend\n")
        #expect(nested.parts.count == 50)
    }

    @Test("uuencoded files in text are taken out")
    func uuencoded() throws {
        let message = Mail.parse("Subject: x\n\nHello\nbegin 644 cat.txt\n#0V%T\n`\nend\nBye\n")
        #expect(message.outline == ["text/plain", " application/octet-stream"])
        #expect(message.body.text == "Hello\nBye\n")
        let file = try #require(message.attachments.first)
        #expect(message.fileName(of: file) == "cat.txt")
        #expect(message.content(of: file) == Array("Cat".utf8))
    }

    @Test(
        "text that only looks uuencoded stays",
        arguments: [
            "begin 644 cat.txt\nand so on\nend\n", "begin 644 cat.txt\n#0V%T\n", "begin with this\nend\n",
            "begin 644\n`\nend\n",
        ])
    func notUUEncoded(text: String) {
        let message = Mail.parse("Subject: x\n\n" + text)
        #expect(message.parts.count == 1)
        #expect(message.body.text == text)
    }
}
