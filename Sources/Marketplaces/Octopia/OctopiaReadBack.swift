import Domain

/// Finds an answer of ours in a discussion; the API names no id when it takes a message.
enum OctopiaReadBack {
    /// How much earlier than we committed the answer Octopia may date it.
    static let margin = Duration.seconds(300)

    static func find(_ post: Post, in discussion: OctopiaDiscussion) -> OctopiaDiscussion.Message? {
        let start = discussion.messages.lastIndex { $0.id == post.lastKnown?.text }.map { $0 + 1 } ?? 0
        let candidates = discussion.messages[start...].filter { message in
            message.role == .seller && message.createdAt.map { $0 >= post.intendedAt - margin } ?? true
        }
        return candidates.first { isText($0.text, thatWasSentAs: post.text) }
            ?? candidates.first { isText($0.text, thatWasSentAs: post.text, allowsMore: true) }
    }
}
