/// The fields of one header block, in order, as written.
public struct Header: Sendable {
    let source: [UInt8]
    let entries: [FieldEntry]
    let limits: Limits
    /// What 8-bit bytes mean that are not UTF-8.
    let eightBit: Charset

    init(source: [UInt8], entries: [FieldEntry], limits: Limits, eightBit: Charset) {
        self.source = source
        self.entries = entries
        self.limits = limits
        self.eightBit = eightBit
    }

    public var isEmpty: Bool { entries.isEmpty }

    /// All fields, duplicates included.
    public var fields: [HeaderField] { entries.map(field) }

    /// The first field called `name`, whatever its case.
    public func first(_ name: String) -> HeaderField? {
        let hash = FieldEntry.hash(of: name)
        return entries.first { $0.nameHash == hash && matches($0, name) }.map(field)
    }

    /// All fields called `name`, in order.
    public func all(_ name: String) -> [HeaderField] {
        let hash = FieldEntry.hash(of: name)
        return entries.filter { $0.nameHash == hash && matches($0, name) }.map(field)
    }

    /// The decoded text of the first field called `name`.
    public func text(_ name: String) -> String? { first(name)?.text }

    private func field(_ entry: FieldEntry) -> HeaderField {
        HeaderField(source: source, entry: entry, limits: limits, eightBit: eightBit)
    }

    private func matches(_ entry: FieldEntry, _ name: String) -> Bool {
        let written = source[entry.name]
        return written.count == name.utf8.count
            && zip(written, name.utf8).allSatisfy { $0.lowercased == $1.lowercased }
    }
}

extension Header {
    /// Reads a header block alone, such as IMAP's `BODY.PEEK[HEADER]`. What follows the blank line is ignored.
    public init(parsing bytes: [UInt8], limits: Limits = .default) {
        var entries: [FieldEntry] = []
        bytes.withUnsafeBufferPointer { view in
            var scanner = HeaderScanner(view, limits: limits)
            entries = scanner.scan(from: 0, to: view.count, isMessage: true).entries
        }
        self.init(source: bytes, entries: entries, limits: limits, eightBit: .windows1252)
    }
}
