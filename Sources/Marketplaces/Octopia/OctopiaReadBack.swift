import Domain

/// Finds an answer of ours in a discussion; the API names no id when it takes a message.
enum OctopiaReadBack {
    /// How much earlier than we committed the answer Octopia may date it.
    static let margin = Duration.seconds(300)

    static func look(for post: Post, in discussion: OctopiaDiscussion) -> ReadBack {
        let start = discussion.messages.lastIndex { $0.id == post.lastKnown?.text }.map { $0 + 1 } ?? 0
        let candidates = discussion.messages[start...].filter { message in
            message.role == .seller && message.createdAt.map { $0 >= post.intendedAt - margin } ?? true
                && !post.known.contains(RemoteMessageID(message.id))
        }
        let found =
            candidates.first { isText($0.text, thatWasSentAs: post.text) }
            ?? candidates.first { isText($0.text, thatWasSentAs: post.text, allowsMore: true) }
        if let found { return .found(id: RemoteMessageID(found.id), at: found.createdAt ?? post.intendedAt) }
        // What was changed on its way must not go out again: a person has to look.
        let wanted = ComparableText(post.text)
        return candidates.contains { ComparableText($0.text).resembles(wanted) } ? .impossible : .absent
    }
}
