/// One mail. Any bytes make a message; what was wrong with them is in `defects`.
public struct Message: Sendable {
    let store: MessageStore

    /// Reads the structure of a mail. Takes time linear in `bytes`; nothing is decoded but what structure needs.
    public init(parsing bytes: [UInt8], limits: Limits = .default) {
        let limits = limits == .default ? limits : limits.inRange
        var parser = StructureParser(limits: limits)
        parser.parse(bytes)
        let (sources, fields) = (parser.sources, parser.found.fields)
        PartChoice.assignRoles(in: &parser.nodes) { related, nodes in
            MessageStore(sources: sources, nodes: nodes, fields: fields, limits: limits).start(of: related)
        }
        store = MessageStore(
            sources: sources, nodes: parser.nodes, fields: fields, defects: parser.found.defects, limits: limits)
    }

    /// The mail as given.
    public var bytes: [UInt8] { store.sources[0] }
    /// All parts in document order; the first is the message itself.
    public var parts: Parts { Parts(store: store) }
    /// The fields at the top.
    public var header: Header { parts[0].header }
    /// In the order in which they were found. Those of fields and texts are told where these are read.
    public var defects: [Defect] { store.defects }

    var limits: Limits { store.limits }

    /// The fields of one part.
    public func header(of part: Part) -> Header { part.header }
}

extension MessageStore {
    /// The child of a multipart/related that its `start` parameter names (RFC 2387 §3.2); nil if there is none.
    func start(of related: PartNode) -> Int? {
        guard let start = withParameter("start", of: related, Self.id) else { return nil }
        var child = related.firstChild
        while child >= 0 {
            let part = Part(self, Int(child))
            if part.contentID == start { return Int(child) }
            child = part.node.nextSibling
        }
        return nil
    }

    private static func id(_ bytes: ByteView) -> String {
        String(
            decoding: bytes.filter { $0 > 0x20 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }, as: UTF8.self)
    }
}
