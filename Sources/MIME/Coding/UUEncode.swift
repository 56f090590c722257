/// The coding of Unix' uuencode: `begin MODE NAME`, lines with a length byte, `end`.
enum UUEncode {
    /// The bytes that the lines of a file stand for.
    static func room(for bytes: ByteView) -> Int {
        guard let frame = Frame(in: bytes, from: 0, isStrict: false) else { return 0 }
        var total = 0
        var position = frame.lines.lowerBound
        while position < frame.lines.upperBound {
            let lineEnd = bytes.position(of: .lineFeed, from: position) ?? bytes.count
            total += decodedCount(bytes.view(position..<lineEnd))
            position = lineEnd + 1
        }
        return total
    }

    /// Writes the decoded bytes to `output`, which has ``room(for:)`` them and three more.
    ///
    /// - Returns: how many bytes were written, and whether frame and lines were well-formed.
    static func decode(_ bytes: ByteView, into output: UnsafeMutablePointer<UInt8>) -> (count: Int, isClean: Bool) {
        guard let frame = Frame(in: bytes, from: 0, isStrict: false) else { return (0, false) }
        return decodeLines(bytes.view(frame.lines), into: output)
    }

    /// How many bytes a line stands for: as many as it announces, but no more than it holds with the blanks at its end, which
    /// may be zero bits, and a few that were lost there.
    private static func decodedCount(_ line: ByteView) -> Int {
        guard let first = line.first, (0x20...0x60).contains(first) else { return 0 }
        return min(Int((first - 0x20) & 0x3F), (line.count + 3) / 4 * 3 + 3)
    }

    /// The name that stands in the frame of a file, cleaned.
    static func fileName(in store: MessageStore, _ node: PartNode) -> String? {
        store.sources[Int(node.source)].withUnsafeBufferPointer { bytes in
            let bytes = bytes.view(node.body)
            return Frame(in: bytes, from: 0, isStrict: false)
                .flatMap { FileName.cleaned(String(decoding: bytes.view($0.name), as: UTF8.self)) }
        }
    }

    /// The start of the first line at or behind `start` that begins like a uuencoded file.
    static func firstMark(in bytes: ByteView, from start: Int) -> Int? {
        var position = start
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "b"), bytes.view(position..<position + 6).starts(with: "begin ") {
                return position
            }
            guard let lineEnd = bytes.position(of: .lineFeed, from: position) else { return nil }
            position = lineEnd + 1
        }
        return nil
    }

    /// Where a uuencoded file lies in a text.
    struct Frame {
        /// From `begin` to behind the line end of `end`.
        var whole: Range<Int>
        /// The coded lines.
        var lines: Range<Int>
        var name: Range<Int>

        /// Finds the first file at or behind `start`.
        ///
        /// - Parameter isStrict: whether every line and the `end` have to be right, as in text that is not declared.
        init?(in bytes: ByteView, from start: Int, isStrict: Bool) {
            var position = start
            while let mark = UUEncode.firstMark(in: bytes, from: position) {
                let lineEnd = bytes.position(of: .lineFeed, from: mark) ?? bytes.count
                if let name = Self.name(bytes, mark..<lineEnd),
                    let frame = Frame(bytes, begin: mark, name: name, from: lineEnd + 1, isStrict)
                {
                    self = frame
                    return
                }
                position = lineEnd + 1
            }
            return nil
        }

        private init?(_ bytes: ByteView, begin: Int, name: Range<Int>, from start: Int, _ isStrict: Bool) {
            var position = start
            while position < bytes.count {
                let lineEnd = bytes.position(of: .lineFeed, from: position) ?? bytes.count
                let line = bytes.view(position..<lineEnd).trimmedAtEnd
                if line.count == 3, line.starts(with: "end") {
                    guard position > start || !isStrict else { return nil }
                    self.name = name
                    lines = start..<position
                    whole = begin..<min(lineEnd + 1, bytes.count)
                    return
                }
                if isStrict, !UUEncode.isLine(bytes.view(position..<lineEnd)) { return nil }
                position = lineEnd + 1
            }
            guard !isStrict else { return nil }
            self.name = name
            lines = min(start, bytes.count)..<bytes.count
            whole = begin..<bytes.count
        }

        /// The name in a line `begin MODE NAME`, with a mode of three or four octal digits.
        private static func name(_ bytes: ByteView, _ range: Range<Int>) -> Range<Int>? {
            let line = bytes.view(range).trimmedAtEnd
            guard line.starts(with: "begin "), line.count > 10 else { return nil }
            var position = 6
            while position < line.count, (0x30...0x37).contains(line[position]) { position += 1 }
            guard (9...10).contains(position), position + 1 < line.count, line[position] == .space else { return nil }
            return range.lowerBound + position + 1..<range.lowerBound + line.count
        }
    }

    /// Whether a line has the length that its first byte announces.
    private static func isLine(_ line: ByteView) -> Bool {
        guard let first = line.first, (0x20...0x60).contains(first) else { return false }
        let needed = (Int((first - 0x20) & 0x3F) + 2) / 3 * 4
        let content = line.last == .carriageReturn ? line.view(0..<line.count - 1) : line
        guard content.allSatisfy({ (0x20...0x60).contains($0) }) else { return false }
        // Trailing blanks, which stand for zero bits, get lost; some encoders add a checksum byte.
        return content.count - 1 <= needed + 1 && (content.count - 1 + 4 >= needed || needed <= 4)
    }

    private static func decodeLines(
        _ bytes: ByteView, into output: UnsafeMutablePointer<UInt8>
    ) -> (count: Int, isClean: Bool) {
        var isClean = true
        var count = 0
        var position = 0
        while position < bytes.count {
            let lineEnd = bytes.position(of: .lineFeed, from: position) ?? bytes.count
            let whole = bytes.view(position..<lineEnd)
            let line = whole.trimmedAtEnd
            position = lineEnd + 1
            guard let first = line.first else { continue }
            if !(0x20...0x60).contains(first) { isClean = false }
            let end = count + decodedCount(whole)
            var index = 1
            while count < end {
                var group: UInt32 = 0
                for offset in 0..<4 {
                    let byte = index + offset < line.count ? line[index + offset] : 0x20
                    group = group << 6 | UInt32((byte &- 0x20) & 0x3F)
                }
                output[count] = UInt8(truncatingIfNeeded: group >> 16)
                output[count + 1] = UInt8(truncatingIfNeeded: group >> 8)
                output[count + 2] = UInt8(truncatingIfNeeded: group)
                count = min(count + 3, end)
                index += 4
            }
        }
        return (count, isClean)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Without white space and line ends at the end.
    var trimmedAtEnd: ByteView {
        var upper = count
        while upper > 0, self[upper - 1].isWhiteSpace { upper -= 1 }
        return view(0..<upper)
    }
}
