/// Quoted-printable (RFC 2045 §6.7). An escape that is none stays as it is.
enum QuotedPrintable {
    /// Appends the decoded bytes to `output`. False if an escape was malformed.
    static func decode(_ bytes: ByteView, into output: inout [UInt8]) -> Bool {
        output.makeRoom(for: bytes.count)
        var isClean = true
        var position = 0
        while position < bytes.count {
            let lineEnd = bytes.position(of: .lineFeed, from: position)
            let next = lineEnd.map { $0 + 1 } ?? bytes.count
            var end = lineEnd ?? bytes.count
            let hasReturn = end > position && bytes[end - 1] == .carriageReturn && lineEnd != nil
            // White space before a line end was added on the way.
            var trimmed = end
            while trimmed > position, bytes[trimmed - 1].isWhiteSpace { trimmed -= 1 }
            let isSoft = trimmed > position && bytes[trimmed - 1] == UInt8(ascii: "=")
            if isSoft || lineEnd != nil { end = trimmed }
            if !decodeLine(bytes.view(position..<(isSoft ? end - 1 : end)), into: &output) { isClean = false }
            if !isSoft, lineEnd != nil {
                if hasReturn { output.append(.carriageReturn) }
                output.append(.lineFeed)
            }
            position = next
        }
        return isClean
    }

    /// Decodes what has no soft line break in it.
    private static func decodeLine(_ line: ByteView, into output: inout [UInt8]) -> Bool {
        var isClean = true
        var position = 0
        while position < line.count {
            let escape = line.position(of: UInt8(ascii: "="), from: position) ?? line.count
            output.append(contentsOf: line.view(position..<escape))
            guard escape < line.count else { break }
            if escape + 2 < line.count, let high = line[escape + 1].hexValue, let low = line[escape + 2].hexValue {
                output.append(high << 4 | low)
                position = escape + 3
            } else {
                output.append(UInt8(ascii: "="))
                position = escape + 1
                isClean = false
            }
        }
        return isClean
    }
}
