/// Writes quoted-printable (RFC 2045 §6.7): lines of at most 76 bytes, no soft line break within a character.
struct QuotedPrintableWriter {
    private var output: [UInt8] = []
    private var column = 0

    /// - Parameter text: UTF-8 whose lines end with CRLF.
    static func encode(_ text: [UInt8]) -> [UInt8] {
        var writer = QuotedPrintableWriter()
        writer.output.reserveCapacity(text.count + text.count / 8)
        var index = 0
        while index < text.count {
            if writer.isLineEnd(text, index) {
                writer.output.append(contentsOf: [0x0D, 0x0A])
                writer.column = 0
                index += 2
            } else {
                writer.put(text, index)
                index += 1
            }
        }
        return writer.output
    }

    private func isLineEnd(_ text: [UInt8], _ index: Int) -> Bool {
        text[index] == 0x0D && index + 1 < text.count && text[index + 1] == 0x0A
    }

    private mutating func put(_ text: [UInt8], _ index: Int) {
        let byte = text[index]
        let endsLine = index + 1 == text.count || isLineEnd(text, index + 1)
        let isLiteral = stands(byte, text, index, endsLine: endsLine)
        // Room for the whole character that starts here, and for a soft line break unless the line ends behind it.
        let needed = isLiteral ? 1 : 3 * characterLength(byte)
        let room = endsLine ? 76 : 75
        if column + needed > room, column > 0, byte & 0xC0 != 0x80 || column + 3 > room {
            output.append(contentsOf: [UInt8(ascii: "="), 0x0D, 0x0A])
            column = 0
        }
        if isLiteral {
            output.append(byte)
            column += 1
        } else {
            appendEscape(byte, mark: UInt8(ascii: "="), to: &output)
            column += 3
        }
    }

    private func stands(_ byte: UInt8, _ text: [UInt8], _ index: Int, endsLine: Bool) -> Bool {
        switch byte {
        case 0x20, 0x09: return !endsLine
        case UInt8(ascii: "="): return false
        // Mailbox files and mail servers change lines that start like these.
        case UInt8(ascii: "."): return column > 0
        case UInt8(ascii: "F"): return column > 0 || !text[index...].starts(with: "From ".utf8)
        case UInt8(ascii: "-"): return column > 0
        default: return (0x21...0x7E).contains(byte)
        }
    }

    private func characterLength(_ byte: UInt8) -> Int {
        switch byte {
        case 0xC0...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xFF: 4
        default: 1
        }
    }
}
