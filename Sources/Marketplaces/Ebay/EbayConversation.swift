import Domain
import Wire

/// A conversation between members, as getConversation returns it page by page.
struct EbayConversation: Sendable {
    struct Message: Sendable {
        var id: String
        /// Opaque: eBay replaces user names by ids for some developers.
        var sender: String?
        var recipient: String?
        var text: String
        /// Nil where the date cannot be read.
        var createdAt: Timestamp?
        /// Whether the recipient has seen it.
        var isRead: Bool?
        var media: [AttachmentReference]
    }

    /// From the request: the answer does not repeat it.
    var id: String
    var title: String?
    /// `ACTIVE`, `ARCHIVE`, `DELETE`, or a word that did not exist when this was written.
    var status: String?
    /// Oldest first.
    private(set) var messages: [Message] = []

    init(id: String) { self.id = id }

    /// Takes the pages of one look. Their order is not documented, so that of the dates counts; pages that moved between
    /// two calls may repeat messages.
    mutating func read(_ pages: [JSON]) {
        title = pages.first?["conversationTitle"].filled
        status = pages.first?["conversationStatus"].filled
        var seen: Set<String> = []
        var found = pages.flatMap { $0["messages"].elements }.compactMap(Message.init)
            .filter { seen.insert($0.id).inserted }
        if let first = found.first?.createdAt, let last = found.last?.createdAt, last < first { found.reverse() }
        var latest = Timestamp(seconds: 0)
        let dated = found.enumerated().map { index, message in
            latest = message.createdAt ?? latest
            return (time: latest, index: index, message: message)
        }
        messages = dated.sorted { ($0.time, $0.index) < ($1.time, $1.index) }.map(\.message)
    }

    /// User names of everybody who wrote or was written to.
    var parties: Set<String> { Set(messages.flatMap { [$0.sender, $0.recipient] }.compactMap { $0?.lowercased() }) }

    var isClosed: Bool { status == "ARCHIVE" || status == "DELETE" }

    /// - Parameters:
    ///   - seller: the account's user name in lower case. Without it the writer of the oldest message counts as the buyer.
    ///   - order: of the buyer, where it is known that the conversation is about it.
    func conversation(seller: String?, order: OrderNumber?) -> Conversation {
        let buyer = buyer(besides: seller)
        var latest = messages.lazy.compactMap(\.createdAt).first ?? Timestamp(seconds: 0)
        let shown = messages.map { message in
            latest = message.createdAt ?? latest
            return ConversationMessage(
                id: RemoteMessageID(message.id), role: role(of: message, seller: seller), authorName: message.sender,
                text: message.text, createdAt: latest, attachments: message.media)
        }
        return Conversation(
            thread: ThreadID(id), order: order, topic: title, buyerName: buyer, messages: shown, isClosed: isClosed)
    }

    func role(of message: Message, seller: String?) -> AuthorRole {
        guard let sender = message.sender?.lowercased() else { return .system }
        if let seller { return sender == seller ? .seller : .buyer }
        return sender == messages.first?.sender?.lowercased() ? .buyer : .seller
    }

    private func buyer(besides seller: String?) -> String? {
        guard let seller else { return messages.first?.sender }
        return messages.lazy.flatMap { [$0.sender, $0.recipient] }.compactMap { $0 }
            .first { $0.lowercased() != seller }
    }
}

extension EbayConversation.Message {
    /// Names are spelled `senderUsername` when read and `senderUserName` when sent.
    init?(_ json: JSON) {
        guard let id = json["messageId"].scalar, !id.isEmpty else { return nil }
        self.init(
            id: id, sender: json["senderUsername"].filled ?? json["senderUserName"].filled,
            recipient: json["recipientUsername"].filled ?? json["recipientUserName"].filled,
            text: EbayText.plain(json["messageBody"].string ?? ""),
            createdAt: json["createdDate"].string.flatMap { Timestamp(iso8601: $0) }, isRead: json["readStatus"].bool,
            media: json["messageMedia"].elements.compactMap { media in
                guard let address = media["mediaUrl"].filled else { return nil }
                return AttachmentReference(handle: address, name: media["mediaName"].filled ?? "file")
            })
    }
}
