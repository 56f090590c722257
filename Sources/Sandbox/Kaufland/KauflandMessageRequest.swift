import Domain
import FoundationEssentials

/// The body of `POST /tickets/{id_ticket}/messages`, checked key by key.
struct KauflandMessageRequest: Sendable {
    var text: String
    var isInterim: Bool
    var files: [Attachment]

    /// Types that clients of the interface send.
    private static let mediaTypes: Set<String> = [
        "text/plain", "image/png", "image/jpeg", "image/gif", "image/tiff", "application/pdf", "application/msword",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]

    init(_ body: [UInt8]) throws(Refusal) {
        guard let members = JSON(parsing: body)?.object else {
            throw Refusal(400, "The body is not a JSON object", code: "/problems/bad-request")
        }
        try Self.onlyKnown(["text", "interim_notice", "ticket_message_files"], in: members)
        guard let text = members["text"]?.string else { throw Refusal(400, "is required", field: "text") }
        guard (1...65_535).contains(text.unicodeScalars.count) else {
            throw Refusal(400, "must have 1 to 65535 characters", field: "text")
        }
        self.text = text
        isInterim = false
        if let value = members["interim_notice"] {
            guard let flag = value.bool else { throw Refusal(400, "must be a boolean", field: "interim_notice") }
            isInterim = flag
        }
        files = []
        guard let value = members["ticket_message_files"] else { return }
        guard let elements = value.array else { throw Refusal(400, "must be an array", field: "ticket_message_files") }
        for element in elements { files.append(try Self.file(element)) }
    }

    /// `{filename, mime_type, data}`, all three required; `data` is a base64 data URI (RFC 2397) of that type.
    private static func file(_ value: JSON) throws(Refusal) -> Attachment {
        guard let members = value.object else {
            throw Refusal(400, "must be objects", field: "ticket_message_files")
        }
        try onlyKnown(["filename", "mime_type", "data"], in: members)
        guard let name = members["filename"]?.string, !name.isEmpty else {
            throw Refusal(400, "is required", field: "filename")
        }
        guard let type = members["mime_type"]?.string else { throw Refusal(400, "is required", field: "mime_type") }
        guard let uri = members["data"]?.string else { throw Refusal(400, "is required", field: "data") }
        let failure = "/problems/tickets/attachments-upload-failure"
        guard mediaTypes.contains(type) else {
            throw Refusal(400, "type \(type) is not allowed: \(name)", code: failure, field: "mime_type")
        }
        let prefix = "data:\(type);base64,"
        guard uri.hasPrefix(prefix), let data = Data(base64Encoded: String(uri.dropFirst(prefix.count))), !data.isEmpty
        else { throw Refusal(400, "must be a base64 data URI of mime_type: \(name)", code: failure, field: "data") }
        guard data.count <= 20 << 20 else {
            throw Refusal(400, "is larger than 20 MB: \(name)", code: failure, field: "data")
        }
        return Attachment(name: name, type: type, bytes: Array(data))
    }

    private static func onlyKnown(_ keys: Set<String>, in members: [String: JSON]) throws(Refusal) {
        for key in members.keys.sorted() where !keys.contains(key) {
            throw Refusal(400, "is not a known property", field: key)
        }
    }
}
