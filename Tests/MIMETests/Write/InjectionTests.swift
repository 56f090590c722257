import Testing

@testable import MIME

/// Every place at which a caller's value reaches the mail, against every value that could become more than that.
@Suite("No value becomes a field or a body") struct InjectionTests {
    typealias Change = @Sendable (inout OutgoingMessage, String) -> Void

    /// The property of `OutgoingMessage`, the field that errors name, and a change that sets it.
    static let places: [(property: String, field: String, change: Change)] = [
        ("from", "From", { $0.from = Mailbox(name: $1, address: "a@b.example") }),
        ("from", "From", { $0.from = Mailbox(name: nil, localPart: $1, domain: "b.example") }),
        ("from", "From", { $0.from = Mailbox(name: nil, localPart: "a", domain: $1) }),
        ("from", "From", { $0.from = Mailbox(name: nil, localPart: "\"\($1)\"", domain: "b.example") }),
        ("from", "From", { $0.from = Mailbox(name: nil, localPart: "a", domain: "[\($1)]") }),
        ("from", "From", { $0.from = Mailbox(address: $1) }),
        ("sender", "Sender", { $0.sender = Mailbox(name: $1, address: "a@b.example") }),
        ("to", "To", { $0.to.append(Mailbox(name: "x\($1)x", address: "a@b.example")) }),
        ("cc", "Cc", { $0.cc = [Mailbox(name: $1, address: "a@b.example")] }),
        ("replyTo", "Reply-To", { $0.replyTo = [Mailbox(name: "ä\($1)", address: "a@b.example")] }),
        ("subject", "Subject", { $0.subject = $1 }),
        ("subject", "Subject", { $0.subject = "ä \($1) ä" }),
        ("messageID", "Message-ID", { $0.messageID = "a@\($1)" }),
        ("inReplyTo", "In-Reply-To", { $0.inReplyTo = [$1] }),
        ("references", "References", { $0.references = ["a@b", $1] }),
        ("fields", "X-Extra", { $0.fields = [("X-Extra", $1)] }),
        ("fields", "field name", { $0.fields = [("X-Extra\($1)", "a")] }),
        ("attachments", "attachment 1 name", { $0.attachments = [.init(name: $1, type: "text/plain", bytes: [])] }),
        ("attachments", "attachment 1 type", { $0.attachments = [.init(name: "a", type: "text/\($1)", bytes: [])] }),
        (
            "attachments", "attachment 1 Content-ID",
            { $0.attachments = [.init(name: "a", type: "a/b", bytes: [], contentID: $1)] }
        ),
    ]

    /// What is text of a part and may hold anything, or holds no text.
    static let bodies: [(property: String, change: Change)] = [
        ("text", { $0.text = $1 }), ("html", { $0.html = $1 }),
        (
            "textFormat",
            {
                $0.textFormat = .flowed
                $0.text = $1
            }
        ),
        ("attachments", { $0.attachments = [.init(name: "a", type: "message/rfc822", bytes: Array($1.utf8))] }),
        ("attachments", { $0.attachments = [.init(name: "a", type: "text/plain", bytes: Array($1.utf8))] }),
    ]

    @Test("each property of a mail is tried here")
    func complete() {
        let tried = Set(Self.places.map(\.property) + Self.bodies.map(\.property) + ["date", "boundarySeed"])
        #expect(Set(Mirror(reflecting: WriteErrorTests.good).children.compactMap(\.label)) == tried)
        let attachment = OutgoingMessage.Attachment(name: "", type: "", bytes: [])
        #expect(Mirror(reflecting: attachment).children.map(\.label) == ["name", "type", "bytes", "contentID"])
    }

