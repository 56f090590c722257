import Domain

/// Finds an answer of ours in a discussion; the API names no id when it takes a message.
enum OctopiaReadBack {
    /// How much earlier than we committed the answer Octopia may date it.
    static let margin = Duration.seconds(300)

    static func look(for post: Post, in discussion: OctopiaDiscussion) -> ReadBack {
        let start = discussion.messages.lastIndex { $0.id == post.lastKnown?.text }.map { $0 + 1 } ?? 0
        let candidates = discussion.messages[start...].filter { message in
            message.role == .seller && post.mayBe(message.id, dated: message.createdAt, margin: margin)
        }
        return post.readBack(
            among: candidates.map { SentMessage(id: $0.id, text: $0.text, createdAt: $0.createdAt) })
    }
}
