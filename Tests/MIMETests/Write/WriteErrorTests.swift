import Testing

@testable import MIME

@Suite struct WriteErrorTests {
    static let good = OutgoingMessage(
        from: Mailbox(name: "Bridge", address: "bridge@shop.example"), to: [Mailbox(address: "agent@shop.example")],
        subject: "s", date: DateTime(secondsSinceEpoch: 1_763_800_000), messageID: "1@shop.example", text: "t")

    static func error(of message: OutgoingMessage) -> WriteError? {
        do throws(WriteError) { _ = try message.bytes() } catch { return error }
        return nil
    }

    typealias Change = @Sendable (inout OutgoingMessage, String) -> Void

    /// Every place where a caller's value reaches the mail.
    static let places: [(field: String, change: Change)] = [
        ("From", { $0.from = Mailbox(name: $1, address: "a@b.example") }),
        ("From", { $0.from = Mailbox(name: nil, localPart: $1, domain: "b.example") }),
        ("From", { $0.from = Mailbox(name: nil, localPart: "a", domain: $1) }),
        ("From", { $0.from = Mailbox(name: nil, localPart: "\"\($1)\"", domain: "b.example") }),
        ("Sender", { $0.sender = Mailbox(name: $1, address: "a@b.example") }),
        ("To", { $0.to.append(Mailbox(name: $1, address: "a@b.example")) }),
        ("Cc", { $0.cc = [Mailbox(name: $1, address: "a@b.example")] }),
        ("Reply-To", { $0.replyTo = [Mailbox(name: $1, address: "a@b.example")] }),
        ("Subject", { $0.subject = $1 }),
        ("Message-ID", { $0.messageID = "a@\($1)" }),
        ("In-Reply-To", { $0.inReplyTo = [$1] }),
        ("References", { $0.references = ["a@b", $1] }),
        ("X-Extra", { $0.fields = [("X-Extra", $1)] }),
        ("attachment 1 name", { $0.attachments = [.init(name: $1, type: "text/plain", bytes: [])] }),
        ("attachment 1 type", { $0.attachments = [.init(name: "a", type: "text/\($1)", bytes: [])] }),
        ("attachment 1 Content-ID", { $0.attachments = [.init(name: "a", type: "a/b", bytes: [], contentID: $1)] }),
    ]

    @Test("CR, LF and NUL are refused in every value", arguments: places.indices)
    func injection(place: Int) {
        let (field, change) = Self.places[place]
        for bad in ["\r\nBcc: x@y.example", "a\nb", "a\rb", "a\0b", "a\r\n", "\n\n<script>", "\r\n "] {
            var message = Self.good
            change(&message, bad)
            #expect(Self.error(of: message) == WriteError(field: field, .lineEndOrNUL))
        }
    }

    @Test(
        "field names are checked",
        arguments: [
            ("", WriteError(field: "field name", .malformedFieldName)),
            ("X-A\r\nB", WriteError(field: "field name", .malformedFieldName)),
            ("X A", WriteError(field: "field name", .malformedFieldName)),
            ("X:A", WriteError(field: "field name", .malformedFieldName)),
            ("X-Ä", WriteError(field: "field name", .malformedFieldName)),
            ("sUBJECT", WriteError(field: "sUBJECT", .reservedField)),
            ("Content-Type", WriteError(field: "Content-Type", .reservedField)),
            ("MIME-Version", WriteError(field: "MIME-Version", .reservedField)),
        ])
    func fieldNames(name: String, error: WriteError) {
        var message = Self.good
        message.fields = [(name, "x")]
        #expect(Self.error(of: message) == error)
    }

    @Test(
        "what is no address is refused",
        arguments: [
            "", "a", "@b.example", "a@", "a b@c.example", "a@b..example", "a@b@c.example", "a,b@c.example",
            "<a@b.example>", "a@b.example>", "\"a@b.example", "\"a\"b\"@c.example", "a@[1.2.3.4", "a@b example",
            "a(x)@b.example",
            "\(String(repeating: "a", count: 320))@b.example",
        ])
    func addresses(address: String) {
        var message = Self.good
        message.to = [Mailbox(address: address)]
        #expect(Self.error(of: message) == WriteError(field: "To", .malformedAddress))
    }

    @Test(
        "odd but usable addresses are written",
        arguments: [
            "a..b@docomo.example", "a.@docomo.example", "\"a b@c\"@d.example", "a+b=c@[192.0.2.1]", "o'neil@x.example",
            "a@localhost",
        ])
    func oddAddresses(address: String) throws {
        var message = Self.good
        message.to = [Mailbox(address: address)]
        #expect(String(decoding: try message.bytes(), as: UTF8.self).contains("To: \(address)\r\n"))
        #expect(!message.needsSMTPUTF8)
    }

    @Test("UTF-8 addresses are written as they are, and said to need SMTPUTF8")
    func internationalAddress() throws {
        var message = Self.good
        message.to = [Mailbox(name: "Jörg", address: "jörg@müller.example")]
        #expect(message.needsSMTPUTF8)
        #expect(String(decoding: try message.bytes(), as: UTF8.self).contains("<jörg@müller.example>"))
    }

    @Test("ids, types and dates are checked")
    func others() {
        func error(_ change: (inout OutgoingMessage) -> Void) -> WriteError? {
            var message = Self.good
            change(&message)
            return Self.error(of: message)
        }
        #expect(error { $0.messageID = "" } == WriteError(field: "Message-ID", .malformedID))
        #expect(error { $0.messageID = "no-at" } == WriteError(field: "Message-ID", .malformedID))
        #expect(error { $0.messageID = "a@b>c" } == WriteError(field: "Message-ID", .malformedID))
        #expect(error { $0.references = ["a b@c"] } == WriteError(field: "References", .malformedID))
        #expect(error { $0.references = ["odd[id]"] } == nil)
        #expect(error { $0.date = DateTime(secondsSinceEpoch: .max) } == WriteError(field: "Date", .dateOutOfRange))
        #expect(error { $0.date = DateTime(secondsSinceEpoch: 0, offsetMinutes: 1440) }?.kind == .dateOutOfRange)
        for type in ["", "text", "text/", "/x", "text/a;b=c", "a/b/c", "multipart/mixed", "te xt/plain"] {
            #expect(
                error { $0.attachments = [.init(name: "a", type: type, bytes: [])] }
                    == WriteError(field: "attachment 1 type", .malformedType), "\(type)")
        }
    }
}
