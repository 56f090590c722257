import Digests
import Domain
import Wire

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

    mutating func add(_ json: JSON, as name: String) {
        let head =
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\nContent-Type: application/json\r\n\r\n"
        parts += Array(head.utf8) + json.bytes + [0x0D, 0x0A]
    }

    /// - Parameter type: nil = the file's own.
    mutating func add(_ file: Attachment, as name: String, type: String? = nil) {
        let head = """
            --\(boundary)\r
            Content-Disposition: form-data; name="\(name)"; filename="\(Self.parameter(file.name))"\r
            Content-Type: \(type ?? file.type)\r
            \r

            """
        parts += Array(head.utf8) + file.bytes + [0x0D, 0x0A]
    }

    /// A file name inside quotes as browsers write it: UTF-8 as it is, quotes and line ends percent-encoded.
    private static func parameter(_ name: String) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"": result += "%22"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            case "\0"..."\u{1F}", "\u{7F}": result += "_"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
