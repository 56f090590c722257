import Domain

/// The seller's messages that a marketplace shows, as a place to look for an answer whose outcome is unknown.
struct SentMessages: Sendable {
    struct Message: Sendable {
        var id: RemoteMessageID?
        var text: String
        /// Nil where the marketplace names no time, or none that can be read.
        var createdAt: Timestamp?
    }

    /// In any order; only what the seller's side wrote.
    var messages: [Message]
    /// How much earlier than the answer was meant to go out the marketplace may date it.
    var margin: Duration

    /// - Returns: `absent` only if nothing of the seller's appeared that the bridge does not know. A message with other
    ///   words may be the answer as the marketplace changed it: then a person has to look, since a second one could follow.
    func look(for post: Post) -> ReadBack {
        let new = messages.filter { message in
            if let id = message.id, post.known.contains(id) { return false }
            return message.createdAt.map { $0 >= post.intendedAt - margin } ?? true
        }
        let wanted = ComparableText(post.text)
        if let found = new.first(where: { ComparableText($0.text) == wanted }) {
            return .found(id: found.id, at: found.createdAt ?? post.intendedAt)
        }
        return new.isEmpty ? .absent : .impossible
    }
}

extension SentMessages {
    /// The seller's messages of some conversations.
    init(_ conversations: [Conversation], margin: Duration) {
        let own = conversations.flatMap(\.messages).filter { $0.role == .seller }
        self.init(
            messages: own.map { Message(id: $0.id, text: $0.text, createdAt: $0.createdAt) }, margin: margin)
    }
}
