import Testing

@testable import MIME

@Suite("What cannot be written is refused") struct WriteErrorTests {
    static let good = OutgoingMessage(
        from: Mailbox(name: "Bridge", address: "bridge@shop.example"), to: [Mailbox(address: "agent@shop.example")],
        subject: "s", date: DateTime(secondsSinceEpoch: 1_763_800_000), messageID: "1@shop.example", text: "t")

    static func error(of message: OutgoingMessage) -> WriteError? {
        do throws(WriteError) { _ = try message.bytes() } catch { return error }
        return nil
    }

    private func error(_ change: (inout OutgoingMessage) -> Void) -> WriteError? {
        var message = Self.good
        change(&message)
        return Self.error(of: message)
    }

    @Test(
        "field names are tokens, and none that the writer writes itself",
        arguments: [
            ("", WriteError(field: "field name", .malformedFieldName)),
            ("X-A\r\nB", WriteError(field: "field name", .malformedFieldName)),
            ("X A", WriteError(field: "field name", .malformedFieldName)),
            ("X:A", WriteError(field: "field name", .malformedFieldName)),
            ("X(A", WriteError(field: "field name", .malformedFieldName)),
            ("X-Ä", WriteError(field: "field name", .malformedFieldName)),
            (String(repeating: "X", count: 77), WriteError(field: "field name", .malformedFieldName)),
            ("sUBJECT", WriteError(field: "sUBJECT", .reservedField)),
            ("Bcc", WriteError(field: "Bcc", .reservedField)),
            ("Resent-Bcc", WriteError(field: "Resent-Bcc", .reservedField)),
            ("Content-Type", WriteError(field: "Content-Type", .reservedField)),
            ("content-anything", WriteError(field: "content-anything", .reservedField)),
            ("MIME-Version", WriteError(field: "MIME-Version", .reservedField)),
        ])
    func fieldNames(name: String, expected: WriteError) {
        #expect(error { $0.fields = [(name, "x")] } == expected)
    }

    @Test("our own id is left@right of dot-atoms")
    func ownID() {
        for id in [
            "", "no-at", "a@b>c", "<a@b>", "a b@c", "a@b@c", "a@", "@b", "a..b@c", "a@b.", "\"a\"@b", "a(x)@b",
            "a@\u{AD}b",
        ] {
            #expect(error { $0.messageID = id } == WriteError(field: "Message-ID", .malformedID), "\(id)")
        }
        #expect(error { $0.messageID = "a.b-c+d@[192.0.2.1]" } == nil)
        #expect(error { $0.messageID = "ü@müller.example" } == nil)
        #expect(error { $0.messageID = "a@" + String(repeating: "x", count: 899) }?.kind == .malformedID)
    }

    @Test("foreign ids may be odd, but neither end the id nor the field")
    func foreignIDs() {
        #expect(error { $0.references = ["odd[id]", "a..b@c", "\"a\"@b", "x"] } == nil)
        for id in ["", "a b@c", "a@b>", "<a", "a\u{202E}b@c", "a\u{A0}b"] {
            #expect(error { $0.references = ["x@y", id] } == WriteError(field: "References", .malformedID), "\(id)")
            #expect(error { $0.inReplyTo = [id] } == WriteError(field: "In-Reply-To", .malformedID), "\(id)")
        }
        let picture = OutgoingMessage.Attachment(name: "a", type: "a/b", bytes: [], contentID: "ä@x")
        #expect(error { $0.attachments = [picture] } == WriteError(field: "attachment 1 Content-ID", .malformedID))
    }

    @Test(
        "types are two words with a slash between, and no multipart",
        arguments: [
            "", "text", "text/", "/x", "text/a;b=c", "a/b/c", "multipart/mixed", "te xt/plain", "text/pläin",
            "text/\"a\"",
            "a/" + String(repeating: "x", count: 128),
        ])
    func types(type: String) {
        #expect(
            error { $0.attachments = [.init(name: "a", type: type, bytes: [])] }
                == WriteError(field: "attachment 1 type", .malformedType))
    }

    @Test("a date outside of what the field can say is refused")
    func dates() {
        #expect(error { $0.date = DateTime(secondsSinceEpoch: .max) } == WriteError(field: "Date", .dateOutOfRange))
        #expect(error { $0.date = DateTime(secondsSinceEpoch: 0, offsetMinutes: -841) }?.kind == .dateOutOfRange)
    }

    @Test("more than readers keep is refused")
    func tooLong() {
        func text(_ count: Int) -> String { String(repeating: "x", count: count) }
        #expect(error { $0.subject = text(65_537) } == WriteError(field: "Subject", .tooLong))
        #expect(error { $0.subject = text(65_536) } == nil)
        #expect(error { $0.to = [Mailbox(name: text(65_537), address: "a@b")] } == WriteError(field: "To", .tooLong))
        #expect(error { $0.fields = [("X-A", text(65_537))] } == WriteError(field: "X-A", .tooLong))
        #expect(
            error { $0.attachments = [.init(name: text(1_025), type: "a/b", bytes: [])] }
                == WriteError(field: "attachment 1 name", .tooLong))
        #expect(
            error { $0.to = Array(repeating: Mailbox(address: "a@b"), count: 2_001) }
                == WriteError(field: "To", .tooLong))
        #expect(
            error { $0.cc = Array(repeating: Mailbox(name: text(60_000), address: "a@b"), count: 5) }
                == WriteError(field: "Cc", .tooLong))
        #expect(
            error { $0.fields = Array(repeating: ("X-A", ""), count: 1_001) } == WriteError(field: "fields", .tooLong))
        #expect(
            error { $0.fields = Array(repeating: ("X-A", text(60_000)), count: 20) }
                == WriteError(field: "fields", .tooLong))
        #expect(
            error { $0.attachments = Array(repeating: .init(name: "", type: "a/b", bytes: []), count: 901) }
                == WriteError(field: "attachments", .tooLong))
    }

    @Test("an error names the field and never the value")
    func description() {
        #expect("\(WriteError(field: "To", .malformedAddress))" == "To: malformedAddress")
    }
}
