/// What header blocks were found to hold, one block behind the other.
struct HeaderFindings {
    var fields: [FieldEntry] = []
    var defects: [Defect] = []
}

/// Finds the fields of a header block, in one pass over its lines.
struct HeaderScanner {
    struct Block {
        /// Places of its fields in ``HeaderFindings/fields``.
        var fields: Range<Int>
        /// Behind the last line of the block, before the blank line.
        var end: Int
        /// Behind the blank line.
        var bodyStart: Int
    }

    let bytes: ByteView
    let limits: Limits
    /// What ends a line: LF, or CR in a buffer without any LF.
    let lineEnd: UInt8

    init(_ bytes: ByteView, limits: Limits, lineEnd: UInt8? = nil) {
        self.bytes = bytes
        self.limits = limits
        self.lineEnd = lineEnd ?? Self.lineEnd(ofBlockIn: bytes, from: 0)
    }

    /// A bare CR ends lines only where there is no LF at all.
    static func lineEnd(of bytes: ByteView) -> UInt8 {
        bytes.position(of: .lineFeed) == nil && bytes.position(of: .carriageReturn) != nil ? .carriageReturn : .lineFeed
    }

    /// A header block whose lines end with bare CR may stand before a body with LF.
    static func lineEnd(ofBlockIn bytes: ByteView, from start: Int) -> UInt8 {
        let feed = bytes.position(of: .lineFeed, from: start)
        let end = feed ?? bytes.count
        var position = start
        while let found = bytes.position(of: .carriageReturn, from: position, to: end) {
            if feed == nil || found + 2 < end && bytes[found + 1] == .carriageReturn { return .carriageReturn }
            position = found + 1
        }
        return .lineFeed
    }

    /// Reads the block that starts at `start`.
    ///
    /// - Parameters:
    ///   - isMessage: whether junk may stand before the first field, as at the top of a message.
    ///   - isDelimiter: tells of a line that starts with two hyphens whether it ends the part; called with its start.
    func scan(
        from start: Int, to end: Int, isMessage: Bool, into found: inout HeaderFindings,
        isDelimiter: (Int) -> Bool = { _ in false }
    ) -> Block {
        let first = found.fields.count
        var position = start
        var open: OpenField?
        // The first line of those that were no field, until a field follows them.
        var garbage: Int?
        // A blank line before any field; what follows it is a header only if a field comes.
        var firstBlank: Int?
        var isOverLimit = false
        /// Whether no field has begun, so that what does not look like one is junk before the header.
        var isAtTop: Bool { found.fields.count == first && open == nil }
        func block(end: Int, bodyStart: Int) -> Block {
            Block(fields: first..<found.fields.count, end: end, bodyStart: bodyStart)
        }

        if isMessage { skipMark(&position, end, &found) }
        while position < end {
            let lineStop = bytes.position(of: lineEnd, from: position, to: end)
            let next = lineStop.map { $0 + 1 } ?? end
            let stop = contentEnd(position, lineStop ?? end)
            if stop == position {
                if isMessage, isAtTop, garbage == nil, next < end {
                    if firstBlank == nil {
                        firstBlank = next
                        found.defects.append(Defect(.leadingJunk, at: position))
                    }
                    position = next
                    continue
                }
                close(&open, at: position, first, &found)
                if let garbage { found.defects.append(Defect(.missingBlankLine, at: garbage)) }
                return block(end: garbage ?? position, bodyStart: garbage ?? next)
            }
            if bytes[position] == UInt8(ascii: "-"), position + 1 < end, bytes[position + 1] == UInt8(ascii: "-"),
                isDelimiter(position)
            {
                close(&open, at: garbage ?? position, first, &found)
                found.defects.append(Defect(.missingBlankLine, at: position))
                return block(end: garbage ?? position, bodyStart: garbage ?? position)
            }
            if !isOverLimit, position - start > limits.headerBytes {
                isOverLimit = true
                found.defects.append(Defect(.headerAfterLimit, at: position))
            }
            if isOverLimit {
                close(&open, at: position, first, &found)
            } else if bytes[position].isBlank, open != nil {
                open?.valueEnd = stop
            } else if bytes[position].isBlank, garbage != nil {
                // Belongs to the garbage before it.
            } else if let field = field(position, stop, isFirst: isMessage && isAtTop),
                garbage == nil && (firstBlank == nil || !isAtTop) || isFamiliar(field)
            {
                close(&open, at: garbage ?? position, first, &found)
                if let skipped = garbage { found.defects.append(Defect(.garbageInHeader, at: skipped)) }
                garbage = nil
                if field.name.lowerBound != position { found.defects.append(Defect(.leadingJunk, at: position)) }
                open = field
            } else if isMessage, isAtTop, garbage == nil, isMailboxLine(position, stop) {
                found.defects.append(Defect(.leadingJunk, at: position))
            } else if garbage == nil {
                close(&open, at: position, first, &found)
                garbage = position
            }
            position = next
        }
        // The end came before a blank line.
        close(&open, at: garbage ?? end, first, &found)
        if let garbage { found.defects.append(Defect(.missingBlankLine, at: garbage)) }
        if found.fields.count == first, let firstBlank { return block(end: start, bodyStart: firstBlank) }
        return block(end: garbage ?? end, bodyStart: garbage ?? end)
    }

