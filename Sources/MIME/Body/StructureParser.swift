/// Finds the parts of a message with a stack of its own: header blocks are scanned where parts begin, and the lines of
/// the delimiter index close and open parts.
struct StructureParser {
    let limits: Limits
    /// The message, then every message/rfc822 part that was decoded.
    private(set) var sources: [[UInt8]] = []
    var nodes: [PartNode] = []
    var found = HeaderFindings()

    init(limits: Limits) {
        self.limits = limits
        found.fields.reserveCapacity(40)
    }

    mutating func parse(_ bytes: [UInt8]) {
        sources = [bytes]
        if bytes.count > limits.messageBytes { note(.messageTooLarge, limits.messageBytes) }
        parseSource(0, parent: -1, depth: 0, encodedDepth: 0)
        noteDuplicates(in: bytes)
    }

    mutating func note(_ kind: Defect.Kind, _ offset: Int) { found.defects.append(Defect(kind, at: offset)) }

    /// Reads a buffer whose first byte begins a message. Recurses only for decoded messages, whose depth is limited.
    mutating func parseSource(_ source: Int, parent: Int32, depth: Int32, encodedDepth: Int) {
        let bytes = sources[source]
        bytes.withUnsafeBufferPointer { view in
            var walk = StructureWalk(
                view.view(0..<limits.messageBytes), source: Int32(source), depth: depth, encodedDepth: encodedDepth)
            walk.run(&self, parent: parent)
        }
    }

    /// Adds a part to the list and to its parent. Returns its place.
    mutating func add(_ node: PartNode) -> Int32 {
        let place = Int32(nodes.count)
        nodes.append(node)
        guard node.parent >= 0 else { return place }
        let parent = Int(node.parent)
        let last = nodes[parent].lastChild
        if last >= 0 { nodes[Int(last)].nextSibling = place } else { nodes[parent].firstChild = place }
        nodes[parent].lastChild = place
        return place
    }

    /// Decodes a closed message/rfc822 part and reads what is inside.
    mutating func parseEncodedMessage(_ place: Int32, encodedDepth: Int) {
        let node = nodes[Int(place)]
        guard encodedDepth < limits.encodedMessageDepth, nodes.count < limits.parts, node.depth + 1 < limits.depth
        else {
            note(.nestedTooDeep, node.body.lowerBound)
            return
        }
        let decoded = sources[Int(node.source)].withUnsafeBufferPointer {
            node.coding.decoded($0.view(node.body)).bytes
        }
        guard startsWithField(decoded) else {
            note(.unreadableMessage, node.body.lowerBound)
            return
        }
        sources.append(decoded)
        parseSource(sources.count - 1, parent: place, depth: node.depth + 1, encodedDepth: encodedDepth + 1)
    }

    private func startsWithField(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { view in
            var probe = HeaderFindings()
            let scanner = HeaderScanner(view.view(0..<limits.messageBytes), limits: limits)
            return !scanner.scan(from: 0, to: scanner.bytes.count, isMessage: true, into: &probe).fields.isEmpty
        }
    }

    /// Fields that may stand only once (RFC 5322 §3.6) but do not.
    private mutating func noteDuplicates(in bytes: [UInt8]) {
        guard let root = nodes.first else { return }
        var seen = 0
        bytes.withUnsafeBufferPointer { view in
            for place in root.fields {
                let field = found.fields[place]
                let name = view.view(field.name)
                guard let bit = Self.singletons.firstIndex(where: { name.equalsFolded($0) }) else { continue }
                if seen & 1 << bit != 0 { note(.duplicateField, field.raw.lowerBound) }
                seen |= 1 << bit
            }
        }
    }

    private static let singletons: [StaticString] = [
        "from", "sender", "reply-to", "subject", "date", "message-id",
    ]
}
