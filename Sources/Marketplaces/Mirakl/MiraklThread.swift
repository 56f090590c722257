import Domain
import Wire

/// A conversation as M10 and M11 return it (Thread object). Unknown members and values are passed over: the vendor adds
/// some with each release.
struct MiraklThread: Sendable {
    struct Participant: Sendable, Hashable {
        /// `CUSTOMER`, `SHOP`, `OPERATOR` or a word that did not exist when this was written.
        var type: String
        /// The operator has none.
        var id: String?
        var name: String?
    }

    struct Message: Sendable {
        var id: String
        /// `CUSTOMER_USER`, `SHOP_USER`, `OPERATOR_USER`, …
        var senderType: String
        /// `CUSTOMER`, `SHOP`, `OPERATOR`, …
        var senderOrganization: String?
        var senderName: String?
        /// Types of the participants it is for.
        var recipients: [String]
        /// Light HTML.
        var body: String
        var createdAt: Timestamp
        var attachments: [AttachmentReference]
    }

    var id: String
    var topicType: String?
    var topic: String?
    var order: String?
    var authorized: [Participant]
    var updatedAt: Timestamp
    var replyNeededSince: Timestamp?
    /// False where the answer does not speak of it at all.
    var statesReplyNeeded: Bool
    /// Oldest first.
    var messages: [Message]
    /// Messages that there are; a list shows the last 100 of them.
    var messageCount: Int64

    init?(_ json: JSON) {
        guard let id = json["id"].scalar else { return nil }
        self.id = id
        topicType = json["topic"]["type"].string
        topic = json["topic"]["value"].filled
        order = json["entities"].elements.first { $0["type"].string == "MMP_ORDER" }?["id"].scalar
        authorized = json["authorized_participants"].elements.map(Participant.init)
        let metadata = json["metadata"]
        statesReplyNeeded = metadata.has("shop_reply_needed_since")
        replyNeededSince = metadata["shop_reply_needed_since"].string.flatMap { Timestamp(iso8601: $0) }
        messages = json["messages"].elements.compactMap(Message.init)
        messageCount = max(metadata["total_count"].integer ?? 0, Int64(messages.count))
        messages.sort { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
        let dates = [json["date_updated"], metadata["last_message_date"], json["date_created"]]
        updatedAt =
            dates.lazy.compactMap(\.string).compactMap { Timestamp(iso8601: $0) }.first
            ?? messages.last?.createdAt ?? Timestamp(seconds: 0)
    }

    /// Whether all messages are here.
    var isWhole: Bool { messageCount == messages.count }

    func authorizes(_ type: String) -> Bool { authorized.contains { $0.type == type } }

    /// The newest message that the shop did not write.
    var newestForeign: Message? { messages.last { $0.role != .seller } }

    /// `topic` in words: where it is a reason code, the label that `reasons` knows for it.
    func conversation(reasons: [String: String]) -> Conversation {
        Conversation(
            thread: ThreadID(id), order: order.map { OrderNumber($0) },
            topic: topic.map { topicType == "REASON_CODE" ? reasons[$0] ?? $0 : $0 },
            buyerName: authorized.first { $0.type == "CUSTOMER" }?.name,
            messages: messages.map(\.conversationMessage), replyNeededSince: replyNeededSince,
            statesReplyNeeded: statesReplyNeeded)
    }
}

extension MiraklThread.Participant {
    init(_ json: JSON) {
        self.init(type: json["type"].string ?? "", id: json["id"].scalar, name: json["display_name"].filled)
    }
}

extension MiraklThread.Message {
    init?(_ json: JSON) {
        guard let id = json["id"].scalar, let date = json["date_created"].string.flatMap({ Timestamp(iso8601: $0) })
        else { return nil }
        let from = json["from"]
        self.init(
            id: id, senderType: from["type"].string ?? "",
            senderOrganization: from["organization_details"]["type"].string, senderName: from["display_name"].filled,
            recipients: json["to"].elements.compactMap { $0["type"].string }, body: json["body"].string ?? "",
            createdAt: date,
            attachments: json["attachments"].elements.compactMap { file in
                guard let id = file["id"].scalar else { return nil }
                return AttachmentReference(
                    handle: id, name: file["name"].filled ?? id, size: file["size"].integer.flatMap(Int.init(exactly:)))
            })
    }

    /// A word that is not known counts as the system's, so that it is shown but never answered for the buyer.
    var role: AuthorRole {
        switch (senderType, senderOrganization) {
        case ("SHOP_USER", _), (_, "SHOP"): .seller
        case ("CUSTOMER_USER", _), (_, "CUSTOMER"): .buyer
        case ("OPERATOR_USER", _), (_, "OPERATOR"): .operator
        default: .system
        }
    }

    var conversationMessage: ConversationMessage {
        ConversationMessage(
            id: RemoteMessageID(id), role: role, authorName: senderName, text: MiraklText.plain(body),
            createdAt: createdAt, attachments: attachments)
    }
}
