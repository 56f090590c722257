/// Writes quoted-printable (RFC 2045 §6.7): lines of at most 76 bytes, no soft line break within a character.
struct QuotedPrintableWriter {
    private var output: [UInt8] = []
    private var column = 0

    /// - Parameter lines: UTF-8 whose lines end with CRLF.
    static func encode(_ lines: [UInt8]) -> [UInt8] {
        var writer = QuotedPrintableWriter()
        writer.output.reserveCapacity(lines.count + lines.count / 4)
        lines.withUnsafeBufferPointer { lines in
            var start = 0
            while start < lines.count {
                let lineFeed = lines.position(of: .lineFeed, from: start) ?? lines.count
                writer.append(lines.view(start..<max(start, lineFeed - 1)))
                start = lineFeed + 1
            }
        }
        return writer.output
    }

    private mutating func append(_ line: ByteView) {
        column = 0
        var index = 0
        while index < line.count {
            if column == 0, startsOddly(line.view(index..<line.count)) {
                appendEscape(line[index], mark: UInt8(ascii: "="), to: &output)
                column += 3
                index += 1
                continue
            }
            // What may stand as it is, as far as it could fit.
            var end = index
            let furthest = min(line.count, index + WriteLimits.line + 1)
            while end < furthest, Self.isLiteral(line[end]) { end += 1 }
            if end == line.count, line[end - 1].isBlank { end -= 1 }
            let isWhole = end == line.count && end - index <= room(endsLine: true)
            let run = isWhole ? end - index : min(end - index, room(endsLine: false))
            output.append(contentsOf: line.view(index..<index + run))
            column += run
            index += run
            if index < end { breakLine() } else if index < line.count { index += appendCharacter(line, at: index) }
        }
        output.append(.carriageReturn)
        output.append(.lineFeed)
    }

    /// Appends a whole character in escapes; returns how many bytes it has.
    private mutating func appendCharacter(_ line: ByteView, at index: Int) -> Int {
        let length = Self.length(ofCharacter: line[index])
        if length * 3 > room(endsLine: index + length == line.count) { breakLine() }
        for byte in line.view(index..<index + length) { appendEscape(byte, mark: UInt8(ascii: "="), to: &output) }
        column += length * 3
        return length
    }

    /// Bytes left in this line, a soft line break behind them unless the line ends there.
    private func room(endsLine: Bool) -> Int { (endsLine ? WriteLimits.line : WriteLimits.line - 1) - column }

    private mutating func breakLine() {
        output.append(UInt8(ascii: "="))
        output.append(.carriageReturn)
        output.append(.lineFeed)
        column = 0
    }

    /// Whether a byte stands for itself, the last blank of a line aside.
    private static func isLiteral(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "=") || byte == .tab
    }

    /// Whether a line that starts so could be taken for something else, such as a delimiter of a multipart.
    private func startsOddly(_ line: ByteView) -> Bool {
        line.starts(with: "-") || TextCoding.isOddStart(line)
    }

    /// Bytes of the character that starts with `byte`.
    private static func length(ofCharacter byte: UInt8) -> Int {
        switch byte {
        case 0xC0..<0xE0: 2
        case 0xE0..<0xF0: 3
        case 0xF0...: 4
        default: 1
        }
    }
}
