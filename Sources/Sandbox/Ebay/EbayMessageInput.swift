import Domain

/// The body of sendMessage, checked member by member.
struct EbayMessageInput: Sendable {
    var conversation: String?
    var otherParty: String?
    var text: String
    var media: [EbayThread.Media] = []
    var listing: String?

    init(_ body: [UInt8]) throws(Refusal) {
        guard let members = JSON(parsing: body)?.object else { throw Refusal(400, "The body is no JSON object") }
        try Self.onlyKnown(
            [
                "conversationId", "otherPartyUsername", "messageText", "messageMedia", "reference",
                "emailCopyToSender",
            ], in: members)
        conversation = try Self.text(members, "conversationId")
        otherParty = try Self.text(members, "otherPartyUsername")
        text = try Self.text(members, "messageText") ?? ""
        if let value = members["emailCopyToSender"], value.bool == nil {
            throw Refusal(400, "must be a boolean", field: "emailCopyToSender")
        }
        guard conversation != nil || otherParty != nil else {
            throw Refusal(400, "conversationId and otherPartyUsername cannot both be empty.", code: "355018")
        }
        guard text.unicodeScalars.count <= 2000 else {
            throw Refusal(
                400, "The messageText string exceeds the maximum character threshold of 2000.", code: "355013")
        }
        media = try Self.media(members["messageMedia"])
        guard text.contains(where: { !$0.isWhitespace }) || !media.isEmpty else {
            throw Refusal(400, "Please pass message text or upload one of more media attachments.", code: "355015")
        }
        listing = try Self.listing(members["reference"])
    }

    private static func media(_ value: JSON?) throws(Refusal) -> [EbayThread.Media] {
        guard let value else { return [] }
        guard let elements = value.array else { throw Refusal(400, "must be an array", field: "messageMedia") }
        guard elements.count <= 5 else {
            throw Refusal(400, "The maximum amount of media that may be sent is 5.", code: "355010")
        }
        var media: [EbayThread.Media] = []
        for element in elements {
            let members = element.object ?? [:]
            try onlyKnown(["mediaName", "mediaType", "mediaUrl"], in: members)
            guard let name = members["mediaName"]?.string, let type = members["mediaType"]?.string,
                let address = members["mediaUrl"]?.string
            else {
                throw Refusal(400, "All fields under messageMedia are required.", code: "355012")
            }
            guard ["IMAGE", "PDF", "DOC", "TXT"].contains(type) else {
                throw Refusal(400, "Invalid mediaType value.", code: "355011")
            }
            guard address.hasPrefix("https://") else { throw Refusal(400, "Invalid mediaUrl.", code: "355014") }
            media.append(EbayThread.Media(name: name, type: type, address: address))
        }
        return media
    }

    private static func listing(_ value: JSON?) throws(Refusal) -> String? {
        guard let value else { return nil }
        let members = value.object ?? [:]
        try onlyKnown(["referenceType", "referenceId"], in: members)
        guard let type = members["referenceType"]?.string, let id = members["referenceId"]?.string else {
            throw Refusal(400, "All fields under reference are required.", code: "355021")
        }
        guard type == "LISTING" else { throw Refusal(400, "Invalid referenceType value.", code: "355003") }
        guard Int64(id).map({ $0 > 0 }) ?? false else {
            throw Refusal(
                400, "Invalid referenceId. The referenceId value must be a positive integer value.", code: "355016")
        }
        return id
    }

    private static func text(_ members: [String: JSON], _ name: String) throws(Refusal) -> String? {
        guard let value = members[name] else { return nil }
        guard let text = value.string else { throw Refusal(400, "must be a string", field: name) }
        return text.isEmpty ? nil : text
    }

    static func onlyKnown(_ keys: Set<String>, in members: [String: JSON]) throws(Refusal) {
        for key in members.keys.sorted() where !keys.contains(key) {
            throw Refusal(400, "is not a known field", field: key)
        }
    }
}
