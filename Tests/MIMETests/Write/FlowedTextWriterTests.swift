import Testing

@testable import MIME

@Suite("Text in format=flowed") struct FlowedTextWriterTests {
    @Test(
        "only long lines are broken, at blanks; quotes and signature stay what they are",
        arguments: [
            ("kurz\r\n", "kurz\r\n"), ("", ""), ("\r\n\r\n", "\r\n\r\n"), ("   \r\n", "\r\n"),
            ("-- \r\nAnna  \r\n", "-- \r\nAnna\r\n"), ("--  \r\n", "--\r\n"), ("> -- \r\n", "> -- \r\n"),
            (" x\r\n> y\r\n>z\r\n>\r\n> \r\n", "  x\r\n> y\r\n> z\r\n>\r\n>\r\n"),
            (">>a\r\n> > b\r\n", ">> a\r\n> > b\r\n"),
            (
                String(repeating: "wort ", count: 20) + "ende\r\n",
                String(repeating: "wort ", count: 14) + "\r\n" + String(repeating: "wort ", count: 6) + "ende\r\n"
            ),
            (
                "> " + String(repeating: "wort ", count: 20) + "ende\r\n",
                "> " + String(repeating: "wort ", count: 14) + "\r\n> " + String(repeating: "wort ", count: 6)
                    + "ende\r\n"
            ),
            (String(repeating: "x", count: 100) + " y\r\n", String(repeating: "x", count: 100) + " \r\ny\r\n"),
            // Characters are counted, not bytes.
            (String(repeating: "слово ", count: 12) + "\r\n", String(repeating: "слово ", count: 11) + "слово\r\n"),
            // Chinese has no blank to break at; the transfer coding makes its lines short.
            (String(repeating: "漢字", count: 100) + "\r\n", String(repeating: "漢字", count: 100) + "\r\n"),
            ("From me\r\n", " From me\r\n"),
            // A piece that looks like a signature mark would end the paragraph.
            (
                "-- " + String(repeating: "x", count: 80) + " y\r\n",
                "-- " + String(repeating: "x", count: 80) + " \r\ny\r\n"
            ),
            // The blank is one character with the accent behind it, but two for readers.
            (" \u{301}x\r\n", "  \u{301}x\r\n"), (">\u{338}x\r\n", "> \u{338}x\r\n"),
        ])
    func flowed(text: String, expected: String) {
        #expect(String(decoding: FlowedTextWriter.wrap(Array(text.utf8)), as: UTF8.self) == expected)
    }

    @Test("pieces that could be read as something else are stuffed with a blank")
    func stuffing() {
        let lead = String(repeating: "x", count: 71) + " "
        for start in [">y", "From y", " y"] {
            let wrapped = String(decoding: FlowedTextWriter.wrap(Array("\(lead)\(start)\r\n".utf8)), as: UTF8.self)
            #expect(wrapped == "\(lead)\r\n \(start)\r\n" || wrapped == "\(lead) \r\ny\r\n")
        }
    }

    @Test("long paragraphs of any kind are joined to what was written")
    func joined() throws {
        let lines = [
            "Guten Tag,", "", String(repeating: "ein langer Absatz mit Umläuten ", count: 12) + "Ende.",
            "> " + String(repeating: "a long quote ", count: 20) + "end.", " eingerückt", "From here", "-- ", "Anna",
        ]
        var message = WriteErrorTests.good
        message.text = lines.joined(separator: "\n") + "\n"
        message.textFormat = .flowed
        let bytes = try message.bytes()
        #expect(String(decoding: bytes, as: UTF8.self).contains("; charset=utf-8; format=flowed\r\n"))
        #expect(!String(decoding: bytes, as: UTF8.self).lowercased().contains("delsp"))
        #expect(Message(parsing: bytes).body.text == message.text)
    }
}
