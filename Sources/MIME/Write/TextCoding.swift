/// How the text of a part is coded for its way (RFC 2045 §6).
enum TextCoding {
    /// As it is where every transport keeps it so; else quoted-printable or base64, whichever is shorter.
    /// - Parameter lines: UTF-8 whose lines end with CRLF.
    static func encode(_ lines: [UInt8], keepsTrailingBlanks: Bool) -> (coding: String, body: Entity.Chunk) {
        if isSafe(lines, keepsTrailingBlanks: keepsTrailingBlanks) { return ("7bit", .bytes(lines)) }
        // An escape takes two bytes more, base64 a third more of all.
        let escapes = lines.count { $0 >= 0x7F || $0 == UInt8(ascii: "=") || $0 < 0x20 && !$0.isWhiteSpace }
        if escapes * 6 <= lines.count { return ("quoted-printable", .bytes(QuotedPrintableWriter.encode(lines))) }
        return ("base64", .base64(lines))
    }

    /// Whether a line that starts so could be changed or misread on its way: an end of SMTP's data, a separator of a
    /// mailbox file, a uuencoded file.
    static func isOddStart(_ line: ByteView) -> Bool {
        line.starts(with: ".") || line.starts(with: "From ") || line.starts(with: "begin ")
    }

    /// Whether all is visible ASCII in lines of at most 76 bytes that no mail server or mailbox file changes.
    private static func isSafe(_ lines: [UInt8], keepsTrailingBlanks: Bool) -> Bool {
        lines.withUnsafeBufferPointer { lines in
            var start = 0
            while start < lines.count {
                let lineFeed = lines.position(of: .lineFeed, from: start) ?? lines.count
                let line = lines.view(start..<lineFeed - 1)
                guard line.count <= WriteLimits.line else { return false }
                guard line.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == .tab }) else { return false }
                if !keepsTrailingBlanks, line.last?.isBlank == true { return false }
                if isOddStart(line) { return false }
                start = lineFeed + 1
            }
            return true
        }
    }
}
