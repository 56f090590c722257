import Testing

@testable import MIME

@Suite struct HeaderWriterTests {
    private func field(_ name: String, _ text: String) throws -> String {
        var writer = HeaderWriter()
        try writer.write(name, text: text)
        return String(decoding: writer.output, as: UTF8.self)
    }

    private func field(_ mailboxes: Mailbox...) throws -> String {
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
        #expect(try field("S", text) == expected)
    }

    @Test("display names are atoms, quoted or encoded")
    func names() throws {
        #expect(try field(Mailbox(name: "Hans Meier", address: "h@x.example")) == "To: Hans Meier <h@x.example>\r\n")
        #expect(
            try field(Mailbox(name: "Meier, Hans", address: "h@x.example")) == "To: \"Meier, Hans\" <h@x.example>\r\n")
        #expect(try field(Mailbox(name: "a\"b\\c", address: "h@x.example")) == "To: \"a\\\"b\\\\c\" <h@x.example>\r\n")
        #expect(
            try field(Mailbox(name: "Jörg, M.", address: "h@x.example"))
                == "To: =?utf-8?B?SsO2cmcsIE0u?= <h@x.example>\r\n")
        #expect(
            try field(Mailbox(name: "", address: "h@x.example"), Mailbox(address: "i@x.example"))
                == "To: h@x.example, i@x.example\r\n")
        #expect(try field() == "")
    }

    @Test("no line is over 76 bytes and no character is cut", arguments: 1...90)
    func folding(length: Int) throws {
        for unit in ["ä", "x", "漢字", "👩‍👩‍👧 ", "Wort für Wort ", "a, b. "] {
            let text = String(repeating: unit, count: length)
            for written in [try field("Subject", text), try field(Mailbox(name: text, address: "h@x.example"))] {
                let lines = written.split(separator: "\r\n")
                for line in lines where line.utf8.count > 76 { #expect(line.hasPrefix("Subject: xxxxx"), "\(line)") }
                for line in lines.dropFirst() { #expect(line.hasPrefix(" ") && line.dropFirst().first != " ") }
                for word in written.split(whereSeparator: { $0 == " " || $0 == "\r\n" }) where word.hasPrefix("=?") {
                    #expect(word.utf8.count <= 75)
                    #expect(try EncodedWordReader.decode(word).contains("\u{FFFD}") == false)
                }
            }
        }
    }

    @Test("a word that no line can hold is encoded")
    func longWord() throws {
        let written = try field("Subject", String(repeating: "x", count: 5000))
        #expect(written.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
        let url = "https://x.example/" + String(repeating: "y", count: 500)
        #expect(try field("List-Help", "<\(url)>") == "List-Help: <\(url)>\r\n")
    }

    @Test("file names get an ASCII likeness and RFC 2231")
    func parameters() {
        #expect(ParameterText.parameters("filename", "a b.pdf") == ["filename=\"a b.pdf\""])
        #expect(
            ParameterText.parameters("filename", "Größe \"x\".pdf")
                == ["filename*=utf-8''Gr%C3%B6%C3%9Fe%20%22x%22.pdf", "filename=\"Gr__e _x_.pdf\""])
        let long = ParameterText.parameters("filename", String(repeating: "ü", count: 60) + ".jpeg")
        #expect(long.last == "filename=\"\(String(repeating: "_", count: 55)).jpeg\"")
        #expect(long[0].hasPrefix("filename*0*=utf-8''%C3%BC") && long[1].hasPrefix("filename*1*=%C3%BC"))
        #expect(long.allSatisfy { $0.utf8.count <= 74 })
    }

    @Test("dates are written with the writer's offset")
    func dates() {
        #expect(
            DateTime(secondsSinceEpoch: 1_795_335_240, offsetMinutes: 60).fieldText == "Sun, 22 Nov 2026 09:14:00 +0100"
        )
        #expect(DateTime(secondsSinceEpoch: 0, offsetMinutes: -210).fieldText == "Wed, 31 Dec 1969 20:30:00 -0330")
    }
}

/// The plainest reading of RFC 2047, apart from the parser of the module.
enum EncodedWordReader {
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
