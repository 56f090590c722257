import Domain

/// Finds an answer of ours among what Allegro shows; its messages carry no key of ours.
enum AllegroReadBack {
    /// How much earlier than we committed the answer Allegro may date it.
    static let margin = Duration.seconds(300)

    /// In the message centre. A message that was blocked reaches nobody, so it does not count.
    static func look(for post: Post, in messages: [AllegroMessage]) -> ReadBack {
        let ours = messages.filter { !$0.isInbound && !$0.isStopped }
        return look(
            for: post, in: ours.map { SentMessage(id: $0.id, text: $0.text, createdAt: $0.createdAt) },
            known: messages.first { $0.id == post.lastKnown?.text }?.createdAt)
    }

    /// In an issue's chat.
    static func look(for post: Post, in chat: [AllegroIssueEntry]) -> ReadBack {
        let ours = chat.filter { $0.role == .seller }
        return look(
            for: post, in: ours.map { SentMessage(id: $0.id, text: $0.text, createdAt: $0.createdAt) },
            known: chat.first { $0.id == post.lastKnown?.text }?.createdAt)
    }

    private static func look(for post: Post, in ours: [SentMessage], known: Timestamp?) -> ReadBack {
        let candidates = ours.filter { candidate in
            guard post.mayBe(candidate.id, dated: candidate.createdAt, margin: margin) else { return false }
            return candidate.createdAt.map { candidate.id != post.lastKnown?.text && $0 >= known ?? $0 } ?? true
        }.sorted { ($0.createdAt?.milliseconds ?? 0) < ($1.createdAt?.milliseconds ?? 0) }
        return post.readBack(among: candidates)
    }
}
