import Domain

extension BuyerMessage {
    /// Reads `POST /sandbox/messages`.
    init(json body: [UInt8]) throws(Refusal) {
        guard let value = JSON(parsing: body) else { throw Refusal(400, "the body is not a JSON text") }
        var members = try MemberReader(value)
        self.init(
            marketplace: try MemberReader.required(
                members.choice("marketplace", as: SandboxMarketplace.self), "marketplace"),
            language: try members.string("language") ?? "de", name: try members.string("name") ?? "Erika M.",
            text: try members.string("text") ?? "")
        conversation = try members.string("conversation")
        order = try members.string("order")
        startsNewConversation = try members.bool("new_conversation") ?? false
        author = try members.choice("author", as: Author.self) ?? .buyer
        isSilent = try members.bool("silent") ?? false
        let files = members.take("attachments") ?? []
        guard let elements = files.array else { throw Refusal(400, "must be an array", field: "attachments") }
        for element in elements { attachments.append(try Self.attachment(element)) }
        try members.end()
    }

    /// `{name, type, data}` with the bytes in base64.
    private static func attachment(_ value: JSON) throws(Refusal) -> Attachment {
        var members = try MemberReader(value)
        let name = try MemberReader.required(members.string("name"), "name")
        let type = try members.string("type") ?? "application/octet-stream"
        guard let bytes = base64Decoded(try MemberReader.required(members.string("data"), "data")) else {
            throw Refusal(400, "must be base64", field: "data")
        }
        try members.end()
        guard (1...120).contains(name.count), name.utf8.allSatisfy({ $0 >= 0x20 }),
            type.utf8.allSatisfy({ (0x21..<0x7F).contains($0) })
        else { throw Refusal(400, "a file needs a printable name and a media type", field: "name") }
        return Attachment(name: name, type: type.lowercased(), bytes: bytes)
    }
}
