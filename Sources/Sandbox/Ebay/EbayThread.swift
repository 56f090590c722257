import Domain

/// A conversation of the Commerce Message interface.
struct EbayThread: Sendable {
    enum Kind: String, Sendable {
        case members = "FROM_MEMBERS"
        /// eBay's own notices; nobody answers them.
        case ebay = "FROM_EBAY"
    }

    enum Status: String, Sendable, CaseIterable {
        case active = "ACTIVE"
        case archive = "ARCHIVE"
        case delete = "DELETE"
    }

    struct Message: Sendable {
        var id: Int64
        /// User name.
        var sender: String
        var recipient: String
        var text: String
        var sent: Timestamp
        var isRead = false
        var media: [Media] = []
    }

    struct Media: Sendable {
        var name: String
        /// `IMAGE`, `PDF`, `DOC`, `TXT`.
        var type: String
        /// A file of the buyer's; nil where the seller named an address.
        var file: SandboxAttachment?
        var address: String?
    }

    var id: String
    var kind = Kind.members
    var status = Status.active
    /// User name of the other side.
    var buyer: String
    /// What it is about; a conversation carries no order number.
    var listing: String?
    var order: Order
    var created: Timestamp
    /// Oldest first.
    var messages: [Message] = []

    func unreadCount(of seller: String) -> Int { messages.filter { $0.recipient == seller && !$0.isRead }.count }

    /// An entry of getConversations.
    func summary(seller: String, filesURL: String) -> JSON {
        var members: [String: JSON] = [
            "conversationId": .string(id), "conversationStatus": .string(status.rawValue),
            "conversationTitle": .string(title), "conversationType": .string(kind.rawValue),
            "createdDate": .string(ebayTime(created)), "unreadCount": .integer(Int64(unreadCount(of: seller))),
        ]
        if let listing {
            members["referenceId"] = .string(listing)
            members["referenceType"] = "LISTING"
        }
        if let last = messages.last { members["latestMessage"] = Self.json(last, title: title, filesURL: filesURL) }
        return .object(members)
    }

    var title: String { kind == .ebay ? "eBay" : order.article.title }

    /// A message as read; the answer to sendMessage spells the user names otherwise.
    static func json(_ message: Message, title: String, filesURL: String, isAnswer: Bool = false) -> JSON {
        var members: [String: JSON] = [
            "messageId": .string(String(message.id)), "messageBody": .string(message.text),
            "createdDate": .string(ebayTime(message.sent)), "readStatus": .bool(message.isRead),
            "subject": .string(title),
            isAnswer ? "senderUserName" : "senderUsername": .string(message.sender),
            isAnswer ? "recipientUserName" : "recipientUsername": .string(message.recipient),
        ]
        if !message.media.isEmpty {
            members["messageMedia"] = .array(
                message.media.map { media in
                    let address = media.file.map { "\(filesURL)/\($0.id)" } ?? media.address ?? ""
                    return [
                        "mediaName": .string(media.name), "mediaType": .string(media.type),
                        "mediaUrl": .string(address),
                    ]
                })
        }
        return .object(members)
    }
}

/// UTC with milliseconds, as eBay writes every instant.
func ebayTime(_ time: Timestamp) -> String {
    let text = time.description
    return text.contains(".") ? text : text.dropLast() + ".000Z"
}
