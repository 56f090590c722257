/// One node of a message: a leaf, a multipart or an enclosed message. Everything is read from the mail when asked for.
public struct Part: Sendable {
    let store: MessageStore
    /// Place in `Message.parts`.
    public let index: Int

    init(_ store: MessageStore, _ index: Int) {
        self.store = store
        self.index = index
    }

    var node: PartNode { store.nodes[index] }

    // MARK: - Place

    /// The part that holds this one; nil for the root.
    public var parent: Int? { node.parent < 0 ? nil : Int(node.parent) }
    /// Places of the parts inside, in order. An enclosed message has one: its root.
    public var children: [Int] {
        var children: [Int] = []
        var next = node.firstChild
        while next >= 0 {
            children.append(Int(next))
            next = store.nodes[Int(next)].nextSibling
        }
        return children
    }
    /// Which buffer the ranges belong to: 0 is the message itself, others are decoded message/rfc822 parts.
    public var source: Int { Int(node.source) }
    /// The header block, without the blank line behind it.
    public var headerRange: Range<Int> { node.header }
    /// The body, still coded, without the line end that belongs to the delimiter behind it.
    public var bodyRange: Range<Int> { node.body }
    /// Multipart and message levels above this part.
    public var depth: Int { Int(node.depth) }

    /// The fields of this part.
    public var header: Header { Header(store, source: node.source, range: node.fields) }

    // MARK: - What its header says

    /// `type/subtype` in lower case; what the parser took it for if the mail's own words made no sense.
    public var type: String {
        let node = node
        if let name = node.media.name { return name }
        return withValue(of: node.typeField) { value in
            ParameterScanner(value, limit: 0).withMain(\.lowercasedString)
        } ?? "application/octet-stream"
    }

    /// Parameters of Content-Type.
    public var parameters: [ParameterizedValue.Parameter] { parameterized(node.typeField)?.parameters ?? [] }
    /// The value of the Content-Type parameter called `name`, which is in lower case.
    public func parameter(_ name: String) -> String? { parameterized(node.typeField)?[name] }
    public var charset: String? { parameter("charset") }

    /// Content-Disposition with its parameters, if there is such a field (RFC 2183).
    public var disposition: ParameterizedValue? { parameterized(node.dispositionField) }
    public var coding: TransferCoding { node.coding }

    /// Content-ID without angle brackets.
    public var contentID: String? {
        withValue(of: node.contentIDField) { readMessageIDs($0).first ?? bareID($0) } ?? nil
    }

    /// The name for a saved file, cleaned: no path, no control or direction characters, at most 120 UTF-8 bytes.
    /// Nil if the mail names none. `Message.fileName(of:)` always has one.
    public var fileName: String? {
        let node = node
        guard node.hasFileName else { return nil }
        if node.coding == .uuencode, node.fields.isEmpty { return UUEncode.fileName(in: store, node) }
        return FileName.named(by: parameterized(node.dispositionField), type: parameterized(node.typeField))
    }

    // MARK: - What it is

    /// The word before the slash of `type`.
    public var mainType: Substring { type.prefix { $0 != "/" } }
    /// The word behind the slash of `type`.
    public var subtype: Substring { type.drop { $0 != "/" }.dropFirst() }

    public var isText: Bool { node.media.isText }
    public var isMultipart: Bool { node.media.isMultipart }
    /// An enclosed message that was read: `children` holds its root.
    public var isMessage: Bool { node.isMessage }
    /// Neither multipart nor an enclosed message. A text with uuencoded files inside is a leaf that has children.
    public var isLeaf: Bool { node.isLeaf }
    /// Shown as a file beside the text.
    public var isAttachment: Bool { node.role == .attachment }
    /// Belongs to an HTML body that may show it by its Content-ID; a file only if the HTML does not.
    public var isInline: Bool { node.role == .inline }

    // MARK: - Reading fields

    private func withValue<Result>(of place: Int32, _ body: (ByteView) -> Result) -> Result? {
        place < 0 ? nil : store.withValue(of: store.fields[Int(place)], in: node.source, body)
    }

    private func parameterized(_ place: Int32) -> ParameterizedValue? {
        withValue(of: place) { ParameterizedValue(parsing: $0, text: FieldText(store)) }
    }

    private func bareID(_ value: ByteView) -> String? {
        let id = String(decoding: value.filter { $0 > 0x20 && $0 != UInt8(ascii: "<") }, as: UTF8.self)
        return id.isEmpty ? nil : id
    }
}

/// All parts of a message in document order; the first is the message itself.
public struct Parts: RandomAccessCollection, Sendable {
    let store: MessageStore

    public var startIndex: Int { 0 }
    public var endIndex: Int { store.nodes.count }

    public subscript(position: Int) -> Part {
        precondition(store.nodes.indices.contains(position))
        return Part(store, position)
    }
}
