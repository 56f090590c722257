import MIME
import Testing

@Suite("Deviations: undeclared 8-bit and charsets")
struct CharsetDeviationTests {
    /// Raw bytes of a Subject, the charset of the first text part, and what is read.
    static let eightBitFields: [(raw: String, charset: String, text: String)] = [
        ("\u{C3}\u{A4}", "koi8-r", "ä"), ("\u{C4}pfel", "koi8-r", "дpfel"), ("\u{C4}pfel", "utf-8", "Äpfel"),
        ("\u{C4}pfel", "us-ascii", "Äpfel"), ("\u{C4}pfel", "x-unknown", "Äpfel"),
        ("\u{C4}\u{E3}\u{BA}\u{C3}", "gb2312", "你好"), ("\u{83}\u{65}", "shift_jis", "テ"),
        ("\u{FC}\u{FF}", "shift_jis", "üÿ"), ("Gr\u{FC}", "euc-kr", "Grü"), ("\u{C4}", "utf-16", "Ä"),
        ("\u{C4}", "utf-7", "Ä"), ("\u{C4}", "iso-2022-jp", "Ä"),
    ]

    @Test(
        "8-bit header bytes: UTF-8 if valid, else the charset of the first text part if it fits, else windows-1252",
        arguments: eightBitFields)
    func eightBitField(raw: String, charset: String, text: String) {
        let message = Mail.parse(
            "Subject: \(raw)\nFrom: \"\(raw)\" <a@x>\nContent-Type: text/plain; charset=\(charset)\n\nx\n")
        #expect(message.subject == text)
        #expect(message.from.mailboxes.first?.name == text)
    }

    @Test("8-bit header bytes are read per field, never per byte")
    func perField() {
        let message = Mail.parse("Subject: \u{C3}\u{A4} \u{E4}\nX-A: \u{C3}\u{A4}\n\nx\n")
        #expect(message.subject == "Ã¤ ä")
        #expect(message.header.text("x-a") == "ä")
    }

