import Digests
import Domain

/// A body of `multipart/form-data` (RFC 7578) with texts and files.
struct FormBody: Sendable {
    /// Random, so that it occurs in no file.
    let boundary = "mailbridge-\(hexadecimal(randomBytes(16)))"
    private var parts: [UInt8] = []

    var contentType: String { "multipart/form-data; boundary=\(boundary)" }

    var bytes: [UInt8] { parts + Array("--\(boundary)--\r\n".utf8) }

    mutating func add(_ text: String, as name: String) {
        parts += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(text)\r\n".utf8)
    }

    mutating func add(_ file: Attachment, as name: String) {
        let head = """
            --\(boundary)\r
            Content-Disposition: form-data; name="\(name)"; filename="\(Self.parameter(file.name))"\r
            Content-Type: \(file.type)\r
            \r

            """
        parts += Array(head.utf8) + file.bytes + [0x0D, 0x0A]
    }

    /// A file name inside quotes as browsers write it: UTF-8 as it is, quotes percent-encoded.
    private static func parameter(_ name: String) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"": result += "%22"
            case "\0"..."\u{1F}", "\u{7F}": result += "_"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
