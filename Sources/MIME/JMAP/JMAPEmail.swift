/// A mail as a JMAP Email object (RFC 8621 §4.1).
///
/// What only a mail store knows is left out: `id`, `threadId`, `mailboxIds`, `keywords`, `receivedAt`. Beside what RFC 8621
/// calls default, an object has `headers`, the forms of fields that have no property of their own, and `bodyStructure` with
/// `headers` and `subParts`. Beyond the RFC there are `file` and `defects`: `{"kind", "offset", "partId"}`, the offset in bytes,
/// the part only for defects of its content.
///
/// Where a field stands twice the last one counts, as the RFC says, which may not be the one that ``Message`` takes.
/// Encoded-words are decoded wherever they stand.
public struct JMAPEmail: Sendable {
    public let message: Message
    public let options: Options

    public init(_ message: Message, _ options: Options = Options()) {
        self.message = message
        self.options = options
    }

    /// The id of some content; equal content has equal ids. 1 to 255 letters, digits, `-` and `_` (RFC 8620 §1.2).
    public typealias BlobID = @Sendable (_ content: [UInt8]) -> String

    /// What an object holds; named as the arguments of Email/parse (RFC 8621 §4.9) where there is one.
    public struct Options: Sendable {
        /// The value of `file`; without it the key is missing.
        public var file: String?
        /// Leaves out all that comes from the body.
        public var headersOnly = false
        /// Fields of the header to hold beside those that every object has.
        public var properties: [JMAPHeaderProperty] = []
        /// Fields of its own header that each part shall hold.
        public var bodyProperties: [JMAPHeaderProperty] = []
        /// `bodyValues` has the text parts of `textBody`.
        public var fetchTextBodyValues = true
        /// `bodyValues` has the text parts of `htmlBody`.
        public var fetchHTMLBodyValues = true
        /// `bodyValues` has all text parts.
        public var fetchAllBodyValues = false
        /// The most UTF-8 bytes of a body value; 0 is no limit.
        public var maxBodyValueBytes = 0
        /// Makes `blobId` of the mail and its parts; without it parts have null and the mail has none.
        public var blobID: BlobID?

        public init() {}
    }

    /// UTF-8, on one line, keys in a fixed order.
    public var json: [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        if let file = options.file {
            json.key("file")
            json.string(file)
        }
        if let blobID = options.blobID {
            json.key("blobId")
            json.string(blobID(message.bytes))
        }
        json.key("size")
        json.number(message.bytes.count)
        let header = message.header
        JMAPFields.write(header, asked: options.properties, to: &json)
        var defects = (structureDefects + JMAPFields.defects(of: header)).map { JMAPDefect($0) }
        if !options.headersOnly {
            var body = JMAPBody(message, options)
            body.write(to: &json)
            defects += body.defects
        }
        json.key("defects")
        json.beginArray()
        for defect in defects { defect.write(to: &json) }
        json.endArray()
        json.endObject()
        return json.output
    }

    private var structureDefects: [Defect] {
        guard options.headersOnly, let root = message.parts.first else { return message.defects }
        return message.defects.filter { $0.offset < root.bodyRange.lowerBound }
    }
}
