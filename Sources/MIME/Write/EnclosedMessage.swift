/// A mail within a mail, which must not be coded (RFC 2046 §5.2.1), only brought to CRLF line ends.
struct EnclosedMessage {
    let lines: [UInt8]

    /// Nil if the bytes cannot travel everywhere as they are: 8-bit, NUL, a bare CR, a line over 998 bytes.
    init?(_ bytes: [UInt8]) {
        guard bytes.allSatisfy({ $0 < 0x80 && $0 != 0 }) else { return nil }
        var lines: [UInt8] = []
        lines.reserveCapacity(bytes.count + bytes.count / 32 + 2)
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: .lineFeed) ?? bytes.count
            let text = end > start && bytes[end - 1] == .carriageReturn ? bytes[start..<end - 1] : bytes[start..<end]
            guard text.count <= WriteLimits.longestLine, !text.contains(.carriageReturn) else { return nil }
            lines.append(contentsOf: text)
            lines.append(contentsOf: [.carriageReturn, .lineFeed])
            start = end + 1
        }
        self.lines = lines
    }
}
