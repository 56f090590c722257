import Domain

extension MiraklStandIn {
    /// Names of the message's file types; the operators' lists of order documents taken together.
    private static let fileTypes: Set<Substring> = [
        "csv", "doc", "docx", "xls", "xlsx", "ppt", "pdf", "odt", "ods", "odp", "txt", "rtf", "png", "jpg", "jpeg",
        "gif", "zip", "tif", "tiff", "xml",
    ]

    /// M12.
    mutating func post(_ request: Request, to id: String, now: Timestamp) throws(Refusal) -> Response {
        guard request.contentType == "multipart/form-data",
            var type = HeaderParameters(request.headers["content-type"] ?? ""), let boundary = type.take("boundary"),
            (1...70).contains(boundary.utf8.count)
        else { throw Refusal(415, "Content-Type must be multipart/form-data with a boundary") }
        guard request.body.count <= 30 << 20 else { throw Refusal(413, "a message has at most 30 MB") }
        let thread = try thread(id)
        let form: FormData
        do {
            form = try FormData(request.body, boundary: boundary)
        } catch {
            throw Refusal(400, error.detail)
        }
        let input = try Self.messageInput(in: form)
        let files = try Self.files(in: form)
        let draft = try MiraklMessageInput(input, thread: thread)
        guard thread.messages.count < 1000 else { throw Refusal(400, "the thread has 1000 messages") }
        let sameOrder = threads.filter { $0.order.number == thread.order.number }
        let before = sameOrder.reduce(0) { $0 + $1.messages.reduce(0) { $0 + $1.attachments.count } }
        guard before + files.count <= 50 else {
            throw Refusal(400, "an order has at most 50 attachments", field: "files")
        }
        let message = MiraklThread.Message(
            id: randomUUID(), author: .shop, authorName: "Support", to: draft.to, body: draft.body, sent: tick(now),
            attachments: store(files))
        append(message, to: id)
        if let topic = draft.topic, let index = threads.firstIndex(where: { $0.id == id }) {
            threads[index].topic = topic
        }
        return .json(["message_id": .string(message.id), "thread_id": .string(id)], status: 201)
    }

    private static func messageInput(in form: FormData) throws(Refusal) -> JSON {
        for part in form.parts where part.name != "message_input" && part.name != "files" {
            throw Refusal(400, "unknown part", field: part.name)
        }
        let inputs = form.parts.filter { $0.name == "message_input" }
        guard inputs.count == 1, let part = inputs.first else {
            throw Refusal(400, "exactly one part is required", field: "message_input")
        }
        guard part.fileName == nil else { throw Refusal(400, "must not be a file", field: "message_input") }
        var type = HeaderParameters(part.contentType ?? "")
        let charset = type?.take("charset")?.lowercased() ?? "utf-8"
        guard type?.value.lowercased() == "application/json", charset == "utf-8" else {
            throw Refusal(400, "Content-Type must be application/json", field: "message_input")
        }
        guard let value = JSON(parsing: part.body) else {
            throw Refusal(400, "not a JSON text", field: "message_input")
        }
        return value
    }

    private static func files(in form: FormData) throws(Refusal) -> [Attachment] {
        var result: [Attachment] = []
        for part in form.parts where part.name == "files" {
            guard let name = part.fileName, !name.isEmpty else {
                throw Refusal(400, "a file needs a name", field: "files")
            }
            guard !name.contains("/"), !name.contains("\\"),
                let dot = name.lastIndex(of: "."), fileTypes.contains(Substring(name[dot...].dropFirst().lowercased()))
            else { throw Refusal(400, "file type not allowed: \(name)", field: "files") }
            let type = (part.contentType ?? "application/octet-stream").lowercased()
            result.append(Attachment(name: name, type: type, bytes: part.body))
        }
        return result
    }
}
