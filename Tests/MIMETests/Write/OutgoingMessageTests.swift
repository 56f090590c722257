import Testing

@testable import MIME

@Suite("Mails as they are written") struct OutgoingMessageTests {
    private var message: OutgoingMessage {
        var message = WriteErrorTests.good
        message.boundarySeed = 7
        return message
    }

    @Test("a small mail looks as a person would write it")
    func small() throws {
        var message = message
        message.sender = Mailbox(address: "robot@shop.example")
        message.replyTo = [Mailbox(address: "reply@shop.example")]
        message.cc = [Mailbox(name: "Zoë", address: "zoe@shop.example")]
        message.inReplyTo = ["0@x"]
        message.references = ["r@x", "0@x", "r@x"]
        message.fields = [("Auto-Submitted", "auto-generated")]
        let expected = [
            "Date: Sat, 22 Nov 2025 08:26:40 +0000", "From: Bridge <bridge@shop.example>", "Sender: robot@shop.example",
            "Reply-To: reply@shop.example", "To: agent@shop.example", "Cc: =?utf-8?Q?Zo=C3=AB?= <zoe@shop.example>",
            "Subject: s", "Message-ID: <1@shop.example>", "In-Reply-To: <0@x>", "References: <r@x> <0@x>",
            "Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: 7bit", "", "t", "",
        ]
        #expect(String(decoding: try message.bytes(), as: UTF8.self) == expected.joined(separator: "\r\n"))
    }

    @Test("text, HTML, pictures and files nest as mixed, alternative, related")
    func structure() throws {
        var message = message
        message.html = "<img src='cid:i@x'>"
        message.attachments = [
            .init(name: "a.pdf", type: "application/pdf", bytes: [1, 2, 3]),
            .init(name: "i.png", type: "Image/PNG", bytes: [4], contentID: "i@x"),
        ]
        let text = String(decoding: try message.bytes(), as: UTF8.self)
        let types = text.split(separator: "\r\n").filter { $0.hasPrefix("Content-Type") }
            .map { $0.dropFirst("Content-Type: ".count).prefix { $0 != ";" } }
        #expect(
            types == [
                "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
                "application/pdf",
            ])
        #expect(text.contains("multipart/related; type=\"text/html\";\r\n boundary="))
        #expect(text.contains("Content-Disposition: inline; filename=\"i.png\"\r\nContent-ID: <i@x>\r\n"))
        let read = Message(parsing: Array(text.utf8))
        #expect(read.defects == [])
        #expect(read.attachments.map(\.fileName) == ["a.pdf"], "the picture is shown in the HTML")
    }

    @Test("without HTML a picture with a Content-ID is a file like others")
    func pictureWithoutHTML() throws {
        var message = message
        message.attachments = [.init(name: "", type: "image/png", bytes: [4], contentID: "i@x")]
        let text = String(decoding: try message.bytes(), as: UTF8.self)
        #expect(text.contains("Content-Type: image/png\r\n"))
        #expect(text.contains("Content-Disposition: attachment\r\nContent-ID: <i@x>\r\n"))
    }

    @Test("a text file says that it is UTF-8 if it is")
    func textFiles() throws {
        var message = message
        message.attachments = [
            .init(name: "a.csv", type: "text/csv", bytes: Array("ä".utf8)),
            .init(name: "b.csv", type: "text/csv", bytes: [0xE4]),
        ]
        let text = String(decoding: try message.bytes(), as: UTF8.self)
        #expect(text.contains("Content-Type: text/csv; charset=utf-8; name=\"a.csv\"\r\n"))
        #expect(text.contains("Content-Type: text/csv; name=\"b.csv\"\r\n"))
    }

    @Test("of a long thread the first id and the latest are written")
    func longThread() throws {
        var message = message
        message.references = (0..<1_000).map { "\($0)@x" }
        let read = Message(parsing: try message.bytes())
        #expect(read.references == ["0@x"] + (801..<1_000).map { "\($0)@x" })
    }

    @Test(
        "dates are written with the writer's offset",
        arguments: [
            (1_795_335_240, 60, "Sun, 22 Nov 2026 09:14:00 +0100"), (0, -210, "Wed, 31 Dec 1969 20:30:00 -0330"),
            (-2_208_988_800, 0, "Mon, 01 Jan 1900 00:00:00 +0000"), (-2_208_988_801, 0, nil),
            (253_402_300_799, 0, "Fri, 31 Dec 9999 23:59:59 +0000"), (253_402_300_799, 1, nil),
            (0, 840, "Thu, 01 Jan 1970 14:00:00 +1400"), (0, 841, nil), (0, .min, nil), (.max, 0, nil),
            (.min, 0, nil),
        ])
    func dates(seconds: Int64, offset: Int, written: String?) {
        #expect(DateTime(secondsSinceEpoch: seconds, offsetMinutes: offset).fieldText == written)
    }

    @Test(
        "only lines of at most 998 bytes that end with CRLF, and ASCII unless an address or id is not",
        arguments: [UInt64(21), 22])
    func lines(seed: UInt64) throws {
        var generator = MailGenerator(seed: seed)
        for _ in 0..<200 {
            let message = generator.message()
            let bytes = try message.bytes()
            let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            #expect(lines.last == [])
            #expect(lines.dropLast().allSatisfy { $0.last == 0x0D && $0.count <= 999 }, "seed \(seed)")
            #expect(bytes.count { $0 == 0x0D } == lines.count - 1)
            // Behind the header, where there are only codings and short fields.
            #expect(lines.drop { $0 != [0x0D] }.allSatisfy { $0.count <= 77 }, "seed \(seed)")
            #expect(bytes.contains { $0 > 0x7F } == message.needsSMTPUTF8, "seed \(seed)")
            #expect(!bytes.contains { $0 < 0x20 && $0 != 0x0D && $0 != 0x0A && $0 != 0x09 || $0 == 0x7F })
        }
    }
}

