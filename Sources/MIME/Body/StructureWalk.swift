/// One pass over one buffer: the open parts, and the delimiter lines that close them.
struct StructureWalk {
    private let bytes: ByteView
    private let source: Int32
    private let depth: Int32
    private let encodedDepth: Int
    private let lineEnd: UInt8
    private var index: DelimiterIndex?
    /// Multiparts, messages and at last a leaf, from the outside to the inside.
    private var open: [OpenPart] = []

    /// A part whose end has not been seen.
    private struct OpenPart {
        let place: Int32
        /// What delimits its children, if it is a multipart.
        var boundary: [UInt8] = []
        var hash: UInt32 = 0
        var isMultipart = false
        var isClosed = false
        var hasChildren = false
    }

    init(_ bytes: ByteView, source: Int32, depth: Int32, encodedDepth: Int) {
        self.bytes = bytes
        self.source = source
        self.depth = depth
        self.encodedDepth = encodedDepth
        lineEnd = HeaderScanner.lineEnd(of: bytes)
    }

    mutating func run(_ parser: inout StructureParser, parent: Int32) {
        begin(at: 0, parent: parent, isMessage: true, &parser)
        var number = 0
        while let count = index?.lines.count, number < count, let line = index?.lines[number] {
            number += 1
            guard let (level, isClosing) = match(line) else { continue }
            close(downTo: level + 1, at: line.start, &parser)
            if isClosing {
                open[level].isClosed = true
                continue
            }
            if open[level].isClosed {
                open[level].isClosed = false
                parser.note(.reopenedMultipart, line.start)
            }
            open[level].hasChildren = true
            guard parser.nodes.count < parser.limits.parts else {
                parser.note(.tooManyParts, line.start)
                break
            }
            if parser.nodes.count == parser.limits.parts - 1 {
                // All that is left becomes the last part.
                addRest(from: end(of: line), parent: open[level].place, &parser)
                parser.note(.tooManyParts, line.start)
                break
            }
            begin(at: end(of: line), parent: open[level].place, isMessage: false, &parser)
            let consumed = parser.nodes.last?.body.lowerBound ?? end(of: line)
            number = index?.number(atOrBehind: consumed, from: number) ?? number
        }
        close(downTo: 0, at: bytes.count, isEnd: true, &parser)
    }

    // MARK: - Beginning parts

    /// Opens the part whose header starts at `start`, and the message inside it if it is one.
    private mutating func begin(at start: Int, parent: Int32, isMessage: Bool, _ parser: inout StructureParser) {
        var start = start
        var parent = parent
        var isMessage = isMessage
        var isInner = false
        while true {
            let mayDiffer = isMessage && lineEnd == .lineFeed
            let blockLineEnd = mayDiffer ? HeaderScanner.lineEnd(ofBlockIn: bytes, from: start) : lineEnd
            if blockLineEnd == .carriageReturn { parser.note(.bareCarriageReturn, start) }
            let scanner = HeaderScanner(bytes, limits: parser.limits, lineEnd: blockLineEnd)
            let defects = parser.found.defects.count
            let block = scanner.scan(from: start, to: bytes.count, isMessage: isMessage, into: &parser.found) {
                lineStart in matchesOpen(lineStart)
            }
            if isInner, block.fields.isEmpty {
                // No message after all: the part around it stays a leaf with its bytes.
                parser.found.defects.removeSubrange(defects...)
                parser.note(.unreadableMessage, start)
                return
            }
            var node = PartNode(
                parent: parent, source: source, depth: parent < 0 ? depth : parser.nodes[Int(parent)].depth + 1,
                header: start..<block.end, bodyStart: block.bodyStart, fields: block.fields)
            let isInDigest = parent >= 0 && parser.nodes[Int(parent)].media == .digest
            let boundary = PartReader(bytes: bytes, limits: parser.limits)
                .read(&node, default: isInDigest ? .message : .textPlain, &parser.found)
            let place = parser.add(node)

            if node.media.isMultipart {
                beginMultipart(place, boundary ?? [], &parser)
                return
            }
            open.append(OpenPart(place: place))
            guard node.media.isMessage, node.coding == .identity, !isEmpty(block.bodyStart) else { return }
            guard node.depth + 1 < parser.limits.depth, parser.nodes.count < parser.limits.parts - 1 else {
                parser.note(.nestedTooDeep, start)
                return
            }
            start = block.bodyStart
            parent = place
            isMessage = true
            isInner = true
        }
    }

    /// Whether nothing follows before the next delimiter.
    private func isEmpty(_ start: Int) -> Bool { start >= bytes.count || matchesOpen(start) }

    private mutating func beginMultipart(_ place: Int32, _ boundary: [UInt8], _ parser: inout StructureParser) {
        let node = parser.nodes[Int(place)]
        guard node.depth + 1 < parser.limits.depth else {
            parser.note(.nestedTooDeep, node.header.lowerBound)
            parser.nodes[Int(place)].media = .textPlain
            open.append(OpenPart(place: place))
            return
        }
        if index == nil {
            index = DelimiterIndex(bytes, from: node.body.lowerBound, to: bytes.count, lineEnd: lineEnd)
        }
        var delimiter = boundary
        var hash = DelimiterIndex.hash(delimiter)
        if delimiter.isEmpty || index?.mayOccur(hash, atOrBehind: node.body.lowerBound) != true {
            parser.note(delimiter.isEmpty ? .missingBoundary : .boundaryNeverOccurs, node.header.lowerBound)
            delimiter = guessedBoundary(node.body.lowerBound)
            guard !delimiter.isEmpty else {
                parser.nodes[Int(place)].media = .textPlain
                open.append(OpenPart(place: place))
                return
            }
            hash = DelimiterIndex.hash(delimiter)
            parser.note(.boundaryGuessed, node.body.lowerBound)
        }
        open.append(OpenPart(place: place, boundary: delimiter, hash: hash, isMultipart: true))
    }