    /// A field whose last line has not been seen yet.
    private struct OpenField {
        var name: Range<Int>
        var valueStart: Int
        var valueEnd: Int
        var hash: UInt32
    }

    /// Adds the field under way, which ends before `rawEnd`; `first` is the place of the block's first one.
    private func close(_ open: inout OpenField?, at rawEnd: Int, _ first: Int, _ found: inout HeaderFindings) {
        guard let field = open else { return }
        open = nil
        guard found.fields.count - first < limits.fields else {
            if found.defects.last?.kind != .fieldsAfterLimit {
                found.defects.append(Defect(.fieldsAfterLimit, at: field.name.lowerBound))
            }
            return
        }
        if field.valueEnd - field.valueStart > limits.fieldBytes {
            found.defects.append(Defect(.fieldTooLong, at: field.name.lowerBound))
        }
        found.fields.append(
            FieldEntry(
                name: field.name, value: field.valueStart..<field.valueEnd, rawEnd: rawEnd, nameHash: field.hash))
    }

    /// The end of a line without CR, of which a second conversion may have left two.
    private func contentEnd(_ start: Int, _ stop: Int) -> Int {
        var stop = stop
        while lineEnd == .lineFeed, stop > start, bytes[stop - 1] == .carriageReturn { stop -= 1 }
        return stop
    }

    /// Reads `name:` at the start of a line.
    ///
    /// - Parameter isFirst: whether white space may stand before the name.
    private func field(_ start: Int, _ stop: Int, isFirst: Bool) -> OpenField? {
        var nameStart = start
        if isFirst {
            while nameStart < stop, bytes[nameStart].isBlank { nameStart += 1 }
        }
        var hash = FieldEntry.hashSeed
        var index = nameStart
        while index < stop, bytes[index] > 0x20, bytes[index] < 0x7F, bytes[index] != UInt8(ascii: ":") {
            hash = FieldEntry.mix(hash, bytes[index])
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
            "references", "comments", "keywords",
        ]
        .map { FieldEntry.hash(of: $0) })

    /// Whether a line is the separator of a mailbox file.
    private func isMailboxLine(_ start: Int, _ stop: Int) -> Bool {
        let line = bytes.view(start..<stop)
        return line.starts(with: "From ") || line.starts(with: ">From ")
    }

    private func skipMark(_ position: inout Int, _ end: Int, _ found: inout HeaderFindings) {
        guard bytes.view(position..<min(end, position + 3)).starts(with: "\u{FEFF}") else { return }
        found.defects.append(Defect(.leadingJunk, at: position))
        position += 3
    }
}
