/// A reply of an SMTP server (RFC 5321 §4.2), with an enhanced status code (RFC 3463).
public struct SMTPReply: Error, Sendable, Hashable {
    public var code: Int
    public var lines: [String]

    public init(_ code: Int, lines: [String]) {
        self.code = code
        self.lines = lines
    }

    public init(_ code: Int, _ enhanced: String, _ text: String) {
        self.init(code, lines: ["\(enhanced) \(text)"])
    }

    public var isPositive: Bool { code < 400 }

    public var bytes: [UInt8] {
        var out = ""
        for (index, line) in lines.enumerated() {
            out += "\(code)\(index == lines.count - 1 ? " " : "-")\(line)\r\n"
        }
        return Array(out.utf8)
    }
}
