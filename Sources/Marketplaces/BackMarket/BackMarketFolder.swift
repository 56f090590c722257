import Domain
import Wire

/// A care folder: all that is said about one order line after it was sold.
struct BackMarketFolder: Sendable {
    struct Message: Sendable {
        var id: Int64
        /// The part of `kind` before `_TO_`, else `initiator`: `MERCHANT`, `CUSTOMER`, `BACKMARKET`, or a new word.
        var sender: String
        var text: String
        /// Nil where the date cannot be read.
        var createdAt: Timestamp?
        var attachments: [AttachmentReference]
    }

    var id: Int64
    /// 0 open, 9 closed.
    var isClosed: Bool
    var order: OrderNumber?
    var line: String?
    var topic: String?
    var buyerName: String?
    var locale: String?
    /// Oldest first.
    var messages: [Message]

    init?(_ json: JSON) {
        guard let id = json["id"].scalar.flatMap({ Int64($0) }) else { return nil }
        self.id = id
        isClosed = json["state"].scalar == "9"
        order = json["orderline"]["order"]["order_id"].scalar.map { OrderNumber($0) }
        line = json["orderline"]["id"].scalar
        locale = json["country_code"].filled
        let issues = json["lines"].elements.flatMap { $0["issues"].elements }
        topic = issues.compactMap { $0["customerIssue"].filled ?? $0["tag"].filled }.first
            .map { $0.replacing("_", with: " ").lowercased() }
        let name = [json["client"]["first_name"], json["client"]["last_name"]].compactMap(\.filled)
        buyerName = name.isEmpty ? nil : name.joined(separator: " ")
        messages = json["messages"].elements.compactMap(Message.init).sorted { $0.id < $1.id }
    }

    var conversation: Conversation {
        // An undated message stands between its neighbours: ids ascend, dates are only for show.
        var latest = messages.lazy.compactMap(\.createdAt).first ?? Timestamp(seconds: 0)
        let shown = messages.map { message in
            latest = max(latest, message.createdAt ?? latest)
            return ConversationMessage(
                id: RemoteMessageID(String(message.id)), role: message.role,
                authorName: message.role == .buyer ? buyerName : nil, text: message.text,
                createdAt: message.createdAt ?? latest, attachments: message.attachments)
        }
        return Conversation(
            thread: ThreadID(String(id)), order: order, topic: topic, buyerName: buyerName, buyerLanguage: locale,
            messages: shown, isClosed: isClosed)
    }
}

extension BackMarketFolder.Message {
    init?(_ json: JSON) {
        guard let id = json["id"].scalar.flatMap({ Int64($0) }) else { return nil }
        let kind = json["kind"].filled ?? ""
        let sender = kind.range(ofASCII: "_TO_").map { String(kind[..<$0.lowerBound]) } ?? json["initiator"].filled
        self.init(
            id: id, sender: (sender ?? "").uppercased().filter { $0.isLetter }, text: json["message"].string ?? "",
            createdAt: json["date_creation"].string.flatMap { Timestamp(iso8601: $0) },
            attachments: json["attachments"].elements.compactMap { attachment in
                guard let address = attachment["attachment"].filled else { return nil }
                let path = address.prefix { $0 != "?" && $0 != "#" }
                let name = path.split(separator: "/").last.map(String.init) ?? "file"
                return AttachmentReference(handle: address, name: name)
            })
    }

    var role: AuthorRole {
        switch sender {
        case "MERCHANT", "SELLER": .seller
        case "CUSTOMER", "CLIENT", "BUYER": .buyer
        case "BACKMARKET", "BM", "BACKCARE", "ADMIN": .operator
        default: .system
        }
    }
}
