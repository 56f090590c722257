import Testing

@testable import Transport

@Suite struct SMTPReplyTests {
    private static let wire = "250-one\r\n250-two\r\n250 three\r\n354 go\n250\r\n"

    @Test("puts replies together wherever the bytes are split", arguments: 0...wire.utf8.count)
    func split(_ place: Int) throws {
        let bytes = Array(Self.wire.utf8)
        var reader = SMTPReplyReader()
        var replies: [SMTPReply] = []
        for piece in [bytes[..<place], bytes[place...]] {
            reader.append(Array(piece))
            while let reply = try reader.next() { replies.append(reply) }
        }
        #expect(replies.map(\.code) == [250, 354, 250])
        #expect(replies.first?.text == "250-one 250-two 250 three")
    }

    @Test(
        "refuses what is no reply", arguments: ["hello\r\n", "25 x\r\n", "100 x\r\n", "666 x\r\n", "\r\n", "2a0 x\r\n"])
    func malformed(_ wire: String) {
        var reader = SMTPReplyReader()
        reader.append(Array(wire.utf8))
        #expect(throws: SMTPReplyReader.Malformed.self) { try reader.next() }
    }

    @Test("an endless line or reply does not fill the memory")
    func endless() {
        var reader = SMTPReplyReader()
        reader.append([UInt8](repeating: 0x32, count: 70_000))
        #expect(throws: SMTPReplyReader.Malformed.self) { try reader.next() }
        reader = SMTPReplyReader()
        reader.append((0..<2000).flatMap { _ in Array("250-x\r\n".utf8) })
        #expect(throws: SMTPReplyReader.Malformed.self) { try reader.next() }
    }

    @Test("takes the extensions of the last answer to EHLO only")
    func extensions() {
        let extensions = SMTPExtensions(loginLines: [
            "220 here", "250-here", "250-SIZE 100", "250-SMTPUTF8", "250 STARTTLS", "220 go", "250-here",
            "250-8bitmime", "250 AUTH PLAIN", "235 in",
        ])
        #expect(extensions.eightBitMIME)
        #expect(!extensions.size && !extensions.smtpUTF8)
    }
}
