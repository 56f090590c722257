/// The fields of one header block, in order, as written.
public struct Header: Sendable {
    let store: MessageStore
    let source: Int32
    let range: Range<Int>

    init(_ store: MessageStore, source: Int32, range: Range<Int>) {
        self.store = store
        self.source = source
        self.range = range
    }

    public var isEmpty: Bool { range.isEmpty }

    /// All fields, duplicates included.
    public var fields: Fields { Fields(header: self) }

    /// The first field called `name`, whatever its case.
    public func first(_ name: String) -> HeaderField? {
        var search = FieldSearch(name, in: self)
        return search.next()
    }

    /// All fields called `name`, in order.
    public func all(_ name: String) -> [HeaderField] {
        var search = FieldSearch(name, in: self)
        var fields: [HeaderField] = []
        while let field = search.next() { fields.append(field) }
        return fields
    }

    /// The decoded text of the first field called `name`.
    public func text(_ name: String) -> String? { first(name)?.text }

    /// Fields in order.
    public struct Fields: RandomAccessCollection, Sendable {
        fileprivate let header: Header

        public var startIndex: Int { 0 }
        public var endIndex: Int { header.range.count }

        public subscript(position: Int) -> HeaderField {
            precondition(position >= 0 && position < header.range.count)
            return HeaderField(header.store, source: header.source, place: header.range.lowerBound + position)
        }
    }
}

extension Header {
    /// Reads a header block alone, such as IMAP's `BODY.PEEK[HEADER]`. What follows the blank line is ignored.
    public init(parsing bytes: [UInt8], limits: Limits = .default) {
        let limits = limits == .default ? limits : limits.inRange
        var found = HeaderFindings()
        let block = bytes.withUnsafeBufferPointer { view in
            let view = view.view(0..<limits.messageBytes)
            return HeaderScanner(view, limits: limits).scan(from: 0, to: view.count, isMessage: true, into: &found)
        }
        self.init(
            MessageStore(sources: [bytes], fields: found.fields, limits: limits), source: 0, range: block.fields)
    }
}

/// Goes through the fields of one name.
private struct FieldSearch {
    private let name: String
    private let header: Header
    private let hash: UInt32
    private var place: Int

    init(_ name: String, in header: Header) {
        self.name = name
        self.header = header
        hash = FieldEntry.hash(of: name)
        place = header.range.lowerBound
    }

    mutating func next() -> HeaderField? {
        while place < header.range.upperBound {
            let entry = header.store.fields[place]
            place += 1
            if entry.nameHash == hash, isNamed(entry) {
                return HeaderField(header.store, source: header.source, place: place - 1)
            }
        }
        return nil
    }

    private func isNamed(_ entry: FieldEntry) -> Bool {
        let written = header.store.sources[Int(header.source)][entry.name]
        return written.count == name.utf8.count
            && zip(written, name.utf8).allSatisfy { $0.lowercased == $1.lowercased }
    }
}
