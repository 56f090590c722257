/// One mail. Any bytes make a message; what was wrong with them is in `defects`.
public struct Message: Sendable {
    /// The message itself first, then every message/rfc822 part that had to be decoded.
    let sources: [[UInt8]]
    let limits: Limits
    /// What 8-bit bytes in fields mean that are not UTF-8: the charset of the first text part.
    let eightBit: Charset

    /// All parts in document order; the first is the message itself.
    public let parts: [Part]
    /// In the order in which they were found. Those of fields and texts are told where these are read.
    public let defects: [Defect]

    /// Reads the structure of a mail. Takes time linear in `bytes`; nothing is decoded but what structure needs.
    public init(parsing bytes: [UInt8], limits: Limits = .default) {
        var parser = StructureParser(limits: limits)
        parser.parse(bytes)
        self.limits = limits
        sources = parser.sources
        var choice = PartChoice(parser.parts)
        choice.mark()
        parts = choice.parts
        eightBit = Self.eightBitCharset(of: parser.parts)
        var defects = parser.defects
        if let root = parser.parts.first { defects += Self.duplicates(in: root, bytes) }
        self.defects = defects
    }

    /// The mail as given.
    public var bytes: [UInt8] { sources[0] }

    /// The fields at the top.
    public var header: Header { header(of: parts[0]) }

    /// The fields of one part.
    public func header(of part: Part) -> Header {
        Header(source: sources[part.source], entries: part.entries, limits: limits, eightBit: eightBit)
    }

    private static func eightBitCharset(of parts: [Part]) -> Charset {
        guard let label = parts.first(where: { $0.isLeaf && $0.isText })?.charset, let charset = Charset(label: label),
            charset != .utf8, !charset.isStateful
        else { return .windows1252 }
        return charset
    }

    private static let singletons = Set(
        ["from", "sender", "subject", "date", "message-id", "content-type", "content-transfer-encoding"]
            .map { FieldEntry.hash(of: $0) })

    /// Fields that may stand only once (RFC 5322 §3.6) but do not.
    private static func duplicates(in root: Part, _ bytes: [UInt8]) -> [Defect] {
        var seen = Set<UInt32>()
        return root.entries.compactMap { entry in
            guard singletons.contains(entry.nameHash), !seen.insert(entry.nameHash).inserted else { return nil }
            return Defect(.duplicateField, at: entry.raw.lowerBound)
        }
    }
}
