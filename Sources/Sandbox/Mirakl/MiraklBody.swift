/// Bodies and parts of Mirakl's requests, read strictly.
enum MiraklBody {
    static func object(_ body: [UInt8], known: Set<String>) throws(Refusal) -> [String: JSON] {
        guard let value = JSON(parsing: body) else { throw Refusal(400, "the body is no JSON text") }
        return try object(value, known: known, field: "body")
    }

    static func object(_ value: JSON, known: Set<String>, field: String) throws(Refusal) -> [String: JSON] {
        guard let members = value.object else { throw Refusal(400, "must be an object", field: field) }
        for key in members.keys.sorted() where !known.contains(key) {
            throw Refusal(400, "unknown key", field: "\(field).\(key)")
        }
        return members
    }

    /// A code of `type` that is the shop's to use.
    static func reason(_ value: JSON?, _ type: String, field: String) throws(Refusal) -> String {
        guard let code = value?.string else { throw Refusal(400, "is required", field: field) }
        guard MiraklReason.all.contains(where: { $0.code == code && $0.type == type && $0.isShopRight }) else {
            throw Refusal(400, "unknown reason code", field: field)
        }
        return code
    }

    /// A topic: words, or a reason for messages about orders.
    static func topic(_ value: JSON, field: String) throws(Refusal) -> MiraklThread.Topic {
        let members = try object(value, known: ["type", "value"], field: field)
        guard let type = members["type"]?.string, ["FREE_TEXT", "REASON_CODE"].contains(type) else {
            throw Refusal(400, "must be FREE_TEXT or REASON_CODE", field: "\(field).type")
        }
        guard let text = members["value"]?.string, !text.isEmpty else {
            throw Refusal(400, "must not be empty", field: "\(field).value")
        }
        if type == "REASON_CODE" {
            _ = try reason(.string(text), "ORDER_MESSAGING", field: "\(field).value")
        }
        return MiraklThread.Topic(type: type, value: text)
    }

    /// The form of a request with files.
    static func form(_ request: Request) throws(Refusal) -> FormData {
        guard request.contentType == "multipart/form-data",
            var type = HeaderParameters(request.headers["content-type"] ?? ""), let boundary = type.take("boundary"),
            (1...70).contains(boundary.utf8.count)
        else { throw Refusal(415, "Content-Type must be multipart/form-data with a boundary") }
        guard request.body.count <= 30 << 20 else { throw Refusal(413, "a message has at most 30 MB") }
        do {
            return try FormData(request.body, boundary: boundary)
        } catch {
            throw Refusal(400, error.detail)
        }
    }

    /// The one JSON part, called `name`; beside it there are only `files`.
    static func input(_ name: String, in form: FormData) throws(Refusal) -> JSON {
        for part in form.parts where part.name != name && part.name != "files" {
            throw Refusal(400, "unknown part", field: part.name)
        }
        let inputs = form.parts.filter { $0.name == name }
        guard inputs.count == 1, let part = inputs.first else {
            throw Refusal(400, "exactly one part is required", field: name)
        }
        guard part.fileName == nil else { throw Refusal(400, "must not be a file", field: name) }
        var type = HeaderParameters(part.contentType ?? "")
        let charset = type?.take("charset")?.lowercased() ?? "utf-8"
        guard type?.value.lowercased() == "application/json", charset == "utf-8" else {
            throw Refusal(400, "Content-Type must be application/json", field: name)
        }
        guard let value = JSON(parsing: part.body) else { throw Refusal(400, "not a JSON text", field: name) }
        return value
    }
}
