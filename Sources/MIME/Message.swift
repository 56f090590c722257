/// One mail. Any bytes make a message; what was wrong with them is in `defects`.
public struct Message: Sendable {
    /// The message itself first, then every message/rfc822 part that had to be decoded.
    let sources: [[UInt8]]
    let limits: Limits
    let eightBit: Charset

    /// All parts in document order; the first is the message itself.
    public let parts: [Part]
    /// In the order in which they were found.
    public let defects: [Defect]

    /// Reads the structure of a mail. Takes time linear in `bytes`.
    public init(parsing bytes: [UInt8], limits: Limits = .default) {
        var parser = StructureParser(limits: limits)
        parser.parse(bytes)
        self.limits = limits
        sources = parser.sources
        parts = BodyChoice.markAttachments(in: parser.parts)
        defects = parser.defects
        eightBit = .windows1252
    }

    /// The mail as given.
    public var bytes: [UInt8] { sources[0] }

    /// The fields at the top.
    public var header: Header { header(of: parts[0]) }

    /// The fields of one part.
    public func header(of part: Part) -> Header {
        Header(source: sources[part.source], entries: part.entries, limits: limits, eightBit: eightBit)
    }
}
