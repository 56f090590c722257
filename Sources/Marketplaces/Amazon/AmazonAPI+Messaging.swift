import Digests
import Domain
import Transport
import Wire

extension AmazonAPI {
    /// What a message says of a file that was uploaded before.
    struct UploadedFile: Sendable, Hashable {
        var id: String
        /// Shown to the buyer.
        var name: String
    }

    /// getMessagingActionsForOrder: the kinds of messages that the order allows now. Names without an operation, of which
    /// Amazon still lists some, are passed over.
    func messages(for number: OrderNumber, at marketplace: String) async throws(ConnectorError) -> [AmazonMessage] {
        let address = messaging(number).query("marketplaceIds", marketplace)
        let json = try await door.json(get("getMessagingActionsForOrder", address))
        let names = json["_links"]["actions"].elements.compactMap { $0["name"].string }
        return AmazonMessage.allCases.filter { names.contains($0.rawValue) }
    }

    /// GetAttributes: the buyer's language (BCP 47); nil where Amazon does not tell.
    func locale(_ number: OrderNumber, at marketplace: String) async throws(ConnectorError) -> String? {
        let address = messaging(number).path("attributes").query("marketplaceIds", marketplace)
        return try await door.json(get("GetAttributes", address))["buyer"]["locale"].filled
    }

    /// Sends a message once; nil for a success, which names no id.
    func send(
        _ message: AmazonMessage, text: String, files: [UploadedFile], on number: OrderNumber, at marketplace: String
    ) async -> PostResult? {
        var body: [JSON.Member] = []
        if message.longestText != nil { body.append(JSON.Member(key: "text", value: .string(text))) }
        if !files.isEmpty {
            let list = files.map { file -> JSON in
                ["uploadDestinationId": .string(file.id), "fileName": .string(file.name)]
            }
            body.append(JSON.Member(key: "attachments", value: .array(list)))
        }
        let address = messaging(number).path("messages", message.rawValue).query("marketplaceIds", marketplace)
        switch await door.write(post(message.operation, address, .object(body))) {
        case .taken(let response):
            // A page of something in between can have a good status, too.
            if response.status == 201 { return nil }
            if case .object? = try? JSON(parsing: response.body) { return nil }
            return .uncertain(reason: "\(message.operation): HTTP \(response.status), which is not Amazon's answer")
        case .failed(let result): return result
        }
    }

    /// createUploadDestinationForResource, and the upload itself. Nobody sees the file before a message names it, so
    /// whatever goes wrong here, nothing has happened.
    func upload(
        _ file: Attachment, for message: AmazonMessage, on number: OrderNumber, at marketplace: String
    ) async throws(ConnectorError) -> UploadedFile {
        let operation = "createUploadDestinationForResource"
        // The resource is the path of the message; its slashes are those of the address.
        let address = base.path(
            "uploads", "2020-11-01", "uploadDestinations", "messaging", "v1", "orders", number.text, "messages",
            message.rawValue
        ).query("marketplaceIds", marketplace).query("contentMD5", base64(md5(file.bytes)))
            .query("contentType", file.type)
        let payload = try await door.json(post(operation, address))["payload"]
        guard let id = payload["uploadDestinationId"].filled, let url = payload["url"].filled else {
            throw ConnectorError(.protocolViolation, "\(operation): the answer names no destination", retry: .later)
        }
        try await storage.put(file.bytes, type: file.type, to: url, headers: Self.fields(payload["headers"]))
        return UploadedFile(id: id, name: Self.fileName(of: file))
    }

    private func messaging(_ number: OrderNumber) -> WebAddress {
        base.path("messaging", "v1", "orders", number.text)
    }

    private static func fields(_ json: JSON) -> [(name: String, value: String)] {
        guard case .object(let members) = json else { return [] }
        return members.compactMap { member in member.value.scalar.map { (member.key, $0) } }
    }

    /// Amazon wants an ending; a name without one gets that of its type.
    static func fileName(of file: Attachment) -> String {
        let name = file.name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? "file"
        let parts = name.split(separator: ".")
        if parts.count > 1, let ending = parts.last, (2...5).contains(ending.count),
            ending.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit })
        {
            return name
        }
        let endings = [
            "text/plain": "txt", "application/pdf": "pdf", "application/msword": "doc", "image/jpeg": "jpg",
            "image/gif": "gif", "image/png": "png",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
        ]
        return "\(name).\(endings[file.type] ?? "bin")"
    }
}
