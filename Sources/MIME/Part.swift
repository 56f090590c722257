/// One node of a message: a leaf, a multipart or an enclosed message. Bytes are ranges until somebody asks for them.
public struct Part: Sendable {
    /// Place in `Message.parts`.
    public let index: Int
    /// The part that holds this one; nil for the root.
    public let parent: Int?
    /// Places of the parts inside, in order. An enclosed message has one: its root.
    public internal(set) var children: [Int] = []

    /// `type/subtype` in lower case; what the parser took it for if the mail's own words made no sense.
    public internal(set) var type: String = "text/plain"
    /// Parameters of Content-Type.
    public internal(set) var parameters: [ParameterizedValue.Parameter] = []
    /// Content-Disposition with its parameters, if there is such a field.
    public internal(set) var disposition: ParameterizedValue?
    public internal(set) var coding: TransferCoding = .identity
    /// Content-ID without angle brackets.
    public internal(set) var contentID: String?
    /// The name for a saved file, cleaned: no path, no control or direction characters, at most 120 UTF-8 bytes.
    /// Nil if the mail names none. `Message.fileName(of:)` always has one.
    public internal(set) var fileName: String?
    /// Shown as a file beside the text.
    public internal(set) var isAttachment = false
    /// Belongs to an HTML body that may show it by its Content-ID; a file only if the HTML does not.
    public internal(set) var isInline = false

    /// Which buffer the ranges belong to: 0 is the message itself, others are decoded message/rfc822 parts.
    public internal(set) var source = 0
    /// The header block, without the blank line behind it.
    public internal(set) var headerRange: Range<Int> = 0..<0
    /// The body, still coded, without the line end that belongs to the delimiter behind it.
    public internal(set) var bodyRange: Range<Int> = 0..<0
    /// Multipart and message levels above this part.
    public internal(set) var depth = 0

    var entries: [FieldEntry] = []

    init(index: Int, parent: Int?) {
        self.index = index
        self.parent = parent
    }

    /// The value of the Content-Type parameter called `name`, which is in lower case.
    public func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// The word before the slash of `type`.
    public var mainType: Substring { type.prefix { $0 != "/" } }
    /// The word behind the slash of `type`.
    public var subtype: Substring { type.drop { $0 != "/" }.dropFirst() }

    public var charset: String? { parameter("charset") }
    public var isText: Bool { type.hasPrefix("text/") }
    public var isMultipart: Bool { type.hasPrefix("multipart/") }
    /// An enclosed message that was read: `children` holds its root.
    public var isMessage: Bool { !children.isEmpty && ContentType.isMessage(type) }
    /// Neither multipart nor an enclosed message. A text with uuencoded files inside is a leaf that has children.
    public var isLeaf: Bool { !isMultipart && !isMessage }
}