    @Test("8-bit file names are read in the charset of the first text part")
    func eightBitName() {
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=koi8-r\n\nx\n--b\nContent-Type: image/png; name=\"\u{D4}.png\"\n\nx\n--b\nContent-Disposition: attachment; filename=\"\u{C1}.png\"\n\nx\n--b--\n"
        )
        #expect(message.attachments.map(\.fileName) == ["т.png", "а.png"])
        #expect(message.parts[2].parameter("name") == "т.png")
    }

    static let undeclared: [(field: String, body: String, text: String, defect: Defect.Kind)] = [
        ("text/plain", "\u{EF}\u{BB}\u{BF}\u{C3}\u{A4}", "ä", .undeclaredCharset),
        ("text/plain", "\u{FF}\u{FE}\u{E4}\u{0}", "ä", .undeclaredCharset),
        ("text/plain", "\u{C3}\u{A4}", "ä", .undeclaredCharset),
        ("text/plain", "\u{E4}\u{80}", "ä€", .undeclaredCharset),
        ("text/plain; charset=us-ascii", "\u{C3}\u{A4}", "ä", .undeclaredCharset),
        ("text/plain; charset=us-ascii", "\u{E4}", "ä", .undeclaredCharset),
        ("text/plain; charset=\"\"", "\u{E4}", "ä", .undeclaredCharset),
        ("text/html", "<meta charset=koi8-r>\u{C4}", "<meta charset=koi8-r>д", .undeclaredCharset),
        ("text/html", "<meta charset=koi8-r>\u{C3}\u{A4}", "<meta charset=koi8-r>ä", .undeclaredCharset),
        ("text/html", "<meta charset = 'koi8-r'>\u{C4}", "<meta charset = 'koi8-r'>д", .undeclaredCharset),
        (
            "text/html", String(repeating: " ", count: 1024) + "<meta charset=koi8-r>\u{C4}",
            String(repeating: " ", count: 1024) + "<meta charset=koi8-r>Ä", .undeclaredCharset
        ),
    ]

    @Test(
        "no charset, or us-ascii with 8-bit body: BOM, else UTF-8, else meta charset, else windows-1252",
        arguments: undeclared)
    func undeclaredBody(field: String, body: String, text: String, defect: Defect.Kind) {
        let message = Mail.parse("Content-Type: \(field)\n\n\(body)")
        #expect(message.text(of: message.parts[0]) == text)
        #expect(message.defects(of: message.parts[0]).map(\.kind) == [defect])
    }

    @Test(
        "label UTF-8, bytes not: U+FFFD if under 1 % is bad, else windows-1252",
        arguments: [(0, "Grüße"), (20, "Grüße"), (98, "Grüße"), (1000, "Gr\u{FFFD}\u{FFFD}e")])
    func wrongUTF8(goodCharacters: Int, end: String) {
        let good = String(repeating: "\u{C3}\u{A4}", count: goodCharacters)
        let message = Mail.parse("Content-Type: text/plain; charset=utf-8\n\n\(good)Gr\u{FC}\u{DF}e")
        #expect(message.text(of: message.parts[0]).hasSuffix(end))
        #expect(!message.defects(of: message.parts[0]).isEmpty)
    }

    @Test(
        "unknown label: read as undeclared, with a defect",
        arguments: ["x-unknown", "8bit", "default", "\"x-unknown\"", "\"charset=x-unknown\"", "_iso-2022-jp$ESC"])
    func unknownLabel(label: String) {
        for (bytes, text) in [("\u{C3}\u{A4}", "ä"), ("\u{E4}", "ä")] {
            let message = Mail.parse("Content-Type: text/plain; charset=\(label)\n\n\(bytes)")
            #expect(message.text(of: message.parts[0]) == text)
            #expect(message.defects(of: message.parts[0]).map(\.kind) == [.unknownCharset])
        }
    }

    @Test(
        "utf8mb4, utf8, unicode are UTF-8; quotes and charset= in a label are dropped",
        arguments: [
            "utf8mb4", "utf8", "unicode", "\"'utf-8'\"", "\"\\\"utf-8\\\"\"", "\"charset=utf-8\"", "\" utf-8 \"",
        ])
    func oddLabel(label: String) {
        let message = Mail.parse("Content-Type: text/plain; charset=\(label)\n\n\u{C3}\u{A4}")
        #expect(message.text(of: message.parts[0]) == "ä")
        #expect(message.defects(of: message.parts[0]).isEmpty)
    }

    static let misusedLabels: [(label: String, bytes: String, text: String)] = [
        ("iso-8859-1", "\u{80}\u{E4}", "€ä"), ("us-ascii", "\u{80}\u{E4}", "€ä"), ("iso-8859-9", "\u{80}\u{F0}", "€ğ"),
        ("gb2312", "\u{E9}\u{46}", "镕"), ("ks_c_5601-1987", "\u{8C}\u{63}", "똠"), ("euc-kr", "\u{8C}\u{63}", "똠"),
        ("shift_jis", "\u{87}\u{40}", "①"), ("tis-620", "\u{80}\u{A1}", "€ก"),
    ]

    @Test("labels that mean the larger set", arguments: misusedLabels)
    func misusedLabel(label: String, bytes: String, text: String) {
        let message = Mail.parse("Content-Type: text/plain; charset=\(label)\n\n\(bytes)")
        #expect(message.text(of: message.parts[0]) == text)
    }

    @Test("HTML meta charset disagrees with the header: the header wins")
    func metaAgainstHeader() {
        for (label, bytes, letter) in [("iso-8859-1", "\u{C4}", "Ä"), ("utf-8", "\u{C3}\u{A4}", "ä")] {
            let message = Mail.parse("Content-Type: text/html; charset=\(label)\n\n<meta charset=koi8-r>\(bytes)")
            #expect(message.body.html == "<meta charset=koi8-r>\(letter)")
        }
    }

    static let brokenCharacters = [
        ("utf-7", "+2D0AYQ-", "\u{FFFD}a"), ("utf-7", "+3gAAYQ-", "\u{FFFD}a"), ("utf-7", "a+!b+", "a+!b+"),
        ("utf-16be", "\u{DE}\u{0}\u{0}a", "\u{FFFD}a"), ("utf-16le", "\u{3D}\u{D8}a\u{0}", "\u{FFFD}a"),
        ("utf-32be", "\u{0}\u{0}\u{D8}\u{3D}\u{0}\u{0}\u{0}a", "\u{FFFD}"), ("shift_jis", "\u{FF}a", "\u{FFFD}a"),
        ("windows-1253", "\u{D2}a", "\u{FFFD}a"), ("hz-gb-2312", "~{<\na", "\u{FFFD}\na"),
    ]

    @Test("broken bytes become U+FFFD, and the rest is read", arguments: brokenCharacters)
    func brokenCharacter(label: String, bytes: String, text: String) {
        let message = Mail.parse("Content-Type: text/plain; charset=\(label)\n\n\(bytes)", lineEnd: "\n")
        #expect(message.text(of: message.parts[0]).hasPrefix(text))
    }

    static let cutCharacters = [
        ("utf-8", "a\u{C3}"), ("utf-8", "a\u{E2}\u{82}"), ("utf-8", "a\u{F0}\u{9F}\u{98}"), ("shift_jis", "a\u{83}"),
        ("euc-jp", "a\u{A5}"), ("euc-jp", "a\u{8F}\u{A2}"), ("gb18030", "a\u{81}\u{30}\u{81}"), ("gbk", "a\u{C4}"),
        ("big5", "a\u{A4}"), ("euc-kr", "a\u{B0}"), ("euc-tw", "a\u{8E}\u{A1}\u{A1}"), ("utf-16be", "\u{0}a\u{0}"),
        ("utf-16le", "a\u{0}\u{3D}\u{D8}"), ("utf-32be", "\u{0}\u{0}\u{0}a\u{0}\u{1}"), ("utf-7", "a+2D0-"),
        ("iso-2022-jp", "a\u{1B}$B%"), ("hz-gb-2312", "a~{<"),
    ]

    @Test("bytes cut in the middle of a character: one U+FFFD", arguments: cutCharacters)
    func cutCharacter(label: String, bytes: String) {
        let message = Mail.parse("Content-Type: text/plain; charset=\(label)\n\n\(bytes)")
        #expect(message.text(of: message.parts[0]) == "a\u{FFFD}")
    }
}
