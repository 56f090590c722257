import Testing

@testable import MIME

@Suite("Transfer codings")
struct CodingTests {
    private func decode(_ coding: TransferCoding, _ text: String) -> (text: String, defect: Defect.Kind?) {
        let decoded = Array(text.utf8).withUnsafeBufferPointer { coding.decoded($0) }
        return (String(decoding: decoded.bytes, as: UTF8.self), decoded.defect)
    }

    static let base64Rows: [(String, String, Bool)] = [
        ("SGVsbG8=", "Hello", true),
        ("SGVs\r\nbG8=\r\n", "Hello", true),
        ("SGVsbG8", "Hello", false),
        ("SG Vs bG 8=", "", false),
        ("SGVs bG8=", "Hello", true),
        ("SGVsbG8= ignored", "Hello", false),
        ("SGVs\r\n__8A\r\n", "Hel\u{FFFD}\u{FFFD}\u{0}", true),
        ("SGVsbG8= SGVsbG8=", "HelloHello", true),
        ("SG*Vs!bG8=", "Hello", false),
        ("SGVsbG8=SGVsbG8=", "HelloHello", true),
        ("SGVs=bG8=", "Hello", true),
        ("Pz8_Pj4-", "???>>>", true),
        ("Pz8/Pj4+", "???>>>", true),
        ("SGVsbG8=\r\n-- \r\nThis list is run by people\r\n", "Hello", false),
        ("SGVsbG8=\r\n_______________________________\r\nSGVs\r\n", "Hello", false),
        ("SGVsbG8=\r\nThis list is run by people.\r\n", "Hello", false),
        ("", "", true),
        ("=", "", true),
        ("====", "", true),
        ("S", "", false),
    ]

    @Test("base64", arguments: base64Rows)
    func base64(raw: String, text: String, isClean: Bool) {
        let result = decode(.base64, raw)
        #expect(result.text == text)
        #expect((result.defect == nil) == isClean)
    }

    static let quotedPrintableRows: [(String, String, Bool)] = [
        ("Gr=C3=B6=C3=9Fe", "Größe", true),
        ("Gr=c3=b6=c3=9fe", "Größe", true),
        ("a=\r\nb", "ab", true),
        ("a= \t\r\nb", "ab", true),
        ("a \t\r\nb", "a\r\nb", true),
        ("a=XYb", "a=XYb", false),
        ("a=", "a", true),
        ("a=3", "a=3", false),
        ("a==\r\nb", "a=b", false),
        ("a=\nb\n", "ab\n", true),
        ("a=3D", "a=", true),
        ("last ", "last ", true),
        ("\r\n\r\n", "\r\n\r\n", true),
        ("", "", true),
    ]

    @Test("quoted-printable", arguments: quotedPrintableRows)
    func quotedPrintable(raw: String, text: String, isClean: Bool) {
        let result = decode(.quotedPrintable, raw)
        #expect(result.text == text)
        #expect((result.defect == nil) == isClean)
    }

    @Test("uuencode, with blanks lost at line ends and without end")
    func uuencode() {
        #expect(decode(.uuencode, "begin 644 a\r\n#0V%T\r\n`\r\nend\r\n").text == "Cat")
        #expect(decode(.uuencode, "begin 644 a\n#0V%T\n").text == "Cat")
        #expect(decode(.uuencode, "no file").defect == .malformedUUEncode)
    }

    @Test("an undeclared =3D stays")
    func undeclared() {
        #expect(Mail.parse("Subject: x\n\na=3Db\n").body.text == "a=3Db\n")
    }

    @Test("content in pieces equals content as a whole", arguments: ["quoted-printable", "base64", "8bit"])
    func pieces(coding: String) {
        var generator = SeededRandom(seed: 7)
        let body = (0..<200).map { _ in
            String(repeating: ["a=C3=A4", "QUJD", " ", "=\n"][Int.random(in: 0..<4, using: &generator)], count: 3)
                + "\n"
        }.joined()
        let message = Mail.parse("Content-Transfer-Encoding: \(coding)\n\n" + body)
        for size in [1, 7, 100, 10_000] {
            var joined: [UInt8] = []
            message.decode(message.parts[0], pieceSize: size) { joined.append(contentsOf: $0) }
            #expect(joined == message.content(of: message.parts[0]))
        }
    }
}
