/// Reads what a part's own header says about its content.
struct PartReader {
    private let bytes: ByteView
    private let limits: Limits
    private let defaultType: String
    private(set) var defects: [Defect] = []
    /// Trailing white space trimmed, as it may get lost on delimiter lines too.
    private(set) var boundary: String?

    init(_ bytes: ByteView, limits: Limits, defaultType: String) {
        self.bytes = bytes
        self.limits = limits
        self.defaultType = defaultType
    }

    private static let contentType = FieldEntry.hash(of: "content-type")
    private static let coding = FieldEntry.hash(of: "content-transfer-encoding")
    private static let disposition = FieldEntry.hash(of: "content-disposition")
    private static let contentID = FieldEntry.hash(of: "content-id")

    /// Fills in `part` from its fields; of several equal ones the first counts.
    mutating func read(_ part: inout Part) {
        var hasType = false
        var hasCoding = false
        for entry in part.entries {
            switch entry.nameHash {
            case Self.contentType where !hasType && bytes.view(entry.name).equalsFolded("content-type"):
                hasType = true
                readType(entry, &part)
            case Self.coding where !hasCoding && bytes.view(entry.name).equalsFolded("content-transfer-encoding"):
                hasCoding = true
                readCoding(entry, &part)
            case Self.disposition
            where part.disposition == nil && bytes.view(entry.name).equalsFolded("content-disposition"):
                part.disposition = parameters(entry)
            case Self.contentID where part.contentID == nil && bytes.view(entry.name).equalsFolded("content-id"):
                part.contentID = readMessageIDs(value(entry)).first ?? bareID(entry)
            default:
                break
            }
        }
        if !hasType { part.type = defaultType }
        if part.isMultipart, part.coding != .identity {
            defects.append(Defect(.encodedMultipart, at: part.headerRange.lowerBound))
            part.coding = .identity
        }
        let name = part.disposition?["filename"] ?? part.disposition?["name"] ?? part.parameter("name")
        part.fileName = name.flatMap(FileName.cleaned)
    }

    private func value(_ entry: FieldEntry) -> ByteView {
        bytes.view(entry.value.lowerBound..<min(entry.value.upperBound, entry.value.lowerBound + limits.fieldBytes))
    }

    private func parameters(_ entry: FieldEntry) -> ParameterizedValue {
        ParameterizedValue(parsing: value(entry), eightBit: .windows1252, limits: limits)
    }

    private func bareID(_ entry: FieldEntry) -> String? {
        let id = String(decoding: value(entry).filter { $0 > 0x20 && $0 != UInt8(ascii: "<") }, as: UTF8.self)
        return id.isEmpty ? nil : id
    }

    private mutating func readType(_ entry: FieldEntry, _ part: inout Part) {
        let value = parameters(entry)
        part.parameters = value.parameters
        var boundary = value["boundary"].map { Substring($0) }
        while let last = boundary?.utf8.last, last.isWhiteSpace { boundary?.removeLast() }
        self.boundary = boundary.map(String.init)
        let (type, isWellFormed) = ContentType.normalized(value.value, boundary: self.boundary)
        part.type = type
        if !isWellFormed { defects.append(Defect(.malformedContentType, at: entry.raw.lowerBound)) }
        if value.parameters.count >= limits.parameters {
            defects.append(Defect(.tooManyParameters, at: entry.raw.lowerBound))
        }
    }

    private mutating func readCoding(_ entry: FieldEntry, _ part: inout Part) {
        var cursor = FieldCursor(value(entry))
        cursor.skipComments()
        _ = cursor.skip(UInt8(ascii: "\""))
        let token = cursor.take { $0.isTokenCharacter }.lowercasedString
        if let coding = TransferCoding(token: token) {
            part.coding = coding
        } else {
            defects.append(Defect(.unknownTransferCoding, at: entry.raw.lowerBound))
        }
    }
}
