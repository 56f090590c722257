import Testing

@testable import MIME

@Suite struct OwnReaderTests {
    @Test("every mail that is written comes back equal through the module's own parser")
    func roundTrip() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = MailGenerator(seed: seed)
        for _ in 0..<400 {
            let message = generator.message()
            let read = Message(parsing: try message.bytes())
            let hint = Comment("seed \(seed): \(message.messageID)")
            #expect(read.subject == message.subject, hint)
            #expect(read.from == [.mailbox(message.from)], hint)
            #expect(read.to == message.to.map { .mailbox($0) }, hint)
            #expect(read.messageID == message.messageID, hint)
            #expect(read.references == message.references, hint)
            #expect(read.date == message.date, hint)
            #expect(read.header.text("x-extra") == message.fields.first?.value, hint)
            #expect(read.defects == [], hint)
            let bodies = read.parts.filter { $0.isText && $0.disposition == nil }
            #expect(
                bodies.map { MailGenerator.lines(read.text(of: $0)) }
                    == [message.text, message.html].compactMap(\.self).map(MailGenerator.lines), hint)
            let files = read.parts.filter { $0.disposition != nil }
            #expect(Set(files.map(\.fileName)) == Set(message.attachments.map(\.name)), hint)
            #expect(Set(files.map { read.content(of: $0) }) == Set(message.attachments.map(\.bytes)), hint)
            #expect(Set(files.map(\.contentID)) == Set(message.attachments.map(\.contentID)), hint)
        }
    }

    @Test("flowed text is joined to what was written")
    func flowed() throws {
        let lines = [
            "Guten Tag,", "", String(repeating: "ein langer Absatz mit Umläuten ", count: 12) + "Ende.",
            "> " + String(repeating: "a long quote ", count: 20) + "end.", " eingerückt", "From here", "-- ", "Anna",
        ]
        var message = WriteErrorTests.good
        message.text = lines.joined(separator: "\n") + "\n"
        message.textFormat = .flowed
        let bytes = try message.bytes()
        let text = try #require(Message(parsing: bytes).body.text)
        #expect(MailGenerator.lines(text) == MailGenerator.lines(message.text))
    }

    @Test("no line is over 998 bytes and all end with CRLF", arguments: [UInt64(21), 22])
    func lines(seed: UInt64) throws {
        var generator = MailGenerator(seed: seed)
        for _ in 0..<200 {
            let bytes = try generator.message().bytes()
            #expect(bytes.suffix(2) == [0x0D, 0x0A])
            var start = 0
            for index in bytes.indices where bytes[index] == 0x0A {
                #expect(index > 0 && bytes[index - 1] == 0x0D && index - start <= 999, "seed \(seed)")
                start = index + 1
            }
            #expect(bytes.filter { $0 == 0x0D }.count == bytes.filter { $0 == 0x0A }.count)
            #expect(!bytes.contains { $0 > 0x7F || $0 == 0 }, "ASCII only: seed \(seed)")
        }
    }
}
