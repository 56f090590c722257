/// Finds the parts of a message with a stack of its own: header blocks are scanned where parts begin, and the lines of
/// the delimiter index close and open parts.
struct StructureParser {
    let limits: Limits
    /// The message, then every message/rfc822 part that was decoded.
    private(set) var sources: [[UInt8]] = []
    private(set) var parts: [Part] = []
    private(set) var defects: [Defect] = []

    init(limits: Limits) { self.limits = limits }

    mutating func parse(_ bytes: [UInt8]) {
        sources = [bytes]
        if bytes.count > limits.messageBytes { note(.messageTooLarge, limits.messageBytes) }
        parseSource(0, parent: nil, depth: 0, encodedDepth: 0)
    }

    mutating func note(_ kind: Defect.Kind, _ offset: Int) { defects.append(Defect(kind, at: offset)) }

    mutating func note(_ found: [Defect]) { defects.append(contentsOf: found) }

    /// Reads a buffer whose first byte begins a message. Recurses only for decoded messages, whose depth is limited.
    mutating func parseSource(_ source: Int, parent: Int?, depth: Int, encodedDepth: Int) {
        let bytes = sources[source]
        bytes.withUnsafeBufferPointer { view in
            var walk = StructureWalk(
                view.view(0..<limits.messageBytes), source: source, depth: depth, encodedDepth: encodedDepth)
            walk.run(&self, parent: parent)
        }
    }

    /// Adds a part to the list and to its parent.
    mutating func add(_ part: Part) {
        parts.append(part)
        if let parent = part.parent { parts[parent].children.append(part.index) }
    }

    mutating func change(_ index: Int, _ change: (inout Part) -> Void) { change(&parts[index]) }

    /// Decodes a closed message/rfc822 part and reads what is inside.
    mutating func parseEncodedMessage(_ index: Int, encodedDepth: Int) {
        let part = parts[index]
        guard encodedDepth < limits.encodedMessageDepth, parts.count < limits.parts, part.depth + 1 < limits.depth
        else {
            note(.nestedTooDeep, part.bodyRange.lowerBound)
            return
        }
        var decoded: [UInt8] = []
        sources[part.source].withUnsafeBufferPointer { view in
            _ = part.coding.decode(view.view(part.bodyRange), into: &decoded)
        }
        let scanned = decoded.withUnsafeBufferPointer { view in
            var scanner = HeaderScanner(view, limits: limits)
            return scanner.scan(from: 0, to: view.count, isMessage: true)
        }
        guard !scanned.entries.isEmpty else {
            note(.unreadableMessage, part.bodyRange.lowerBound)
            return
        }
        sources.append(decoded)
        parseSource(sources.count - 1, parent: index, depth: part.depth + 1, encodedDepth: encodedDepth + 1)
    }
}