@Suite("Foreign values made writable") struct ForeignValueTests {
    @Test(
        "control characters and line ends become blanks",
        arguments: [
            ("a\r\nb", "a  b"), ("a\u{2028}b\u{85}\t\0", "a b   "), ("Größe", "Größe"), ("", ""),
            ("a\n\u{301}b", "a \u{301}b"),
        ])
    func oneLine(text: String, written: String) {
        #expect(OutgoingMessage.oneLine(text) == written)
    }

    @Test("text of any length is cut to what can be written, at a character")
    func longText() throws {
        var message = WriteErrorTests.good
        message.subject = OutgoingMessage.oneLine(String(repeating: "漢", count: 50_000))
        #expect(message.subject == String(repeating: "漢", count: 21_845))
        #expect(Message(parsing: try message.bytes()).subject == message.subject)
    }

    @Test(
        "a file of any name and type can be written",
        arguments: [
            ("a\r\nb.pdf", "application/pdf", "ab.pdf", "application/pdf"),
            ("../../x\\y.txt", "text/plain", "y.txt", "text/plain"),
            ("\u{202E}fdp.exe", "x", "fdp.exe", "application/octet-stream"),
            ("", "multipart/mixed", "", "application/octet-stream"),
            ("...", "Text/x~y", "", "application/octet-stream"),
            ("a", "TEXT/CSV; charset=x", "a", "application/octet-stream"), ("a", "IMAGE/PNG", "a", "IMAGE/PNG"),
        ])
    func files(name: String, type: String, writtenName: String, writtenType: String) throws {
        let file = OutgoingMessage.Attachment(foreignName: name, type: type, bytes: [1])
        #expect(file == .init(name: writtenName, type: writtenType, bytes: [1]))
        var message = WriteErrorTests.good
        message.attachments = [
            file, .init(foreignName: String(repeating: "ä", count: 5_000) + ".pdf", type: "a/b", bytes: []),
        ]
        #expect(try Message(parsing: message.bytes()).attachments.count == 2)
    }
}
