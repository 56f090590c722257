/// The coding of Unix' uuencode: `begin MODE NAME`, lines with a length byte, `end`.
enum UUEncode {
    /// Appends the decoded bytes to `output`. False if the frame or a line was malformed.
    static func decode(_ bytes: ByteView, into output: inout [UInt8]) -> Bool {
        guard let frame = Frame(in: bytes, from: 0, isStrict: false) else { return false }
        return decodeLines(bytes.view(frame.lines), into: &output)
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

    private static func decodeLines(_ bytes: ByteView, into output: inout [UInt8]) -> Bool {
        output.makeRoom(for: bytes.count / 4 * 3)
        var isClean = true
        var position = 0
        while position < bytes.count {
            let lineEnd = bytes.position(of: .lineFeed, from: position) ?? bytes.count
            let line = bytes.view(position..<lineEnd).trimmedAtEnd
            position = lineEnd + 1
            guard let first = line.first else { continue }
            var left = Int((first &- 0x20) & 0x3F)
            if !(0x20...0x60).contains(first) {
                isClean = false
                continue
            }
            var index = 1
            while left > 0 {
                var group: UInt32 = 0
                for offset in 0..<4 {
                    let byte = index + offset < line.count ? line[index + offset] : 0x20
                    group = group << 6 | UInt32((byte &- 0x20) & 0x3F)
                }
                for shift in [UInt32(16), 8, 0] where left > 0 {
                    output.append(UInt8(truncatingIfNeeded: group >> shift))
                    left -= 1
                }
                index += 4
            }
        }
        return isClean
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
