import MIME

/// Writes test mails: `\n` in the text becomes the line end, each scalar below U+0100 one byte.
enum Mail {
    static let lineEnds = ["\r\n", "\n"]

    static func bytes(_ text: String, lineEnd: String = "\r\n") -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                bytes += Array(lineEnd.utf8)
            } else {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            }
        }
        return bytes
    }

    static func parse(_ text: String, lineEnd: String = "\r\n", limits: Limits = .default) -> Message {
        Message(parsing: bytes(text, lineEnd: lineEnd), limits: limits)
    }

    /// A field alone, as UTF-8.
    static func field(_ name: String, _ value: String) throws -> HeaderField {
        let header = Header(parsing: Array("\(name): \(value)\r\n\r\n".utf8))
        guard let field = header.first(name) else { throw Missing() }
        return field
    }

    /// `entity` as the second part of a mail, behind a text.
    static func withPart(_ entity: String, lineEnd: String = "\r\n") -> Message {
        parse(
            "Subject: s\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nfirst\n--b\n\(entity)\n--b--\n",
            lineEnd: lineEnd)
    }

    struct Missing: Error {}
}

extension Message {
    /// `type` of each part, indented by one blank per level.
    var outline: [String] { parts.map { String(repeating: " ", count: $0.depth) + $0.type } }

    func has(_ kind: Defect.Kind) -> Bool { defects.contains { $0.kind == kind } }

    /// The text of the only part of that type.
    func text(ofType type: String) -> String? { parts.first { $0.type == type }.map { text(of: $0) } }
}
