import Domain

/// Finds an answer of ours among what Allegro shows; its messages carry no key of ours.
enum AllegroReadBack {
    /// How much earlier than we committed the answer Allegro may date it.
    static let margin = Duration.seconds(300)

    private struct Candidate {
        var id: String
        var text: String
        var createdAt: Timestamp?
    }

    /// In the message centre. A message that was blocked reaches nobody, so it does not count.
    static func look(for post: Post, in messages: [AllegroMessage]) -> ReadBack {
        let ours = messages.filter { !$0.isInbound && !$0.isStopped }
        return look(
            for: post, in: ours.map { Candidate(id: $0.id, text: $0.text, createdAt: $0.createdAt) },
            known: messages.first { $0.id == post.lastKnown?.text }?.createdAt)
    }

    /// In an issue's chat.
    static func look(for post: Post, in chat: [AllegroIssueEntry]) -> ReadBack {
        let ours = chat.filter { $0.role == .seller }
        return look(
            for: post, in: ours.map { Candidate(id: $0.id, text: $0.text, createdAt: $0.createdAt) },
            known: chat.first { $0.id == post.lastKnown?.text }?.createdAt)
    }

    private static func look(for post: Post, in ours: [Candidate], known: Timestamp?) -> ReadBack {
        let candidates = ours.filter { candidate in
            guard !post.known.contains(RemoteMessageID(candidate.id)) else { return false }
            guard candidate.id != post.lastKnown?.text, let date = candidate.createdAt else {
                return candidate.createdAt == nil
            }
            return date >= post.intendedAt - margin && date >= known ?? date
        }.sorted { ($0.createdAt?.milliseconds ?? 0) < ($1.createdAt?.milliseconds ?? 0) }
        let found =
            candidates.first { isText($0.text, thatWasSentAs: post.text) }
            ?? candidates.first { isText($0.text, thatWasSentAs: post.text, allowsMore: true) }
        if let found { return .found(id: RemoteMessageID(found.id), at: found.createdAt ?? post.intendedAt) }
        // What was changed on its way must not go out again: a person has to look.
        let wanted = ComparableText(post.text)
        return candidates.contains { ComparableText($0.text).resembles(wanted) } ? .impossible : .absent
    }
}
