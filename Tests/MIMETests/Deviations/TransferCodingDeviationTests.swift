import MIME
import Testing

@Suite("Deviations: transfer codings")
struct TransferCodingDeviationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let deviation: String
        let raw: String
        let text: String
        let isClean: Bool

        init(_ deviation: String, _ raw: String, _ text: String, isClean: Bool = true) {
            self.deviation = deviation
            self.raw = raw
            self.text = text
            self.isClean = isClean
        }

        var testDescription: String { "\(deviation): \(raw.prefix(60))" }
    }

    static let base64: [Row] = [
        Row("line ends", "SGVs\nbG8g\nd29y\nbGQ=\n", "Hello world"),
        Row("spaces", "SGVs bG8g d29y bGQ=", "Hello world"), Row("spaces", "SGVsb G8gd29ybGQ=", "Hello world"),
        Row("tabs and trailing blanks", "\tSGVsbG8g \nd29ybGQ=\t", "Hello world"),
        Row("other bytes", "SGVs*bG8\u{0}g!d2\u{FF}9ybGQ=", "Hello world", isClean: false),
        Row("missing =", "SGVsbG8gd29ybGQ", "Hello world", isClean: false),
        Row("missing = of two", "SGVsbG8gd29ybA", "Hello worl", isClean: false),
        Row("early =", "SGVs=bG8=", "Hello"), Row("one = instead of two", "SGVsbA=", "Hell"),
        Row("too many =", "SGVsbG8====", "Hello"), Row("= alone", "=", ""),
        Row("= behind one character", "SGVsbG8=S=SGVsbG8=", "HelloHello", isClean: false),
        Row("data after =", "SGVsbG8=IHdvcmxk", "Hello world"),
        Row("data after =", "SGVsbG8=\nIHdvcmxk\n", "Hello world"),
        Row("URL alphabet", "Pz8_Pj4-", "???>>>"),
        Row("text footer", "SGVsbG8=\n-- \nA list\n", "Hello", isClean: false),
        Row("text footer", "SGVsbG8=\n--\nfooter of a list\n", "Hello", isClean: false),
        Row("text footer", "SGVsbG8=\n\nTo leave this list write to us.\n", "Hello", isClean: false),
        Row("text footer", "SGVsbG8=\nSent with the free edition\n", "Hello", isClean: false),
        Row("one character too many", "SGVsbG8hS", "Hello!", isClean: false), Row("nothing", "", ""),
    ]

    static let quotedPrintable: [Row] = [
        Row("= and not hex", "a=XYb=G0=0G", "a=XYb=G0=0G", isClean: false),
        Row("= and one digit", "a=4", "a=4", isClean: false), Row("= twice", "a==41", "a=A", isClean: false),
        Row("lower-case hex", "=c3=a4=C3=a4", "ää"), Row("= at the end", "a=", "a"), Row("= at the end", "a=\n", "a"),
        Row("= and blanks before the line end", "a= \t \nb", "ab"),
        Row("white space before a line end", "a \t\nb", "a\nb"),
        Row("encoded white space before a line end", "a=20\nb", "a \nb"),
        Row("lines over 76", String(repeating: "ab", count: 5000), String(repeating: "ab", count: 5000)),
        Row("8-bit bytes", "\u{C3}\u{A4}", "ä"), Row("= between CR and LF", "a=\r\n=\r\nb", "ab"),
    ]

    private func check(_ row: Row, _ coding: String) {
        for lineEnd in Mail.lineEnds {
            let message = Mail.parse(
                "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: \(coding)\n\n\(row.raw)",
                lineEnd: lineEnd)
            #expect(message.text(of: message.parts[0]).replacing("\r\n", with: "\n") == row.text)
            #expect(message.defects(of: message.parts[0]).isEmpty == row.isClean)
        }
    }

    @Test("base64", arguments: base64)
    func decodesBase64(row: Row) { check(row, "base64") }

    @Test("quoted-printable", arguments: quotedPrintable)
    func decodesQuotedPrintable(row: Row) { check(row, "quoted-printable") }

    @Test("=3D stays where QP is not declared", arguments: ["7bit", "8bit", "binary", "none", ""])
    func undeclared(coding: String) {
        let message = Mail.parse("Content-Transfer-Encoding: \(coding)\n\na=3Db=\nc")
        #expect(message.body.text == "a=3Db=\nc")
    }

    static let tokens: [(field: String, coding: TransferCoding, isKnown: Bool)] = [
        ("base64 (comment)", .base64, true), ("(comment) base64", .base64, true), ("base64;", .base64, true),
        ("Base64 ; x=y", .base64, true), ("\"quoted-printable\"", .quotedPrintable, true),
        ("quoted-printable\n (folded)", .quotedPrintable, true), ("8BIT", .identity, true), ("utf-8", .identity, false),
        ("8-bit", .identity, false), ("none", .identity, false), ("x-unknown", .identity, false), ("", .identity, true),
        ("uuencode", .uuencode, true), ("x-uuencode", .uuencode, true), ("x-uue", .uuencode, true),
        ("UUE", .uuencode, true),
    ]

    @Test(
        "Content-Transfer-Encoding: the token alone counts; an unknown one is as is, with a defect", arguments: tokens)
    func token(field: String, coding: TransferCoding, isKnown: Bool) {
        let message = Mail.parse("Subject: s\nContent-Transfer-Encoding: \(field)\n\nx\n")
        #expect(message.parts[0].coding == coding)
        #expect(message.has(.unknownTransferCoding) == !isKnown)
    }

    @Test("x-uuencode with lost blanks, without end, without frame", arguments: Mail.lineEnds)
    func uuencode(lineEnd: String) {
        for (raw, text) in [
            ("begin 644 a\n#0V%T\n`\nend\n", "Cat"), ("junk\nbegin 644 a\n#0V%T\n", "Cat"),
            ("begin 644 a\n#0V%T\nend", "Cat"),
            ("begin 644 a\n%86(@\nend\n", "ab \0\0"), ("no file\n", ""),
            ("begin 644 a\n#0V%T\n~no line\n\n#0V%T\nend\n", "CatCat"),
        ] {
            let message = Mail.parse("Content-Transfer-Encoding: x-uuencode\n\n\(raw)", lineEnd: lineEnd)
            #expect(message.content(of: message.parts[0]) == Array(text.utf8))
        }
    }
}