    /// The token of the first line behind `start` that looks like a delimiter with a header below it.
    private func guessedBoundary(_ start: Int) -> [UInt8] {
        guard let index, let line = index.lines[index.number(atOrBehind: start)...].first else { return [] }
        guard !line.content.isEmpty, line.content.count <= 200, match(line) == nil else { return [] }
        let token = bytes.view(line.content)
        guard !token.contains(where: \.isWhiteSpace) else { return [] }
        let rest = bytes.view(end(of: line)..<end(of: line) + 200)
        let name = rest.prefix { $0.isLetter || $0 == UInt8(ascii: "-") }
        guard rest.view(0..<8).equalsFolded("content-"), rest.count > name.count,
            rest[name.count] == UInt8(ascii: ":")
        else { return [] }
        return Array(token)
    }

    private mutating func addRest(from start: Int, parent: Int32, _ parser: inout StructureParser) {
        var node = PartNode(
            parent: parent, source: source, depth: parser.nodes[Int(parent)].depth + 1, header: start..<start,
            bodyStart: start, fields: 0..<0)
        node.media = .octetStream
        open.append(OpenPart(place: parser.add(node)))
    }

    // MARK: - Delimiters

    /// Behind a line's end.
    private func end(of line: DelimiterIndex.Line) -> Int {
        bytes.position(of: lineEnd, from: line.content.upperBound).map { $0 + 1 } ?? bytes.count
    }

    /// The level that a line delimits. An open level wins over a closed one, an inner over an outer.
    private func match(_ line: DelimiterIndex.Line) -> (level: Int, isClosing: Bool)? {
        open.withUnsafeBufferPointer { open in
            var closed: Int?
            var level = open.count
            while level > 0 {
                level -= 1
                let hash = open[level].hash
                guard hash == line.hash || line.isClosing && hash == line.closingHash, open[level].isMultipart else {
                    continue
                }
                let isOpening = hash == line.hash && isEqual(line.content, open[level].boundary)
                guard isOpening || line.isClosing && isEqual(line.content.dropLast(2), open[level].boundary) else {
                    continue
                }
                if !open[level].isClosed { return (level, !isOpening) }
                if isOpening, closed == nil { closed = level }
            }
            return closed.map { ($0, false) }
        }
    }

    private func isEqual(_ range: Range<Int>, _ boundary: [UInt8]) -> Bool {
        boundary.withUnsafeBufferPointer { bytes.view(range).equals($0) }
    }

    /// Whether the line at `start` delimits an open part.
    private func matchesOpen(_ start: Int) -> Bool {
        guard let index, open.contains(where: \.isMultipart) else { return false }
        let number = index.number(atOrBehind: start)
        guard number < index.lines.count, index.lines[number].start == start else { return false }
        return match(index.lines[number]) != nil
    }

    // MARK: - Closing parts

    /// Files that stand in the text itself, as before MIME.
    private func addUUEncodedFiles(_ place: Int32, _ parser: inout StructureParser) {
        let text = parser.nodes[Int(place)]
        var start = text.body.lowerBound
        let body = bytes.view(0..<text.body.upperBound)
        while parser.nodes.count < parser.limits.parts,
            let begin = UUEncode.firstMark(in: body, from: start),
            let frame = UUEncode.Frame(in: body, from: begin, isStrict: true)
        {
            var file = PartNode(
                parent: place, source: source, depth: text.depth + 1,
                header: frame.whole.lowerBound..<frame.whole.lowerBound, bodyStart: frame.whole.lowerBound,
                fields: 0..<0)
            file.body = frame.whole
            file.coding = .uuencode
            file.media = .octetStream
            file.hasFileName = true
            _ = parser.add(file)
            start = frame.whole.upperBound
        }
    }

    private mutating func close(
        downTo level: Int, at end: Int, isEnd: Bool = false, _ parser: inout StructureParser
    ) {
        var innerEnd = end
        if !isEnd {
            // The line end before a delimiter belongs to it (RFC 2046 §5.1.1).
            if innerEnd > 0, bytes[innerEnd - 1] == lineEnd { innerEnd -= 1 }
            if lineEnd == .lineFeed, innerEnd > 0, bytes[innerEnd - 1] == .carriageReturn { innerEnd -= 1 }
        }
        while open.count > level, let last = open.popLast() {
            let place = Int(last.place)
            let start = parser.nodes[place].body.lowerBound
            // An empty part ends behind its blank line, which is also the line end before the delimiter.
            innerEnd = max(start, innerEnd)
            parser.nodes[place].body = start..<innerEnd
            if last.isMultipart {
                if !last.hasChildren {
                    parser.note(.boundaryNeverOccurs, parser.nodes[place].header.lowerBound)
                    parser.nodes[place].media = .textPlain
                } else if !last.isClosed {
                    parser.note(.missingClosingDelimiter, end)
                }
            }
            let node = parser.nodes[place]
            if node.media.isMessage, node.coding != .identity, !node.hasChildren {
                parser.parseEncodedMessage(last.place, encodedDepth: encodedDepth)
            } else if node.media == .textPlain, node.coding == .identity {
                addUUEncodedFiles(last.place, &parser)
            }
        }
    }
}
