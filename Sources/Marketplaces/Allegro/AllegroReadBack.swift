import Domain

/// Finds an answer of ours among what Allegro shows; its messages carry no key of ours.
enum AllegroReadBack {
    /// How much earlier than we committed the answer Allegro may date it.
    static let margin = Duration.seconds(300)

    /// In the message centre. A message that was blocked reaches nobody, so it does not count.
    static func find(_ post: Post, in messages: [AllegroMessage]) -> AllegroMessage? {
        let known = messages.first { $0.id == post.lastKnown?.text }?.createdAt
        let candidates = messages.filter { message in
            !message.isInbound && !message.isStopped && message.id != post.lastKnown?.text
                && isAfter(message.createdAt, post, known: known)
        }.sorted { ($0.createdAt?.milliseconds ?? 0) < ($1.createdAt?.milliseconds ?? 0) }
        return candidates.first { isText($0.text, thatWasSentAs: post.text) }
            ?? candidates.first { isText($0.text, thatWasSentAs: post.text, allowsMore: true) }
    }

    /// In an issue's chat.
    static func find(_ post: Post, in chat: [AllegroIssueEntry]) -> AllegroIssueEntry? {
        let known = chat.first { $0.id == post.lastKnown?.text }?.createdAt
        let candidates = chat.filter { entry in
            entry.role == .seller && entry.id != post.lastKnown?.text && isAfter(entry.createdAt, post, known: known)
        }.sorted { ($0.createdAt?.milliseconds ?? 0) < ($1.createdAt?.milliseconds ?? 0) }
        return candidates.first { isText($0.text, thatWasSentAs: post.text) }
            ?? candidates.first { isText($0.text, thatWasSentAs: post.text, allowsMore: true) }
    }

    private static func isAfter(_ date: Timestamp?, _ post: Post, known: Timestamp?) -> Bool {
        guard let date else { return true }
        return date >= post.intendedAt - margin && date >= known ?? date
    }
}
