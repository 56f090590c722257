/// One pass over one buffer: the open parts, and the delimiter lines that close them.
struct StructureWalk {
    private let bytes: ByteView
    private let source: Int
    private let depth: Int
    private let encodedDepth: Int
    private let lineEnd: UInt8
    private var index: DelimiterIndex?
    /// Multiparts, messages and at last a leaf, from the outside to the inside.
    private var open: [OpenPart] = []

    /// A part whose end has not been seen.
    private struct OpenPart {
        let part: Int
        /// What delimits its children, if it is a multipart.
        var boundary: [UInt8] = []
        var hash: UInt64 = 0
        var isMultipart = false
        var isClosed = false
        var hasChildren = false
    }

    init(_ bytes: ByteView, source: Int, depth: Int, encodedDepth: Int) {
        self.bytes = bytes
        self.source = source
        self.depth = depth
        self.encodedDepth = encodedDepth
        lineEnd = HeaderScanner.lineEnd(of: bytes)
    }

    mutating func run(_ parser: inout StructureParser, parent: Int?) {
        if lineEnd == .carriageReturn { parser.note(.bareCarriageReturn, 0) }
        begin(at: 0, parent: parent, isMessage: true, &parser)
        var place = 0
        while let lines = index?.lines, place < lines.count {
            let line = lines[place]
            place += 1
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
            guard parser.parts.count < parser.limits.parts else {
                parser.note(.tooManyParts, line.start)
                break
            }
            if parser.parts.count == parser.limits.parts - 1 {
                // All that is left becomes the last part.
                addRest(from: line.next, parent: open[level].part, &parser)
                parser.note(.tooManyParts, line.start)
                break
            }
            begin(at: line.next, parent: open[level].part, isMessage: false, &parser)
            let consumed = parser.parts.last?.bodyRange.lowerBound ?? line.next
            place = index?.place(atOrBehind: consumed, from: place) ?? place
        }
        close(downTo: 0, at: bytes.count, isEnd: true, &parser)
    }

    // MARK: - Beginning parts

    /// Opens the part whose header starts at `start`, and the message inside it if it is one.
    private mutating func begin(at start: Int, parent: Int?, isMessage: Bool, _ parser: inout StructureParser) {
        var start = start
        var parent = parent
        var isMessage = isMessage
        var isInner = false
        while true {
            var scanner = HeaderScanner(bytes, limits: parser.limits, lineEnd: lineEnd)
            let block = scanner.scan(from: start, to: bytes.count, isMessage: isMessage) { lineStart in
                matchesOpen(lineStart)
            }
            if isInner, block.entries.isEmpty {
                // No message after all: the part around it stays a leaf with its bytes.
                parser.note(.unreadableMessage, start)
                return
            }
            parser.note(scanner.defects)
            var part = Part(index: parser.parts.count, parent: parent)
            part.source = source
            part.depth = parent.map { parser.parts[$0].depth + 1 } ?? depth
            part.headerRange = start..<block.end
            part.bodyRange = block.bodyStart..<block.bodyStart
            part.entries = block.entries
            let isInDigest = parent.map { parser.parts[$0].type == "multipart/digest" } ?? false
            var reader = PartReader(
                bytes, limits: parser.limits, defaultType: isInDigest ? "message/rfc822" : "text/plain")
            reader.read(&part)
            parser.note(reader.defects)
            let boundary = reader.boundary
            parser.add(part)

            if part.isMultipart {
                beginMultipart(part, boundary, &parser)
                return
            }
            open.append(OpenPart(part: part.index))
            guard ContentType.isMessage(part.type), part.coding == .identity, !isEmpty(block.bodyStart) else { return }
            guard part.depth + 1 < parser.limits.depth, parser.parts.count < parser.limits.parts - 1 else {
                parser.note(.nestedTooDeep, start)
                return
            }
            start = block.bodyStart
            parent = part.index
            isMessage = true
            isInner = true
        }
    }

    /// Whether nothing follows before the next delimiter.
    private func isEmpty(_ start: Int) -> Bool { start >= bytes.count || matchesOpen(start) }

    private mutating func beginMultipart(_ part: Part, _ boundary: String?, _ parser: inout StructureParser) {
        guard part.depth + 1 < parser.limits.depth else {
            parser.note(.nestedTooDeep, part.headerRange.lowerBound)
            parser.change(part.index) { $0.type = "text/plain" }
            open.append(OpenPart(part: part.index))
            return
        }
        if index == nil {
            index = DelimiterIndex(bytes, from: part.bodyRange.lowerBound, to: bytes.count, lineEnd: lineEnd)
        }
        var delimiter = Array((boundary ?? "").utf8)
        if delimiter.isEmpty
            || index?.mayOccur(DelimiterIndex.hash(delimiter), atOrBehind: part.bodyRange.lowerBound) != true
        {
            parser.note(delimiter.isEmpty ? .missingBoundary : .boundaryNeverOccurs, part.headerRange.lowerBound)
            delimiter = guessedBoundary(part.bodyRange.lowerBound)
            guard !delimiter.isEmpty else {
                parser.change(part.index) { $0.type = "text/plain" }
                open.append(OpenPart(part: part.index))
                return
            }
            parser.note(.boundaryGuessed, part.bodyRange.lowerBound)
        }
        open.append(
            OpenPart(
                part: part.index, boundary: delimiter, hash: DelimiterIndex.hash(delimiter), isMultipart: true))
    }