    @Test("control characters are refused, and the error names the field", arguments: places.indices)
    func controls(place: Int) {
        let (_, field, change) = Self.places[place]
        let ends = [
            "\r\nBcc: x@y.example", "a\nb", "a\rb", "a\0b", "a\r\n", "\n\n<script>", "\r\n ", "\r\n\r\n", "\n", "\r",
            "\0",
            "a\u{85}b", "a\u{8}b", "a\u{7F}b", "a\u{1B}[31mb", "a\u{9F}b", "\u{2028}Bcc: x@y.example", "a\u{2029}b",
            "a\u{B}b", "a\r\n\u{301}Bcc: x@y.example",
        ]
        for bad in ends {
            var message = WriteErrorTests.good
            change(&message, bad)
            let kind: WriteError.Kind = field == "field name" ? .malformedFieldName : .controlCharacter
            #expect(WriteErrorTests.error(of: message) == WriteError(field: field, kind))
        }
    }

    static let oddities = [
        "a\u{202E}b", "\u{2066}a\u{2069}", "a\u{FEFF}", "\u{AD}", "\t",
        "a\tb",
        " ",
        "  ", ": x", "=?utf-8?Q?=0D=0ABcc:_x@y.example?=", "=?utf-8?B?DQpCY2M6IHhAeS5leGFtcGxl?=", "<a@b>, <c@d>", "\"",
        "\\",
        "\\\"", "(", ")", ",", ";", "a;b=c", "a\"; name=\"b", "a*=utf-8''b", "%0D%0A", "\u{FFFD}", "\u{FFFF}",
        "\u{E000}",
        "--=_mb_", ".", "ä\u{301}", "\u{10FFFF}", "", "@", "a@b", "[", "]", "<", ">", "?=", "=",
        String(repeating: "x", count: 70_000), String(repeating: "ä ", count: 40_000),
        String(repeating: "x ", count: 3_000), String(repeating: "ä", count: 3_000),
    ]

    @Test("what is not refused stays within its field", arguments: places.indices)
    func contained(place: Int) throws {
        let (_, field, change) = Self.places[place]
        for odd in Self.oddities {
            var message = WriteErrorTests.good
            change(&message, odd)
            if let error = WriteErrorTests.error(of: message) {
                #expect(error.field == field)
                continue
            }
            try expectAsGiven(message)
        }
    }

    @Test("a body may hold anything, and stays one", arguments: bodies.indices)
    func anyBody(place: Int) throws {
        for odd in Self.oddities + ["\r\nBcc: x@y.example", "\n.\nQUIT", "\r\n\r\n--=_mb_\r\n", "a\0b\u{8}", "\r"] {
            var message = WriteErrorTests.good
            Self.bodies[place].change(&message, odd)
            try expectAsGiven(message)
        }
    }

    /// Readers drop quotes that an address does not need.
    private func unquoted(_ mailbox: Mailbox) -> String { mailbox.address.filter { $0 != "\"" && $0 != "\\" } }

    /// Our parser takes Unicode's line ends out of encoded-words for blanks.
    private func blanked(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            scalars.append(["\u{2028}", "\u{2029}"].contains(scalar) ? " " : scalar)
        }
        return String(scalars)
    }

    /// Our parser finds the fields and parts that were given, and no others.
    private func expectAsGiven(_ message: OutgoingMessage) throws {
        let bytes = try message.bytes()
        let read = Message(parsing: bytes)
        let expected = MailReading(expectedOf: message)
        #expect(read.header.fields.map(\.name) == expected.fields)
        #expect(read.subject == expected.subject.map(blanked))
        #expect(read.from.mailboxes.map(unquoted) == [unquoted(message.from)])
        #expect(read.to.mailboxes.map(unquoted) == message.to.map(unquoted))
        #expect(read.header.text("x-extra") == expected.extra.map(blanked))
        let files = read.parts.filter { $0.disposition != nil }
        #expect(
            files.compactMap { $0.disposition?["filename"] } == message.attachments.map(\.name).filter { !$0.isEmpty })
        #expect(read.parts.filter { $0.depth <= 1 && $0.isLeaf }.count <= 2)
        #expect(bytes.split(separator: 0x0A).allSatisfy { $0.count <= 999 && $0.last == 0x0D })
    }
}
