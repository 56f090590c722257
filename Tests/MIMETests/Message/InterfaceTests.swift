import MIME
import Testing

/// Section "Interface": what a message offers, on one mail.
@Suite("Interface")
struct InterfaceTests {
    static let text = """
        Return-Path: <bounce@x.example>
        Delivered-To: shop@y.example
        X-Original-To: info@y.example
        From: Anna <a@x.example>
        Sender: s@x.example
        Reply-To: r@x.example
        To: shop@y.example
        Cc: c@y.example
        Bcc: d@y.example
        Date: Tue, 1 Jul 2003 10:52:37 +0200
        Subject: =?utf-8?q?Gr=C3=B6=C3=9Fe?=
        Message-ID: <1@x.example>
        In-Reply-To: <0@x.example>
        References: <z@x.example> <0@x.example>
        Content-Type: multipart/mixed; boundary=b

        --b

        text
        --b
        Content-Type: image/png; name=a.png
        Content-ID: image1
        Content-Transfer-Encoding: base64

        AAEC
        --b--

        """

    @Test("typed access to fields", arguments: Mail.lineEnds)
    func fields(lineEnd: String) {
        let message = Mail.parse(Self.text, lineEnd: lineEnd)
        let addresses = [
            message.returnPath, message.deliveredTo, message.originalTo, message.from, message.sender, message.replyTo,
            message.to, message.cc, message.bcc,
        ]
        #expect(
            addresses.map { $0.mailboxes.map(\.address) } == [
                ["bounce@x.example"], ["shop@y.example"], ["info@y.example"], ["a@x.example"], ["s@x.example"],
                ["r@x.example"], ["shop@y.example"], ["c@y.example"], ["d@y.example"],
            ])
        #expect(message.date?.secondsSinceEpoch == 1_057_049_557)
        #expect(message.subject == "Größe")
        #expect(message.messageID == "1@x.example")
        #expect(message.inReplyTo == ["0@x.example"])
        #expect(message.references == ["z@x.example", "0@x.example"])
        #expect(message.automatic == nil)
        #expect(message.fieldDefects.isEmpty && message.defects.isEmpty)
    }

    @Test("parts in document order, with exact ranges", arguments: Mail.lineEnds)
    func parts(lineEnd: String) {
        let message = Mail.parse(Self.text, lineEnd: lineEnd)
        #expect(message.parts.map(\.index) == [0, 1, 2])
        #expect(message.parts.map(\.parent) == [nil, 0, 0])
        #expect(message.parts[0].children == [1, 2])
        let part = message.parts[2]
        #expect(part.mainType == "image" && part.subtype == "png")
        #expect(part.contentID == "image1")
        #expect(part.coding == .base64)
        #expect(
            Array(message.bytes[part.headerRange])
                == Mail.bytes(
                    "Content-Type: image/png; name=a.png\nContent-ID: image1\nContent-Transfer-Encoding: base64\n",
                    lineEnd: lineEnd))
        #expect(Array(message.bytes[part.bodyRange]) == Array("AAEC".utf8))
        #expect(message.content(of: part) == [0, 1, 2])
        var pieces: [UInt8] = []
        message.decode(part) { pieces.append(contentsOf: $0) }
        #expect(pieces == [0, 1, 2])
        #expect(message.header(of: part).fields.map(\.name).first == "Content-Type")
        #expect(message.body.text == "text")
        #expect(message.attachments.map(\.fileName) == ["a.png"])
    }

    @Test("a header alone gives the same fields")
    func header() throws {
        let whole = Mail.parse(Self.text).header
        let end = try #require(Self.text.firstRange(of: "\n\n"))
        let alone = Header(parsing: Mail.bytes(String(Self.text[..<end.upperBound])))
        #expect(alone.fields.map(\.raw) == whole.fields.map(\.raw))
        #expect(alone.fields.map(\.text) == whole.fields.map(\.text))
    }

    @Test(
        "a Content-ID without brackets",
        arguments: [("image1", "image1"), ("<image1", "image1"), ("", nil)] as [(String, String?)])
    func contentID(raw: String, id: String?) {
        #expect(Mail.parse("Content-ID: \(raw)\n\nx").parts[0].contentID == id)
    }
}