    /// The token of the first line behind `start` that looks like a delimiter with a header below it.
    private func guessedBoundary(_ start: Int) -> [UInt8] {
        guard let index, let line = index.lines[index.place(behindOrAt: start)...].first else { return [] }
        guard !line.content.isEmpty, line.content.count <= 200, matchLine(line) == nil else { return [] }
        let token = bytes.view(line.content)
        guard !token.contains(where: \.isWhiteSpace) else { return [] }
        let rest = bytes.view(line.next..<min(line.next + 200, bytes.count))
        let name = rest.prefix { $0.isLetter || $0 == UInt8(ascii: "-") }
        guard ByteView(rebasing: name).lowercasedString.hasPrefix("content-"), rest.count > name.count,
            rest[name.count] == UInt8(ascii: ":")
        else { return [] }
        return Array(token)
    }

    private func matchLine(_ line: DelimiterIndex.Line) -> Int? { match(line)?.level }

    private mutating func addRest(from start: Int, parent: Int, _ parser: inout StructureParser) {
        var part = Part(index: parser.parts.count, parent: parent)
        part.source = source
        part.depth = parser.parts[parent].depth + 1
        part.headerRange = start..<start
        part.bodyRange = start..<start
        part.type = "application/octet-stream"
        parser.add(part)
        open.append(OpenPart(part: part.index))
    }

    // MARK: - Delimiters

    /// The level that a line delimits. An open level wins over a closed one, an inner over an outer.
    private func match(_ line: DelimiterIndex.Line) -> (level: Int, isClosing: Bool)? {
        var closed: Int?
        for level in open.indices.reversed() where open[level].isMultipart {
            let isOpening = line.hash == open[level].hash && isEqual(line.content, open[level].boundary)
            let isClosing =
                !isOpening && line.closingHash == open[level].hash
                && isEqual(line.content.lowerBound..<line.content.upperBound - 2, open[level].boundary)
            guard isOpening || isClosing else { continue }
            if !open[level].isClosed { return (level, isClosing) }
            if isOpening, closed == nil { closed = level }
        }
        return closed.map { ($0, false) }
    }

    private func isEqual(_ range: Range<Int>, _ boundary: [UInt8]) -> Bool {
        boundary.withUnsafeBufferPointer { bytes.view(range).equals($0) }
    }

    /// Whether the line at `start` delimits an open part.
    private func matchesOpen(_ start: Int) -> Bool {
        guard let index, open.contains(where: \.isMultipart) else { return false }
        let place = index.place(behindOrAt: start)
        guard place < index.lines.count, index.lines[place].start == start else { return false }
        return match(index.lines[place]) != nil
    }

    // MARK: - Closing parts

    /// Files that stand in the text itself, as before MIME.
    private func addUUEncodedFiles(_ part: Part, _ parser: inout StructureParser) {
        var start = part.bodyRange.lowerBound
        let body = bytes.view(0..<part.bodyRange.upperBound)
        while parser.parts.count < parser.limits.parts,
            let begin = UUEncode.firstMark(in: body, from: start),
            let frame = UUEncode.Frame(in: body, from: begin, isStrict: true)
        {
            var file = Part(index: parser.parts.count, parent: part.index)
            file.source = source
            file.depth = part.depth + 1
            file.headerRange = frame.whole.lowerBound..<frame.whole.lowerBound
            file.bodyRange = frame.whole
            file.coding = .uuencode
            file.type = "application/octet-stream"
            file.fileName = FileName.cleaned(String(decoding: bytes.view(frame.name), as: UTF8.self))
            parser.add(file)
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
            var part = parser.parts[last.part]
            part.bodyRange = part.bodyRange.lowerBound..<max(part.bodyRange.lowerBound, innerEnd)
            if last.isMultipart {
                if !last.hasChildren {
                    parser.note(.boundaryNeverOccurs, part.headerRange.lowerBound)
                    part.type = "text/plain"
                } else if !last.isClosed {
                    parser.note(.missingClosingDelimiter, end)
                }
            }
            parser.change(last.part) { $0 = part }
            if ContentType.isMessage(part.type), part.coding != .identity, part.children.isEmpty {
                parser.parseEncodedMessage(last.part, encodedDepth: encodedDepth)
            } else if part.type == "text/plain", part.coding == .identity {
                addUUEncodedFiles(part, &parser)
            }
        }
    }
}

extension DelimiterIndex {
    /// The place in `lines` of the first line at or behind `offset`.
    func place(behindOrAt offset: Int) -> Int {
        var lower = 0
        var upper = lines.count
        while lower < upper {
            let middle = (lower + upper) / 2
            if lines[middle].start < offset { lower = middle + 1 } else { upper = middle }
        }
        return lower
    }
}
