/// One complete reply of an SMTP server (RFC 5321 §4.2).
struct SMTPReply: Sendable, Hashable {
    /// 200…599
    let code: Int
    /// The lines as they came, with their codes, joined by blanks.
    let text: String

    var isPositive: Bool { (200..<300).contains(code) }
    var isTemporaryRefusal: Bool { (400..<500).contains(code) }
    var isPermanentRefusal: Bool { (500..<600).contains(code) }
}

/// Puts an SMTP server's bytes together to replies.
struct SMTPReplyReader {
    struct Malformed: Error, Hashable { let line: String }

    /// Far above any reply that a person should read.
    private static let limit = 64 << 10

    private var buffer: [UInt8] = []
    private var lines: [String] = []

    mutating func append(_ bytes: [UInt8]) { buffer += bytes }

    /// The next complete reply, or nil if more bytes are needed.
    mutating func next() throws(Malformed) -> SMTPReply? {
        while let end = buffer.firstIndex(of: 0x0A) {
            var line = buffer[..<end]
            while line.last == 0x0D { line = line.dropLast() }
            let text = String(decoding: line, as: UTF8.self)
            buffer.removeFirst(end + 1)
            let digits = line.prefix(3)
            guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }),
                let code = Int(text.prefix(3)), (200..<600).contains(code)
            else { throw Malformed(line: String(text.prefix(200))) }
            lines.append(text)
            if line.dropFirst(3).first == UInt8(ascii: "-") {
                if lines.count > 1000 { throw Malformed(line: "more than 1000 lines") }
                continue
            }
            defer { lines = [] }
            return SMTPReply(code: code, text: lines.joined(separator: " "))
        }
        if buffer.count > Self.limit { throw Malformed(line: "a line of more than \(Self.limit) bytes") }
        return nil
    }
}
