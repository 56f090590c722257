/// What the parser knows of one part: where it lies and what its structure needs. Nothing in it is a copy of the mail.
struct PartNode: Sendable {
    /// Places in ``MessageStore/nodes``; -1 where there is none. Those below a part follow it without a gap.
    var parent: Int32
    var firstChild: Int32 = -1
    var lastChild: Int32 = -1
    var nextSibling: Int32 = -1

    /// Which buffer the ranges belong to.
    var source: Int32
    /// Multipart and message levels above.
    var depth: Int32
    private var headerStart: UInt32
    private var headerEnd: UInt32
    private var bodyStart: UInt32
    private var bodyEnd: UInt32
    private var fieldsStart: Int32
    private var fieldsEnd: Int32

    /// Places of the fields that count in ``MessageStore/fields``; -1 where there is none.
    var typeField: Int32 = -1
    var dispositionField: Int32 = -1
    var contentIDField: Int32 = -1

    var media = MediaType.textPlain
    var coding = TransferCoding.identity
    var disposition = Disposition.none
    var hasFileName = false
    var role = Role.none
    /// Which stretch of the body it belongs to, if that is its role.
    var segment: Int32 = -1

    enum Disposition: UInt8, Sendable { case none, inline, attachment }

    /// What a part is to the reader of the message around it.
    enum Role: UInt8, Sendable {
        case none, body, attachment
        /// Shown by an HTML body; a file only if the HTML does not name it.
        case inline
    }

    init(parent: Int32, source: Int32, depth: Int32, header: Range<Int>, bodyStart: Int, fields: Range<Int>) {
        self.parent = parent
        self.source = source
        self.depth = depth
        headerStart = UInt32(header.lowerBound)
        headerEnd = UInt32(header.upperBound)
        self.bodyStart = UInt32(bodyStart)
        bodyEnd = UInt32(bodyStart)
        fieldsStart = Int32(fields.lowerBound)
        fieldsEnd = Int32(fields.upperBound)
    }

    var header: Range<Int> { Int(headerStart)..<Int(headerEnd) }
    var fields: Range<Int> { Int(fieldsStart)..<Int(fieldsEnd) }

    var body: Range<Int> {
        get { Int(bodyStart)..<Int(bodyEnd) }
        set {
            bodyStart = UInt32(newValue.lowerBound)
            bodyEnd = UInt32(newValue.upperBound)
        }
    }

    var hasChildren: Bool { firstChild >= 0 }
    /// An enclosed message that was read.
    var isMessage: Bool { hasChildren && media.isMessage }
    var isLeaf: Bool { !media.isMultipart && !isMessage }
}
