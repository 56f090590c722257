import Domain

extension AllegroIssue {
    /// The issue with its chat, whose order the reference leaves open.
    func conversation(_ chat: [AllegroIssueEntry]) -> Conversation {
        var entries = chat.sorted { ($0.createdAt?.milliseconds ?? 0) < ($1.createdAt?.milliseconds ?? 0) }
        var shown: [ConversationMessage] = []
        // Entries without a date stand first, and neither they nor the opening may be later than those behind them.
        var latest = ([openedAt] + entries.map(\.createdAt)).compactMap(\.self).min() ?? Timestamp(seconds: 0)
        if let description, !entries.contains(where: { $0.role == .buyer }) {
            // The words that opened it stand in the issue where the chat does not repeat them.
            shown.append(
                ConversationMessage(
                    id: RemoteMessageID("\(id)#opening"), role: .buyer, authorName: login, text: description,
                    createdAt: latest))
        }
        entries.removeAll { $0.text.isEmpty && $0.files.isEmpty }
        for entry in entries {
            latest = max(latest, entry.createdAt ?? latest)
            shown.append(
                ConversationMessage(
                    id: RemoteMessageID(entry.id), role: entry.role, authorName: entry.login, text: entry.text,
                    createdAt: entry.createdAt ?? latest, attachments: entry.files))
        }
        let waits = replyNeeded(shown)
        return Conversation(
            thread: AllegroPlace.issue(id).thread, order: order, topic: topic, buyerName: login, messages: shown,
            replyNeededSince: isClosed ? nil : waits ?? nil, statesReplyNeeded: waits != nil, isClosed: isClosed)
    }

    /// Since when the seller owes an answer by the issue's own word, nil inside = none is owed; nil = the word is not known.
    private func replyNeeded(_ messages: [ConversationMessage]) -> Timestamp?? {
        let answered = messages.lastIndex { $0.role == .seller }.map { $0 + 1 } ?? 0
        let waiting = messages[answered...]
        let buyer = waiting.first { $0.role == .buyer }
        switch lastMessageStatus {
        case "SELLER_REPLIED": return .some(nil)
        case "NEW", "BUYER_REPLIED": return .some((buyer ?? waiting.first)?.createdAt ?? lastMessageAt ?? openedAt)
        case "ALLEGRO_ADVISOR_REPLIED":
            // The advisor may ask the seller; who asks the buyer leaves nothing to answer, but that is not said.
            return .some((buyer ?? waiting.first { $0.role == .operator })?.createdAt)
        default: return nil
        }
    }
}
