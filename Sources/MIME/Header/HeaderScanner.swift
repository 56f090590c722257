/// Finds the fields of a header block, in one pass over its lines.
struct HeaderScanner {
    struct Block {
        var entries: [FieldEntry] = []
        /// Behind the last line of the block, before the blank line.
        var end: Int
        /// Behind the blank line.
        var bodyStart: Int
    }

    let bytes: ByteView
    let limits: Limits
    /// What ends a line: LF, or CR in a buffer without any LF.
    let lineEnd: UInt8
    private(set) var defects: [Defect] = []

    init(_ bytes: ByteView, limits: Limits, lineEnd: UInt8? = nil) {
        self.bytes = bytes
        self.limits = limits
        self.lineEnd = lineEnd ?? Self.lineEnd(of: bytes)
    }

    /// A bare CR ends lines only where there is no LF at all.
    static func lineEnd(of bytes: ByteView) -> UInt8 {
        bytes.position(of: .lineFeed) == nil && bytes.position(of: .carriageReturn) != nil ? .carriageReturn : .lineFeed
    }

    /// Reads the block that starts at `start`.
    ///
    /// - Parameters:
    ///   - isMessage: whether junk may stand before the first field, as at the top of a message.
    ///   - isDelimiter: tells of a line that starts with two hyphens whether it ends the part; called with its start.
    mutating func scan(
        from start: Int, to end: Int, isMessage: Bool, isDelimiter: (Int) -> Bool = { _ in false }
    ) -> Block {
        var block = Block(end: start, bodyStart: start)
        var position = start
        var open: OpenField?
        // The first line of those that were no field, until a field follows them.
        var garbage: Int?
        // A blank line before any field; what follows it is a header only if a field comes.
        var firstBlank: Int?
        var isOverLimit = false

        if isMessage { skipMark(&position, end) }
        while position < end {
            let lineStop = bytes.position(of: lineEnd, from: position, to: end)
            let next = lineStop.map { $0 + 1 } ?? end
            let stop = contentEnd(position, lineStop ?? end)
            if stop == position {
                if block.entries.isEmpty, open == nil, isMessage, garbage == nil, next < end {
                    if firstBlank == nil {
                        firstBlank = next
                        defects.append(Defect(.leadingJunk, at: position))
                    }
                    position = next
                    continue
                }
                close(&open, at: position, &block)
                block.end = garbage ?? position
                block.bodyStart = garbage ?? next
                if let garbage { defects.append(Defect(.missingBlankLine, at: garbage)) }
                return block
            }
            if bytes[position] == UInt8(ascii: "-"), position + 1 < end, bytes[position + 1] == UInt8(ascii: "-"),
                isDelimiter(position)
            {
                close(&open, at: garbage ?? position, &block)
                block.end = garbage ?? position
                block.bodyStart = garbage ?? position
                defects.append(Defect(.missingBlankLine, at: position))
                return block
            }
            isOverLimit = isOverLimit || position - start > limits.headerBytes
            if isOverLimit {
                if position - start <= limits.headerBytes + (next - position) {
                    defects.append(Defect(.headerAfterLimit, at: position))
                }
                close(&open, at: position, &block)
            } else if bytes[position].isBlank, open != nil {
                open?.valueEnd = stop
            } else if bytes[position].isBlank, garbage != nil {
                // Belongs to the garbage before it.
            } else if let field = field(position, stop, isFirst: isMessage && block.entries.isEmpty && open == nil),
                garbage == nil && (firstBlank == nil || !block.entries.isEmpty || open != nil) || isFamiliar(field)
            {
                close(&open, at: garbage ?? position, &block)
                if let skipped = garbage { defects.append(Defect(.garbageInHeader, at: skipped)) }
                garbage = nil
                if field.name.lowerBound != position { defects.append(Defect(.leadingJunk, at: position)) }
                open = field
            } else if isMessage, block.entries.isEmpty, open == nil, garbage == nil, isMailboxLine(position, stop) {
                defects.append(Defect(.leadingJunk, at: position))
            } else if garbage == nil {
                close(&open, at: position, &block)
                garbage = position
            }
            position = next
        }
        // The end came before a blank line.
        close(&open, at: garbage ?? end, &block)
        if let garbage {
            defects.append(Defect(.missingBlankLine, at: garbage))
        }
        block.end = garbage ?? end
        block.bodyStart = garbage ?? end
        if block.entries.isEmpty, let firstBlank {
            block.end = start
            block.bodyStart = firstBlank
        }
        return block
    }

