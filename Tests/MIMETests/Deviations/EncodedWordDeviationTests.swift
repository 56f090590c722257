import MIME
import Testing

@Suite("Deviations: encoded-words")
struct EncodedWordDeviationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let deviation: String
        let raw: String
        let text: String

        init(_ deviation: String, _ raw: String, _ text: String) {
            self.deviation = deviation
            self.raw = raw
            self.text = text
        }

        var testDescription: String { "\(deviation): \(raw)" }
    }

    static let rows: [Row] = [
        Row("adjacent words", "=?u?q?a?= =?u?q?b?=", "ab"),
        Row("adjacent words", "=?utf-8?q?a?= \t =?utf-8?q?b?=", "ab"),
        Row("adjacent words over a fold", "=?utf-8?q?a?=\r\n\t=?utf-8?q?b?=", "ab"),
        Row("adjacent words over an LF fold", "=?utf-8?q?a?=\n =?utf-8?q?b?=", "ab"),
        Row("padding inside a run", "=?UTF-8?B?YQ==?= =?UTF-8?B?Yg==?=", "ab"),
        Row("padding inside a word", "=?UTF-8?B?YQ==Yg==?=", "ab"),
        Row("character split over two words", "=?utf-8?b?w6?= =?utf-8?b?QA==?=", "Ã@"),
        Row("character split over two words", "=?utf-8?b?ww==?= =?utf-8?b?pA==?=", "ä"),
        Row("character split over two words", "=?UTF-8?Q?=E2=82?=\r\n =?utf-8?q?=AC_5?=", "€ 5"),
        Row("character split over two words", "=?gb2312?b?xA==?= =?gb2312?b?4w==?=", "你"),
        Row("not joined if the codings differ", "=?utf-8?q?=C3?= =?utf-8?b?pA==?=", "\u{FFFD}¤"),
        Row("word inside a word", "abc=?utf-8?q?x?=def", "abcxdef"),
        Row("word glued to text", "=?utf-8?q?x?=def", "xdef"),
        Row("glued words", "=?a?q?x?==?a?q?y?=", "xy"),
        Row("raw spaces in a Q word", "=?utf-8?Q?Hallo Welt?=", "Hallo Welt"),
        Row("raw question mark in a Q word", "=?utf-8?Q?a?b?c?=", "a?b?c"),
        Row("line end in a Q word", "=?utf-8?Q?Hallo\r\n Welt?=", "Hallo Welt"),
        Row("line end in a Q word", "=?utf-8?Q?Hallo=\n Welt?=", "Hallo= Welt"),
        Row("empty word", "a =?utf-8?Q??= b", "a  b"),
        Row("empty word", "=?utf-8?B??=", ""),
        Row("missing final ?=", "=?utf-8?Q?Hallo", "=?utf-8?Q?Hallo"),
        Row("missing final ?=", "=?utf-8?Q?Hallo?", "=?utf-8?Q?Hallo?"),
        Row("missing final ?=", "=?utf-8?B?YQ== =?utf-8?q?b?=", "=?utf-8?B?YQ== b"),
        Row("word in a quoted string", "\"=?utf-8?q?=C3=A4?=\"", "\"ä\""),
        Row("language suffix", "=?utf-8*de?Q?=C3=A4?=", "ä"),
        Row("language suffix", "=?ISO-8859-1*en-GB?Q?=A3?=", "£"),
        Row("ISO-2022-JP without final escape", "=?iso-2022-jp?b?GyRCJCI=?= =?iso-2022-jp?b?QUI=?=", "あAB"),
        Row("wrong base64 length", "=?utf-8?b?YWJjZ?=", "abc"),
        Row("wrong base64 length", "=?utf-8?b?YWJjZA?=", "abcd"),
        Row("control characters after decoding", "=?utf-8?q?a=0D=0ABcc:_x?=", "a  Bcc: x"),
        Row("control characters after decoding", "=?utf-8?b?YQBiAWMJ?=", "a b c\t"),
        Row("control characters after decoding", "=?utf-8?q?a=7Fb=1Bc?=", "a b c"),
        Row("line separators after decoding", "=?utf-8?q?a=C2=85b=E2=80=A8c=E2=80=A9d?=", "a b c d"),
    ]

    @Test("are read", arguments: rows)
    func reads(row: Row) throws {
        #expect(try Mail.field("Subject", row.raw).text == row.text)
    }

    @Test("words in quoted strings, in parameters, in file names")
    func inStructure() throws {
        #expect(try Mail.field("To", "\"=?UTF-8?B?w6Q=?=\" <a@x>").addresses.mailboxes.first?.name == "ä")
        let message = Mail.parse(
            "Content-Type: image/png; name=\"=?UTF-8?B?w6QucG5n?=\"\nContent-Disposition: attachment;\n filename=\"=?UTF-8?B?w7YucG5n?=\"\n\nx"
        )
        #expect(message.parts[0].parameter("name") == "ä.png")
        #expect(message.parts[0].fileName == "ö.png")
    }

    static let addresses: [(raw: String, mailboxes: [String])] = [
        ("=?utf-8?q?boss=40shop.de?= <a@evil>", ["a@evil"]),
        ("=?utf-8?q?boss=40shop.de=2C?= <a@evil>", ["a@evil"]),
        ("=?utf-8?q?=3Cboss=40shop.de=3E?= <a@evil>", ["a@evil"]),
        ("=?utf-8?q?x=22_=3Cboss=40shop.de=3E=2C_=22?= <a@evil>", ["a@evil"]),
        ("=?utf-8?q?boss=40shop.de?=", [""]),
        ("<=?utf-8?q?boss=40shop.de?=>", ["=?utf-8?q?boss=40shop.de?="]),
        ("=?utf-8?q?boss?=@=?utf-8?q?shop.de?=", ["=?utf-8?q?boss?=@=?utf-8?q?shop.de?="]),
    ]

    @Test("address from a decoded word: structure is parsed before decoding", arguments: addresses)
    func address(raw: String, mailboxes: [String]) throws {
        #expect(try Mail.field("From", raw).addresses.mailboxes.map(\.address) == mailboxes)
    }

    @Test("control characters or line ends after decoding are blanks in names too")
    func controlsInNames() throws {
        let name = try Mail.field("From", "=?utf-8?q?a=0D=0Ab=00c?= <a@x>").addresses.mailboxes.first?.name
        #expect(name == "a  b c")
        let message = Mail.parse("Content-Disposition: attachment; filename=\"=?utf-8?q?a=0D=0Ab.pdf?=\"\n\nx")
        #expect(message.parts[0].fileName == "a  b.pdf")
    }
}
