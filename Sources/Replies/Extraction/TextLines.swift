/// The lines of a plain text body: line ends, blanks and quote marks brought into one form.
struct TextLines {
    private(set) var lines: [Line] = []

    init(text: String) {
        var offset = 0
        for raw in normalise(text).split(separator: "\n", omittingEmptySubsequences: false) {
            var line = Self.line(raw)
            line.offset = offset
            line.number = lines.count + 1
            line.isMarker = ReplyMarker.isIn(line.text)
            lines.append(line)
            offset += raw.utf8.count + 1
        }
    }

    /// Takes the quote marks off: `>`, `> >`, ` >`. At most 60 levels count.
    private static func line(_ raw: Substring) -> Line {
        var depth = 0
        var rest = raw[...]
        while true {
            let text = rest.drop { $0 == " " || $0 == "\t" }
            guard text.first == ">", depth < 60 else { break }
            depth += 1
            rest = text.dropFirst()
        }
        if depth > 0, rest.first == " " { rest = rest.dropFirst() }
        var line = Line(String(rest))
        line.depth = depth
        return line
    }
}

/// LF line ends, NFC, plain blanks; no zero-width characters and no blanks at line ends, except in `-- `.
func normalise(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var blanks = 0
    var lineIsDashes = 0
    var wasReturn = false
    func endLine(_ output: inout [UInt8]) {
        // The signature delimiter keeps its blank (RFC 3676 §4.3), quoted or not.
        if lineIsDashes == 2, blanks >= 1 { output.append(0x20) }
        output.append(0x0A)
    }
    for scalar in text.composed.unicodeScalars {
        switch scalar.value {
        case 0x0D:
            endLine(&bytes)
        case 0x0A:
            if !wasReturn { endLine(&bytes) }
        case 0x20, 0x09, 0xA0, 0x202F, 0x2007, 0x3000:
            blanks += 1
        case 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x200E, 0x200F, 0x0000...0x1F, 0x7F, 0x202A...0x202E:
            break
        default:
            bytes += repeatElement(0x20, count: blanks)
            blanks = 0
            if scalar == ">" && lineIsDashes <= 0 {
                lineIsDashes = 0
            } else {
                lineIsDashes = scalar == "-" && lineIsDashes >= 0 && lineIsDashes < 2 ? lineIsDashes + 1 : -1
            }
            if scalar.value < 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
        wasReturn = scalar.value == 0x0D
        if scalar.value == 0x0D || scalar.value == 0x0A {
            blanks = 0
            lineIsDashes = 0
        }
    }
    if lineIsDashes == 2, blanks >= 1 { bytes.append(0x20) }
    return String(decoding: bytes, as: UTF8.self)
}
