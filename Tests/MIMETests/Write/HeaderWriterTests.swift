import Testing

@testable import MIME

@Suite("Header fields are folded and encoded") struct HeaderWriterTests {
    static func field(_ name: String, _ text: String) throws -> String {
        var writer = HeaderWriter()
        try writer.write(FieldName(extra: name), text: text)
        return String(decoding: writer.output, as: UTF8.self)
    }

    static func field(_ mailboxes: Mailbox...) throws -> String {
        var writer = HeaderWriter()
        try writer.write("To", mailboxes: mailboxes)
        return String(decoding: writer.output, as: UTF8.self)
    }

    @Test(
        "unstructured text is plain where it can be, else Q or B, whichever is shorter",
        arguments: [
            ("Hello", "S: Hello\r\n"), ("", "S:\r\n"),
            ("Frage zu Nr. 5 für Hans", "S: Frage zu Nr. 5 =?utf-8?Q?f=C3=BCr?= Hans\r\n"),
            ("für Jörg", "S: =?utf-8?B?ZsO8ciBKw7ZyZw==?=\r\n"),
            ("Ответ", "S: =?utf-8?B?0J7RgtCy0LXRgg==?=\r\n"),
            ("a x=?y c", "S: a =?utf-8?Q?x=3D=3Fy?= c\r\n"),
            ("a  b", "S: a =?utf-8?Q?_b?=\r\n"), (" a", "S: =?utf-8?Q?_a?=\r\n"), ("a ", "S: =?utf-8?Q?a_?=\r\n"),
            (" ", "S: =?utf-8?Q?_?=\r\n"), ("aaaa\tb c", "S: =?utf-8?Q?aaaa=09b?= c\r\n"),
        ])
    func unstructured(text: String, expected: String) throws {
        #expect(try Self.field("S", text) == expected)
    }

    @Test("a few plain words between encoded ones are encoded with them")
    func gaps() throws {
        #expect(
            try Self.field("S", "Bestellung für den Käufer Hans")
                == "S: Bestellung =?utf-8?Q?f=C3=BCr_den_K=C3=A4ufer?= Hans\r\n")
        #expect(
            try Self.field("S", "für Meier, Hans und Söhne")
                == "S: =?utf-8?Q?f=C3=BCr?= Meier, Hans und =?utf-8?B?U8O2aG5l?=\r\n")
    }

    @Test("no line is over 76 bytes and no character is cut", arguments: 1...90)
    func folding(length: Int) throws {
        for unit in ["ä", "x", "漢字", "👩‍👩‍👧 ", "Wort für Wort ", "a, b. "] {
            let text = String(repeating: unit, count: length)
            for written in [try Self.field("X-A", text), try Self.field(Mailbox(name: text, address: "h@x.example"))] {
                let lines = written.split(separator: "\r\n")
                for line in lines where line.utf8.count > 76 { #expect(line.hasPrefix("X-A: xxxxx"), "\(line)") }
                for line in lines.dropFirst() { #expect(line.hasPrefix(" ") && line.dropFirst().first != " ") }
                for word in written.split(whereSeparator: { $0 == " " || $0 == "\r\n" }) where word.hasPrefix("=?") {
                    #expect(word.utf8.count <= 75)
                    #expect(try PlainestDecoder.decode(word).contains("\u{FFFD}") == false)
                }
            }
        }
    }

    @Test("a line with an encoded-word has at most 76 bytes, however long the field's name is", arguments: 1...76)
    func longNames(length: Int) throws {
        let written = try Self.field(
            String(repeating: "N", count: length), "für alle " + String(repeating: "ä", count: 40))
        for line in written.split(separator: "\r\n") where line.contains("=?") { #expect(line.utf8.count <= 76) }
    }

    @Test("a word that no line can hold is encoded")
    func longWord() throws {
        let written = try Self.field("X-A", String(repeating: "x", count: 5000))
        #expect(written.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
        let url = "https://x.example/" + String(repeating: "y", count: 500)
        #expect(try Self.field("List-Help", "<\(url)>") == "List-Help: <\(url)>\r\n")
        #expect(try Self.field("X-A", "a b <\(url)> c") == "X-A: a b\r\n <\(url)>\r\n c\r\n")
    }

    @Test("the longest words of all fields stay within 998 bytes a line")
    func longestLines() throws {
        let address = "\(String(repeating: "a", count: 64))@\(String(repeating: "b", count: 255))"
        var message = WriteErrorTests.good
        message.from = Mailbox(name: String(repeating: "n ", count: 400) + "n", address: address)
        message.replyTo = [Mailbox(address: address), Mailbox(address: address)]
        message.messageID = "a@" + String(repeating: "i", count: 898)
        message.inReplyTo = [message.messageID]
        message.references = [message.messageID, "b" + message.messageID.dropLast()]
        message.fields = [(String(repeating: "N", count: 76), String(repeating: "v", count: 900))]
        let longest = try message.bytes().split(separator: 0x0A).map(\.count).max() ?? 0
        #expect((900...999).contains(longest))
        let read = Message(parsing: try message.bytes())
        #expect(read.from == [.mailbox(message.from)])
        #expect(read.references == message.references)
        #expect(read.header.text(message.fields[0].name) == message.fields[0].value)
    }

    @Test("a long text is one run of encoded-words, so that readers decode all of it")
    func longText() throws {
        let text = String(repeating: "ä abcdefghijklmnop ", count: 3_000)
        let read = Header(parsing: Array(try Self.field("X-A", text).utf8)).text("x-a")
        #expect(read == text)
    }
}

/// The plainest reading of RFC 2047, apart from the parser of the module.
enum PlainestDecoder {
    static func decode(_ word: some StringProtocol) throws -> String {
        let fields = word.split(separator: "?", maxSplits: 4, omittingEmptySubsequences: false)
        try #require(fields.count == 5 && fields[0] == "=" && fields[4] == "=")
        var bytes: [UInt8] = []
        var rest = Array(fields[3].utf8)[...]
        if fields[2] == "Q" {
            while let byte = rest.popFirst() {
                if byte == UInt8(ascii: "=") {
                    bytes.append(try #require(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)))
                    rest = rest.dropFirst(2)
                } else {
                    bytes.append(byte == UInt8(ascii: "_") ? 0x20 : byte)
                }
            }
        } else {
            let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
            var bits = 0
            var value = 0
            for byte in rest where byte != UInt8(ascii: "=") {
                value = (value << 6 | (try #require(alphabet.firstIndex(of: byte)))) & 0xFFFFFF
                bits += 6
                if bits >= 8 {
                    bits -= 8
                    bytes.append(UInt8(value >> bits & 255))
                }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
