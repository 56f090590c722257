import MIME
import Testing

@Suite("Encoded words")
struct EncodedWordTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let behaviour: String
        let raw: String
        let text: String

        init(_ behaviour: String, _ raw: String, _ text: String) {
            self.behaviour = behaviour
            self.raw = raw
            self.text = text
        }

        var testDescription: String { behaviour }
    }

    static let rows: [Row] = [
        Row("one word", "=?iso-8859-1?q?this=20is=20some=20text?=", "this is some text"),
        Row("adjacent words are joined", "=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
        Row("adjacent words are joined over a fold", "=?utf-8?q?a?=\r\n =?utf-8?q?b?=", "ab"),
        Row("text between words keeps its blanks", "=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"),
        Row("padding inside a run", "=?UTF-8?B?YQ==?= =?UTF-8?B?Yg==?=", "ab"),
        Row(
            "each base64 word is decoded by itself, the bytes are joined", "=?utf-8?b?w6?= =?utf-8?b?QA==?=", "Ã@"),
        Row("a character split at a whole byte", "=?utf-8?b?w6Q=?= =?utf-8?q?=C3?= =?utf-8?q?=A4?=", "ää"),
        Row("a word glued to text", "abc=?utf-8?q?x?=def", "abcxdef"),
        Row("glued words", "=?utf-8?q?x?==?utf-8?q?y?=", "xy"),
        Row("raw blanks in a Q word", "=?utf-8?Q?Hallo Welt?=", "Hallo Welt"),
        Row("a raw question mark in a Q word", "=?utf-8?Q?Was? Wo?=", "Was? Wo"),
        Row("an empty word", "Some text =?utf-8?Q??=here", "Some text here"),
        Row("a word without end stays text", "=?utf-8?Q?abc", "=?utf-8?Q?abc"),
        Row("a language is dropped", "=?utf-8*de?Q?Gr=C3=B6=C3=9Fe?=", "Größe"),
        Row("lower-case hex digits", "=?utf-8?q?=c3=a4?=", "ä"),
        Row("an invalid escape stays", "=?utf-8?q?100=%?=", "100=%"),
        Row("line ends after decoding become blanks", "=?utf-8?q?a=0D=0ABcc:_x?=", "a  Bcc: x"),
        Row("ISO-2022-JP without a final escape", "=?iso-2022-jp?b?GyRCJCI=?= =?iso-2022-jp?b?QUI=?=", "あAB"),
        Row("different charsets", "=?iso-8859-1?q?=E4?= =?utf-8?q?=C3=A4?=", "ää"),
        Row("latin-1 means windows-1252", "=?iso-8859-1?q?=80_5?=", "€ 5"),
        Row("an unknown charset is read as UTF-8", "=?x-nobody?q?=C3=A4?=", "ä"),
        Row("bytes that are not the UTF-8 they claim", "=?utf-8?q?Gr=FC=DFe?=", "Grüße"),
        Row("GB2312 means GB18030", "=?gb2312?b?xOO6ww==?=", "你好"),
        Row(
            "a fold inside a B word", "=?utf-8?B?VGhpcyBpcyB0aGUgb\r\n 3JpZ2luYWwgc3ViamVjdA==?=",
            "This is the original subject"),
        Row("folds of plain text vanish, their white space stays", "a\r\n b\r\n\tc", "a b\tc"),
        Row("raw UTF-8", "Größe", "Größe"),
        Row("NUL is dropped", "a\u{0}b", "ab"),
    ]

    @Test("decodes fields", arguments: rows)
    func decodes(row: Row) throws {
        #expect(try Mail.field("Subject", row.raw).text == row.text)
    }

    @Test("raw 8-bit bytes are read in the charset of the first text part, per field")
    func eightBit() {
        let message = Mail.parse(
            "Subject: \u{C4}pfel\nX-Word: \u{C3}\u{A4}\nContent-Type: text/plain; charset=koi8-r\n\nx\n")
        #expect(message.subject == "дpfel")
        #expect(message.header.text("x-word") == "ä")
        #expect(Mail.parse("Subject: \u{C4}pfel\n\nx\n").subject == "Äpfel")
    }

    @Test("a run of open words takes linear time")
    func openWords() throws {
        let raw = String(repeating: "=?utf-8?Q?", count: 20_000)
        #expect(try Mail.field("Subject", raw).text.utf8.count <= Limits.default.fieldTextBytes)
    }
}
