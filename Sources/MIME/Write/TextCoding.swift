/// How the text of a part is coded for its way.
enum TextCoding {
    /// Text with CRLF line ends, also behind the last line; nothing for nothing.
    static func normalized(_ text: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count + text.utf8.count / 32)
        var wasCarriageReturn = false
        for byte in text.utf8 {
            if byte == 0x0D || (byte == 0x0A && !wasCarriageReturn) {
                output.append(contentsOf: [0x0D, 0x0A])
            } else if byte != 0x0A {
                output.append(byte)
            }
            wasCarriageReturn = byte == 0x0D
        }
        if let last = output.last, last != 0x0A { output.append(contentsOf: [0x0D, 0x0A]) }
        return String(decoding: output, as: UTF8.self)
    }

    /// As it is where every transport keeps it so; else quoted-printable or base64, whichever is shorter.
    /// - Parameter text: lines end with CRLF.
    static func encode(_ text: String, endsLinesInBlanks: Bool) -> (coding: String, body: [UInt8]) {
        let bytes = Array(text.utf8)
        if isSafe(bytes, endsLinesInBlanks: endsLinesInBlanks) { return ("7bit", bytes) }
        let escapes = bytes.reduce(0) {
            $0 + ($1 > 0x7E || $1 == UInt8(ascii: "=") || ($1 < 0x20 && !$1.isWhiteSpace) ? 1 : 0)
        }
        if escapes * 6 <= bytes.count { return ("quoted-printable", QuotedPrintableWriter.encode(bytes)) }
        var body: [UInt8] = []
        Base64Writer.appendLines(bytes, to: &body)
        return ("base64", body)
    }

    private static func isSafe(_ bytes: [UInt8], endsLinesInBlanks: Bool) -> Bool {
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: true) {
            let text = line.last == 0x0D ? line.dropLast() : line
            guard text.count <= 76, text.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x09 }) else { return false }
            if !endsLinesInBlanks, let last = text.last, last.isBlank { return false }
            if text.starts(with: "From ".utf8) || text.elementsEqual(".".utf8) { return false }
        }
        return true
    }
}
