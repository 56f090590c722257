import Domain

extension AmazonStandIn {
    /// Names that the real interface still lists although no operation takes them.
    private static let phantoms = ["negativeFeedbackRemoval", "amazonMotors"]

    /// getMessagingActionsForOrder of Messaging v1.
    func actions(_ id: String, _ request: Request) throws(Refusal) -> Response {
        let marketplace = try marketplace(request)
        _ = try known(id)
        let base = "/messaging/v1/orders/\(id)"
        let names = state(of: id).messages
        let links = (names + Self.phantoms).map { name -> JSON in
            ["href": .string("\(base)/messages/\(name)?marketplaceIds=\(marketplace)"), "name": .string(name)]
        }
        let attributes: JSON = [
            "href": .string("\(base)/attributes?marketplaceIds=\(marketplace)"), "name": "attributes",
        ]
        return .json(
            [
                "_links": [
                    "actions": .array(links + [attributes]),
                    "self": ["href": .string("\(base)?marketplaceIds=\(marketplace)")],
                ],
                "_embedded": ["actions": .array(names.map { Self.embedded($0, base) })],
            ], type: "application/hal+json")
    }

    /// The schema of a message, whose names are not those of the request.
    private static func embedded(_ name: String, _ base: String) -> JSON {
        let address = "\(base)/messages/\(name)"
        let text: JSON = [
            "type": "string", "minLength": 1, "maxLength": .integer(Int64(AmazonMessageForm(name)?.longestText ?? 0)),
        ]
        return [
            "_links": ["self": ["href": .string(address)], "schema": ["href": .string("\(address)/schema")]],
            "_embedded": [
                "schema": [
                    "_links": ["self": ["href": .string("\(address)/schema")]],
                    "payload": ["type": "object", "properties": ["rawMessageBody": text]],
                ]
            ],
            "payload": ["name": .string(name)],
        ]
    }

    /// GetAttributes of Messaging v1: the buyer's language.
    func attributes(_ id: String, _ request: Request) throws(Refusal) -> Response {
        _ = try marketplace(request)
        let locale = try known(id).locale(separator: "-")
        return .json(["buyer": ["locale": .string(locale)]], type: "application/hal+json")
    }

    /// One of the operations that send a message; the buyer sees it at once.
    mutating func takeMessage(
        _ kind: String, on id: String, _ request: Request, now: Timestamp
    ) throws(Refusal) -> Response {
        _ = try marketplace(request)
        guard let form = AmazonMessageForm(kind) else {
            throw Refusal(403, "Access to requested resource is denied.", code: "Unauthorized")
        }
        _ = try known(id)
        let message = try form.read(request.body)
        guard state(of: id).messages.contains(kind), let index = cases.lastIndex(where: { $0.order.number == id })
        else { throw Refusal(400, "This action is not available for the order", code: "InvalidInput", field: kind) }
        var attached: [Attachment] = []
        for file in message.files {
            guard let upload = uploads[file.id], upload.resource == "messaging/v1/orders/\(id)/messages/\(kind)",
                let bytes = upload.bytes
            else {
                throw Refusal(400, "Invalid Input", code: "InvalidInput", field: "uploadDestinationId")
            }
            attached.append(Attachment(name: file.name, type: upload.type, bytes: bytes))
        }
        guard attached.reduce(0, { $0 + $1.bytes.count }) < Self.attachmentLimit else {
            throw Refusal(413, "Attachments exceed 10 MB", code: "RequestTooLarge")
        }
        let view = SandboxMessage(
            id: randomUUID(), role: .seller, name: "Beispiel Shop", text: message.text ?? "[\(kind)]", sent: now,
            attachments: store(attached))
        cases[index].messages.append(AmazonCase.Message(view: view, mailID: ""))
        states[id, default: AmazonOrderState(order: id)].sent.insert(kind)
        postCount += 1
        return .json([:], status: 201, type: "application/hal+json")
    }

    /// The one marketplace that these operations must be told.
    func marketplace(_ request: Request, beside others: Set<String> = []) throws(Refusal) -> String {
        let query = try Query(request, allowed: others.union(["marketplaceIds"]))
        guard query["marketplaceIds"] == account.marketplaceID else {
            throw Refusal(400, "Invalid Input", code: "InvalidInput", field: "marketplaceIds")
        }
        return account.marketplaceID
    }
}
