/// A mail to write: ticket mails, receipts, relay mails.
///
/// Whatever the values are, the mail has exactly the fields named here, and readers find in them what was given:
/// ``bytes()`` refuses control characters, malformed addresses and the like by a ``WriteError`` that names the field, and
/// encodes all else. The same value with the same `boundarySeed` gives the same bytes.
public struct OutgoingMessage: Sendable {
    /// A file in the mail.
    public struct Attachment: Sendable, Hashable {
        /// Any text of up to 1,024 bytes, also outside of ASCII; empty for none.
        public var name: String
        /// `type/subtype` without parameters. `message/rfc822` is written as it is, with CRLF line ends, if it is ASCII in
        /// lines of at most 998 bytes; else as `application/octet-stream`.
        public var type: String
        public var bytes: [UInt8]
        /// ASCII, without angle brackets; by this the HTML shows the file in its text (`cid:`, RFC 2392). Nil for a file
        /// beside the text.
        public var contentID: String?

        public init(name: String, type: String, bytes: [UInt8], contentID: String? = nil) {
            self.name = name
            self.type = type
            self.bytes = bytes
            self.contentID = contentID
        }
    }

    public enum TextFormat: Sendable, Hashable {
        /// Each line as given.
        case fixed
        /// Long lines are broken so that readers join them again (RFC 3676, DelSp=no). Lines that start with `>` are
        /// quotes; blanks at the end of lines are dropped, but for the signature mark `-- `.
        case flowed
    }

    public var from: Mailbox
    /// Who sent the mail in the name of `from`, if that is somebody else.
    public var sender: Mailbox?
    public var to: [Mailbox] = []
    public var cc: [Mailbox] = []
    public var replyTo: [Mailbox] = []
    public var subject: String
    public var date: DateTime
    /// `left@right`, without angle brackets; never given to another mail.
    public var messageID: String
    /// Without angle brackets.
    public var inReplyTo: [String] = []
    /// Without angle brackets, oldest first. Each is written once, of more than 200 the first and the latest 199.
    public var references: [String] = []
    /// Further fields, written in this order with their names as given and their values as text. Not for the fields that
    /// have a property here, nor for Bcc, MIME-Version and Content-….
    public var fields: [(name: String, value: String)] = []
    /// Lines end with LF, CRLF or CR; they are written with CRLF, also the last one.
    public var text: String
    public var html: String?
    public var textFormat = TextFormat.fixed
    public var attachments: [Attachment] = []
    /// Makes the boundaries repeatable; nil for random ones.
    public var boundarySeed: UInt64?

    public init(
        from: Mailbox, sender: Mailbox? = nil, to: [Mailbox] = [], cc: [Mailbox] = [], replyTo: [Mailbox] = [],
        subject: String, date: DateTime, messageID: String, inReplyTo: [String] = [], references: [String] = [],
        fields: [(name: String, value: String)] = [], text: String, html: String? = nil,
        textFormat: TextFormat = .fixed, attachments: [Attachment] = [], boundarySeed: UInt64? = nil
    ) {
        self.from = from
        self.sender = sender
        self.to = to
        self.cc = cc
        self.replyTo = replyTo
        self.subject = subject
        self.date = date
        self.messageID = messageID
        self.inReplyTo = inReplyTo
        self.references = references
        self.fields = fields
        self.text = text
        self.html = html
        self.textFormat = textFormat
        self.attachments = attachments
        self.boundarySeed = boundarySeed
    }

    /// Whether an address or id is not ASCII, so that the header holds UTF-8 (RFC 6532) and every mail server on the way
    /// has to offer SMTPUTF8 (RFC 6531).
    public var needsSMTPUTF8: Bool {
        let mailboxes = [from] + [sender].compactMap(\.self) + to + cc + replyTo
        let words = mailboxes.map(\.address) + [messageID] + inReplyTo + references
        return words.contains { $0.utf8.contains { $0 > 0x7F } }
    }

    /// The mail: CRLF line ends, header lines of at most 76 bytes where their words allow it, no line over 998, all ASCII
    /// but for what ``needsSMTPUTF8`` names. The hidden recipients of a mail are told to the mail server alone.
    /// - Throws: ``WriteError`` for the first value that cannot be written.
    public func bytes() throws(WriteError) -> [UInt8] {
        var header = HeaderWriter()
        try writeFields(to: &header)
        return try body().bytes(behind: header)
    }
}
