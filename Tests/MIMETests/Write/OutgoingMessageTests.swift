import Testing

@testable import MIME

@Suite struct OutgoingMessageTests {
    private var message: OutgoingMessage {
        var message = WriteErrorTests.good
        message.boundarySeed = 7
        return message
    }

    @Test("a small mail looks as a person would write it")
    func small() throws {
        var message = message
        message.replyTo = [Mailbox(address: "reply@shop.example")]
        message.inReplyTo = ["0@x"]
        message.references = ["r@x", "0@x"]
        message.fields = [("Auto-Submitted", "auto-generated")]
        let expected = [
            "Date: Sat, 22 Nov 2025 08:26:40 +0000", "From: Bridge <bridge@shop.example>",
            "Reply-To: reply@shop.example",
            "To: agent@shop.example", "Subject: s", "Message-ID: <1@shop.example>", "In-Reply-To: <0@x>",
            "References: <r@x> <0@x>", "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 7bit", "", "t", "",
        ]
        #expect(String(decoding: try message.bytes(), as: UTF8.self) == expected.joined(separator: "\r\n"))
    }

    @Test("text, HTML, pictures and files nest as mixed, alternative, related")
    func structure() throws {
        var message = message
        message.html = "<img src='cid:i@x'>"
        message.attachments = [
            .init(name: "a.pdf", type: "application/pdf", bytes: [1, 2, 3]),
            .init(name: "i.png", type: "image/png", bytes: [4], contentID: "i@x"),
        ]
        let text = String(decoding: try message.bytes(), as: UTF8.self)
        let types = text.split(separator: "\r\n").filter { $0.hasPrefix("Content-Type") }
            .map { $0.dropFirst("Content-Type: ".count).prefix { $0 != ";" } }
        #expect(
            types == [
                "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
                "application/pdf",
            ])
        #expect(text == String(decoding: try message.bytes(), as: UTF8.self), "the seed makes it repeatable")
        message.boundarySeed = nil
        #expect(text != String(decoding: try message.bytes(), as: UTF8.self))
    }

    @Test("a boundary that stands in the text is not used")
    func boundaries() throws {
        var message = message
        message.html = "h"
        let first = String(decoding: try message.bytes(), as: UTF8.self)
        let start = try #require(first.firstRange(of: "=_mb_"))
        let boundary = first[start.lowerBound...].prefix(29)
        message.text = "x\n--\(boundary)\ny"
        let second = String(decoding: try message.bytes(), as: UTF8.self)
        #expect(second.contains("--\(boundary)\r\ny"))
        #expect(!second.contains("boundary=\"\(boundary)\""))
    }

    @Test(
        "the transfer coding fits the text",
        arguments: [
            ("plain\n", "7bit", "plain\r\n"), ("ä\rb\r\nc", "quoted-printable", "=C3=A4\r\nb\r\nc\r\n"),
            ("Привет", "base64", "0J/RgNC40LLQtdGCDQo=\r\n"), ("blank \n", "quoted-printable", "blank=20\r\n"),
            ("From me\n.\nx=\u{C}", "quoted-printable", "=46rom me\r\n=2E\r\nx=3D=0C\r\n"), ("", "7bit", ""),
            (
                String(repeating: "x", count: 80), "quoted-printable",
                String(repeating: "x", count: 75) + "=\r\nxxxxx\r\n"
            ),
        ])
    func codings(text: String, coding: String, body: String) {
        // Short texts with few letters would be base64 otherwise.
        let padding = coding == "quoted-printable" ? String(repeating: "z\r\n", count: 30) : ""
        let lines = TextCoding.normalized(text)
        let written = TextCoding.encode(lines + padding, endsLinesInBlanks: false)
        #expect(written.coding == coding)
        #expect(String(decoding: written.body, as: UTF8.self) == body + padding)
    }

    @Test("quoted-printable keeps characters whole and lines short", arguments: 60...80)
    func quotedPrintable(offset: Int) {
        let text = String(repeating: "x", count: offset) + "äöü€𝄞" + String(repeating: "y", count: 100) + " \r\n"
        let coded = QuotedPrintableWriter.encode(Array(text.utf8))
        for line in String(decoding: coded, as: UTF8.self).split(separator: "\r\n") {
            #expect(line.utf8.count <= 76)
            // A line never starts with a continuation byte.
            #expect(!["=8", "=9", "=A", "=B"].contains(line.prefix(2)))
        }
    }

    @Test(
        "format=flowed breaks only long lines",
        arguments: [
            ("kurz\r\n", "kurz\r\n"), ("-- \r\nAnna  \r\n", "-- \r\nAnna\r\n"),
            (" x\r\n> y\r\n>z\r\n", "  x\r\n> y\r\n> z\r\n"),
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
            ("From me\r\n", " From me\r\n"),
        ])
    func flowed(text: String, expected: String) {
        #expect(FlowedTextWriter.wrap(text) == expected)
    }

    @Test("a mail within the mail is not coded, unless it cannot travel as it is")
    func enclosed() throws {
        var message = message
        message.attachments = [.init(name: "a.eml", type: "message/rfc822", bytes: Array("Subject: ä\n\nb".utf8))]
        let text = String(decoding: try message.bytes(), as: UTF8.self)
        #expect(text.contains("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n"))
        #expect(text.contains("\r\n\r\nSubject: ä\r\n\r\nb\r\n"))
        message.attachments[0].bytes = Array("Subject: a\0\n\nb".utf8)
        #expect(String(decoding: try message.bytes(), as: UTF8.self).contains("application/octet-stream"))
    }
}
