import Domain

extension KauflandTicket {
    /// How far a file's date may lie from the message that it came with.
    private static let fileMargin = Duration.seconds(120)

    var conversation: Conversation {
        let filesByMessage = filesByMessage
        // An undated message stands between its neighbours: ids ascend, dates are only for show.
        var latest = createdAt ?? Timestamp(seconds: 0)
        var shown: [ConversationMessage] = []
        for (index, message) in self.messages.enumerated() {
            latest = max(latest, message.createdAt ?? latest)
            shown.append(
                ConversationMessage(
                    id: RemoteMessageID(String(message.id)), role: message.authorRole, authorName: message.author,
                    text: message.text, createdAt: message.createdAt ?? latest, attachments: filesByMessage[index]))
        }
        return Conversation(
            thread: ThreadID(id), order: order.map { OrderNumber($0) }, topic: topic?.replacing("_", with: " "),
            buyerName: self.messages.first { $0.role == "buyer" }?.author,
            buyerLanguage: storefront.flatMap { Self.languages[$0.lowercased()] }, messages: shown,
            replyNeededSince: replyNeededSince, statesReplyNeeded: true, isClosed: !isOpen)
    }

    /// Kaufland hangs files on the ticket. Each goes to the message nearest in time, if that is near enough; the rest goes
    /// to the newest message that is not the seller's, where the agent sees it rather twice than never.
    private var filesByMessage: [[AttachmentReference]] {
        var byMessage = [[AttachmentReference]](repeating: [], count: messages.count)
        guard let newest = messages.lastIndex(where: { $0.role != "seller" }) ?? messages.indices.last else {
            return []
        }
        for file in files {
            let distances = messages.enumerated().compactMap { index, message -> (index: Int, distance: Duration)? in
                guard let written = message.createdAt, let stored = file.createdAt else { return nil }
                return (index, written > stored ? written - stored : stored - written)
            }
            if let nearest = distances.min(by: { $0.distance < $1.distance }), nearest.distance <= Self.fileMargin {
                byMessage[nearest.index].append(file.reference)
            } else {
                byMessage[newest].append(file.reference)
            }
        }
        return byMessage
    }

    /// Main language of each storefront's customers.
    private static let languages = [
        "de": "de", "at": "de", "cz": "cs", "sk": "sk", "pl": "pl", "fr": "fr", "it": "it", "es": "es", "nl": "nl",
    ]

    /// Since when the customer waits for the seller; nil if he does not. The API does not say it: it is the time of the
    /// first message from the customer's side behind the seller's last one, or of the ticket's last change where there is
    /// none (an interim notice leaves the seller responsible).
    var replyNeededSince: Timestamp? {
        guard isOpen, isSellerResponsible else { return nil }
        let afterSeller = messages.lastIndex { $0.role == "seller" }.map { $0 + 1 } ?? 0
        let waiting = messages[afterSeller...]
        let start =
            waiting.first { $0.authorRole == .buyer } ?? waiting.first { $0.authorRole == .operator } ?? waiting.first
        return start?.createdAt ?? updatedAt ?? createdAt
    }
}

extension KauflandTicket.File {
    var reference: AttachmentReference { AttachmentReference(handle: address, name: name) }
}