    /// A field whose last line has not been seen yet.
    private struct OpenField {
        var name: Range<Int>
        var valueStart: Int
        var valueEnd: Int
        var hash: UInt32
    }

    private mutating func close(_ open: inout OpenField?, at rawEnd: Int, _ block: inout Block) {
        guard let field = open else { return }
        open = nil
        guard block.entries.count < limits.fields else {
            if defects.last?.kind != .fieldsAfterLimit {
                defects.append(Defect(.fieldsAfterLimit, at: field.name.lowerBound))
            }
            return
        }
        if field.valueEnd - field.valueStart > limits.fieldBytes {
            defects.append(Defect(.fieldTooLong, at: field.name.lowerBound))
        }
        block.entries.append(
            FieldEntry(
                name: field.name, value: field.valueStart..<field.valueEnd, raw: field.name.lowerBound..<rawEnd,
                nameHash: field.hash))
    }

    /// The end of a line without CR.
    private func contentEnd(_ start: Int, _ stop: Int) -> Int {
        lineEnd == .lineFeed && stop > start && bytes[stop - 1] == .carriageReturn ? stop - 1 : stop
    }

    /// Reads `name:` at the start of a line.
    ///
    /// - Parameter isFirst: whether white space may stand before the name.
    private func field(_ start: Int, _ stop: Int, isFirst: Bool) -> OpenField? {
        var nameStart = start
        if isFirst {
            while nameStart < stop, bytes[nameStart].isBlank { nameStart += 1 }
        }
        var hash: UInt32 = 2_166_136_261
        var index = nameStart
        while index < stop, bytes[index] > 0x20, bytes[index] < 0x7F, bytes[index] != UInt8(ascii: ":") {
            hash = (hash ^ UInt32(bytes[index].lowercased)) &* 16_777_619
            index += 1
        }
        let nameEnd = index
        while index < stop, bytes[index].isBlank { index += 1 }
        guard nameEnd > nameStart, index < stop, bytes[index] == UInt8(ascii: ":") else { return nil }
        return OpenField(name: nameStart..<nameEnd, valueStart: index + 1, valueEnd: stop, hash: hash)
    }

    /// Whether a field is likely enough to follow a line that is none: a sentence with a colon is not.
    private func isFamiliar(_ field: OpenField) -> Bool {
        if Self.familiar.contains(field.hash) { return true }
        let name = bytes.view(field.name)
        return name.count > 4 && name.contains(UInt8(ascii: "-")) && !name.starts(with: "--")
            && name.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
    }

    private static let familiar = Set(
        [
            "from", "to", "cc", "bcc", "subject", "date", "sender", "received", "organization", "precedence",
            "comments", "keywords",
        ]
        .map { FieldEntry.hash(of: $0) })

    /// Whether a line is the separator of a mailbox file.
    private func isMailboxLine(_ start: Int, _ stop: Int) -> Bool {
        let line = bytes.view(start..<stop)
        return line.starts(with: "From ") || line.starts(with: ">From ")
    }

    private mutating func skipMark(_ position: inout Int, _ end: Int) {
        guard bytes.view(position..<end).starts(with: "\u{FEFF}") else { return }
        defects.append(Defect(.leadingJunk, at: position))
        position += 3
    }
}
