import MIME
import Testing

@Suite("Deviations: enclosed messages, types, files in text")
struct EnclosedMessageDeviationTests {
    static let codings = [
        // Subject: in / Content-Type: text/html / / <p>x
        ("base64", "U3ViamVjdDogaW4KQ29udGVudC1UeXBlOiB0ZXh0L2h0bWwKCjxwPng="),
        ("quoted-printable", "Subject: =\nin\nContent-Type: text/html\n\n<p>=78"),
    ]

    @Test("message/rfc822 with base64 or QP is decoded and parsed", arguments: codings)
    func coded(coding: String, content: String) {
        for lineEnd in Mail.lineEnds {
            let message = Mail.withPart(
                "Content-Type: message/rfc822\nContent-Transfer-Encoding: \(coding)\n\n\(content)", lineEnd: lineEnd)
            #expect(message.outline == ["multipart/mixed", " text/plain", " message/rfc822", "  text/html"])
            #expect(message.header(of: message.parts[3]).text("subject") == "in")
            #expect(message.text(of: message.parts[3]) == "<p>x")
            #expect(message.attachments.map(\.index) == [2])
        }
    }

    @Test("message/rfc822: the attachment's name falls back to its subject and .eml")
    func name() {
        let plain = "Content-Type: message/rfc822\n\nSubject: =?utf-8?q?Gr=C3=B6=C3=9Fe?= 1/2\n\nx"
        let message = Mail.withPart(plain)
        #expect(message.fileName(of: message.parts[2]) == "2.eml")
        let named = Mail.withPart("Content-Type: message/rfc822; name=\"a.eml\"\n\nSubject: b\n\nx")
        #expect(named.fileName(of: named.parts[2]) == "a.eml")
        let coded = Mail.withPart(
            "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogaW4KCng=")
        #expect(coded.fileName(of: coded.parts[2]) == "in.eml")
        let without = Mail.withPart("Content-Type: message/rfc822\n\nFrom: a@x\n\nx")
        #expect(without.fileName(of: without.parts[2]) == "part-2.eml")
    }

    @Test(
        "message/rfc822 without headers or with garbage is a leaf with its bytes",
        arguments: ["just text\n", "\u{0}\u{1}\u{FF}\u{FE}", ": x\n: y\n", "", "\n\n", "!!!\n\nSubject\n"])
    func garbage(content: String) {
        for lineEnd in Mail.lineEnds {
            let message = Mail.withPart("Content-Type: message/rfc822\n\n\(content)", lineEnd: lineEnd)
            #expect(message.outline == ["multipart/mixed", " text/plain", " message/rfc822"])
            #expect(message.content(of: message.parts[2]) == Mail.bytes(content, lineEnd: lineEnd))
            #expect(message.parts[2].isLeaf && message.parts[2].isAttachment)
        }
        let coded = Mail.withPart("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nanVzdCB0ZXh0")
        #expect(coded.has(.unreadableMessage))
        #expect(coded.content(of: coded.parts[2]) == Array("just text".utf8))
    }

    static let types: [(value: String, type: String, charset: String?)] = [
        ("text; charset=x", "text/plain", "x"), ("text/; charset=x", "text/plain", "x"),
        ("html; charset=x", "text/html", "x"),
        (";charset=x", "text/plain", "x"), ("text/plain charset=utf-8", "text/plain", "utf-8"),
        ("text/plain, text/html; charset=x", "text/plain", "x"),
        ("text/plain text/html; charset=x", "text/plain", "x"), ("text/html; text/plain; charset=x", "text/html", "x"),
        ("charset=x", "text/plain", "x"), ("", "text/plain", nil), ("image", "application/octet-stream", nil),
        ("image/", "application/octet-stream", nil), ("a/b/c", "application/octet-stream", nil),
        ("multipart", "application/octet-stream", nil), ("text/h\u{E4}ml", "text/plain", nil),
    ]

    @Test(
        "Content-Type broken: a word that tells enough, else application/octet-stream; parameters are read",
        arguments: types)
    func type(value: String, type: String, charset: String?) {
        for lineEnd in Mail.lineEnds {
            let message = Mail.parse("Content-Type: \(value)\n\nx", lineEnd: lineEnd)
            #expect(message.parts[0].type == type)
            #expect(message.parts[0].charset == charset)
            #expect(message.has(.malformedContentType) || message.has(.malformedParameters))
        }
    }

    @Test("Content-Type in quotes")
    func quotedType() {
        let part = Mail.parse("Content-Type: \"text/html\"; charset=\"x\"\n\nx").parts[0]
        #expect(part.type == "text/html")
        #expect(part.charset == "x")
    }

    @Test("inline uuencode in text/plain is taken out as an attachment", arguments: Mail.lineEnds)
    func uuencoded(lineEnd: String) {
        let message = Mail.parse(
            "Subject: x\n\nHello\nbegin 644 cat.txt\n#0V%T\n`\nend\nand\nbegin 0755 b.bin\n#0V%T\nend\nBye\n",
            lineEnd: lineEnd)
        #expect(message.outline == ["text/plain", " application/octet-stream", " application/octet-stream"])
        #expect(message.body.text == "Hello\nand\nBye\n")
        #expect(message.attachments.map { message.fileName(of: $0) } == ["cat.txt", "b.bin"])
        #expect(message.attachments.map { message.content(of: $0) } == [Array("Cat".utf8), Array("Cat".utf8)])
    }

    @Test("files in text count as parts")
    func manyUUEncoded() {
        var limits = Limits()
        limits.parts = 5
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n\(String(repeating: "begin 644 a\n#0V%T\nend\n", count: 9))--b\n\nx\n--b--\n",
            limits: limits)
        #expect(message.parts.count == 5)
        #expect(message.attachments.count == 3)
        #expect(message.has(.tooManyParts))
    }

    @Test(
        "inline uuencode: only when header line, body lines and end all check out",
        arguments: [
            "begin 644 a\nand so on\nend\n", "begin 644 a\n#0V%T\n", "begin with this\nend\n", "begin 644\n`\nend\n",
            "begin 999 a\n`\nend\n", "begin 644 a\nend\n", "begin 644 a\n#0V%T0V%T0V%T\n`\nend\n",
            " begin 644 a\n#0V%T\n`\nend\n", "begin 644 a\n#0V%T\n`\nending\n", "begin 64 a\n#0V%T\n`\nend\n",
        ])
    func notUUEncoded(text: String) {
        for lineEnd in Mail.lineEnds {
            let message = Mail.parse("Subject: x\n\n" + text, lineEnd: lineEnd)
            #expect(message.parts.count == 1)
            #expect(message.body.text == text)
        }
    }

    @Test(
        "winmail.dat or application/ms-tnef is an attachment with its name, and told",
        arguments: [
            ("Content-Type: application/ms-tnef; name=\"winmail.dat\"", "winmail.dat"),
            ("Content-Type: application/ms-tnef", "part-2.dat"),
            ("Content-Type: Application/MS-TNEF; name=a.dat", "a.dat"),
            (
                "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=WINMAIL.DAT",
                "WINMAIL.DAT"
            ),
        ])
    func tnef(fields: String, name: String) {
        let message = Mail.withPart("\(fields)\n\nx")
        #expect(message.hasFilesInTNEF)
        #expect(message.attachments.map { message.fileName(of: $0) } == [name])
        #expect(!Mail.withPart("Content-Type: image/png\n\nx").hasFilesInTNEF)
    }
}
