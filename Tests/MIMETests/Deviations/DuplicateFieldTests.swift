import MIME
import Testing

@Suite("Deviations: duplicate singletons")
struct DuplicateFieldTests {
    @Test("two Subject, Date, Message-ID: the first wins, with a defect")
    func firstWins() {
        let message = Mail.parse(
            "Subject: a\nSubject: b\nDate: 1 Jul 2003 10:52:37 +0200\nDate: 2 Jul 2003 10:52:37 +0200\nMessage-ID: <a@b>\nMessage-ID: <c@d>\n\n"
        )
        #expect(message.subject == "a")
        #expect(message.date?.clock.day == 1)
        #expect(message.messageID == "a@b")
        #expect(message.defects.map(\.kind) == [.duplicateField, .duplicateField, .duplicateField])
    }

    static let contentFields = [
        "Content-Type: text/html\nContent-Type: text/plain",
        "Content-Transfer-Encoding: base64\nContent-Transfer-Encoding: 8bit",
        "Content-Disposition: attachment; filename=a\nContent-Disposition: inline; filename=b",
        "Content-ID: <a@x>\nContent-ID: <b@x>",
    ]

    @Test("two equal Content-* fields: the first wins, with a defect, in every part", arguments: contentFields)
    func content(fields: String) throws {
        let alone = Mail.parse("Subject: s\n\(fields)\n\nx\n")
        let inside = Mail.withPart("\(fields)\n\nx")
        let first = Mail.parse("\(fields.split(separator: "\n")[0])\n\nx\n").parts[0]
        for part in [alone.parts[0], inside.parts[2]] {
            #expect(part.type == first.type)
            #expect(part.coding == first.coding)
            #expect(part.fileName == first.fileName)
            #expect(part.contentID == first.contentID)
        }
        #expect(alone.defects.map(\.kind) == [.duplicateField])
        #expect(inside.defects.map(\.kind) == [.duplicateField])
    }

    @Test("two From: all are kept, with a defect")
    func from() {
        let message = Mail.parse("From: a@x\nSubject: s\nFrom: b@y\n\n")
        #expect(message.from.mailboxes.map(\.address) == ["a@x", "b@y"])
        #expect(message.defects == [Defect(.duplicateField, at: 23)])
    }

    @Test("To, Cc, Bcc, Received, List-*: joined in order")
    func joined() {
        let message = Mail.parse(
            "To: a@x\nCc: b@x\nBcc: c@x\nReceived: 1\nList-Unsubscribe: <mailto:a@x>\nTo: d@x\nCc: e@x\nBcc: f@x\nReceived: 2\nList-Unsubscribe: <https://x.example>\n\n"
        )
        #expect(message.to.mailboxes.map(\.address) == ["a@x", "d@x"])
        #expect(message.cc.mailboxes.map(\.address) == ["b@x", "e@x"])
        #expect(message.bcc.mailboxes.map(\.address) == ["c@x", "f@x"])
        #expect(message.header.all("received").map(\.text) == ["1", "2"])
        #expect(message.listUnsubscribe == ["mailto:a@x", "https://x.example"])
        #expect(message.defects.isEmpty)
    }
}
