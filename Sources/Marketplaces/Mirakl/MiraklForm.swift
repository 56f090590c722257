import Domain
import Wire

/// The body of a write with files: `multipart/form-data` (RFC 7578) with one JSON part and one part a file.
struct MiraklForm: Sendable {
    /// M12 wants `message_input`, M14 and OR43 want `thread_input`, OR74 wants `order_documents`.
    var part: String
    var json: JSON
    var files: [Attachment]

    /// The parts between boundaries; `boundary` must not occur in any of them.
    func multipart(boundary: String) -> [UInt8] {
        var body: [UInt8] = []
        func line(_ text: String) { body.append(contentsOf: (text + "\r\n").utf8) }
        line("--\(boundary)")
        line("Content-Disposition: form-data; name=\"\(part)\"")
        line("Content-Type: application/json")
        line("")
        body.append(contentsOf: json.bytes)
        line("")
        for file in files {
            line("--\(boundary)")
            line("Content-Disposition: form-data; name=\"files\"; filename=\"\(Self.parameter(file.name))\"")
            // The vendor's own client sends every file as this type.
            line("Content-Type: application/octet-stream")
            line("")
            body.append(contentsOf: file.bytes)
            line("")
        }
        line("--\(boundary)--")
        return body
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
