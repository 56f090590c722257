import Testing

@testable import MIME

@Suite("Boundaries and enclosed mails") struct EntityTests {
    @Test("a boundary that stands in the text is not used")
    func boundaries() throws {
        var message = WriteErrorTests.good
        message.boundarySeed = 7
        message.html = "h"
        let first = String(decoding: try message.bytes(), as: UTF8.self)
        let start = try #require(first.firstRange(of: "=_mb_"))
        let boundary = first[start.lowerBound...].prefix(29)
        message.text = "x\n--\(boundary)\ny"
        let second = String(decoding: try message.bytes(), as: UTF8.self)
        #expect(second.contains("--\(boundary)\r\ny"))
        #expect(!second.contains("boundary=\"\(boundary)\""))
        // Nor one that stands in a mail that the HTML shows.
        message.text = "x"
        message.attachments = [
            .init(name: "", type: "message/rfc822", bytes: Array("\n--\(boundary)\n".utf8), contentID: "i@x")
        ]
        #expect(!String(decoding: try message.bytes(), as: UTF8.self).contains("boundary=\"\(boundary)\""))
    }

    @Test("a text that names thousands of the coming boundaries costs one look at each")
    func hostileText() throws {
        let nothing = Entity(HeaderWriter(), body: [])
        var known = BoundarySource(seed: 7, avoiding: [nothing])
        let taken = (0..<20_000).map { _ in known.next() }
        let text = Array(taken.map { "--\($0)--\r\n" }.joined().utf8)
        var source = BoundarySource(seed: 7, avoiding: [Entity(HeaderWriter(), body: [.bytes(text)])])
        #expect(source.next() == known.next())
    }

    @Test("boundaries are random unless a seed is given")
    func seeds() throws {
        var message = WriteErrorTests.good
        message.html = "h"
        message.boundarySeed = 7
        #expect(try message.bytes() == message.bytes())
        message.boundarySeed = nil
        #expect(try message.bytes() != message.bytes())
    }

    @Test(
        "a mail within the mail is not coded, unless it cannot travel as it is",
        arguments: [
            ("Subject: a\n\nb", "Subject: a\r\n\r\nb\r\n"), ("Subject: a\r\n\r\nb\r\n", "Subject: a\r\n\r\nb\r\n"),
            ("", ""),
            ("Subject: ä\n\nb", nil), ("Subject: a\0\n\nb", nil), ("Subject: a\rb\n", nil),
            ("\n" + String(repeating: "x", count: 999), nil),
            ("\n" + String(repeating: "x", count: 998), "\r\n" + String(repeating: "x", count: 998) + "\r\n"),
        ])
    func enclosed(mail: String, lines: String?) throws {
        var message = WriteErrorTests.good
        message.attachments = [.init(name: "a.eml", type: "message/rfc822", bytes: Array(mail.utf8))]
        let bytes = try message.bytes()
        let text = String(decoding: bytes, as: UTF8.self)
        if let lines {
            #expect(
                text.contains("Content-Type: message/rfc822; name=\"a.eml\"\r\nContent-Transfer-Encoding: 7bit\r\n"))
            #expect(text.contains("\r\n\r\n\(lines)\r\n--=_mb_"))
        } else {
            #expect(
                text.contains(
                    "Content-Type: application/octet-stream; name=\"a.eml\"\r\nContent-Transfer-Encoding: base64"))
            let read = Message(parsing: bytes)
            #expect(read.attachments.map { read.content(of: $0) } == [Array(mail.utf8)])
        }
        #expect(!bytes.contains { $0 > 0x7F })
    }
}
