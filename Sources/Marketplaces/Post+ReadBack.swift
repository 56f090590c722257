import Domain

/// One of the seller's messages as a marketplace shows it.
struct SentMessage: Sendable {
    var id: String
    var text: String
    var createdAt: Timestamp?
}

extension Post {
    /// Whether a message of ours may be this post: the bridge did not know it before, and the marketplace dates it no
    /// earlier than `margin` before we committed to sending. An undated one may be.
    func mayBe(_ id: String, dated date: Timestamp?, margin: Duration) -> Bool {
        !known.contains(RemoteMessageID(id)) && date.map { $0 >= intendedAt - margin } ?? true
    }

    /// Whether one of our messages may be this post with other words: marketplaces filter addresses and links. What was
    /// changed on its way must not go out again: a person has to look. A new conversation can stand anywhere and begin
    /// with the marketplace's own words, so there anything fresh is enough.
    func isAltered(among texts: some Sequence<String>) -> Bool {
        let wanted = ComparableText(text)
        return texts.contains { opening != nil || ComparableText($0).resembles(wanted) }
    }

    /// The look among candidates where the marketplace may add words of its own; the first that fits best.
    func readBack(among candidates: [SentMessage]) -> ReadBack {
        let found =
            candidates.first { isText($0.text, thatWasSentAs: text) }
            ?? candidates.first { isText($0.text, thatWasSentAs: text, allowsMore: true) }
        if let found {
            return .found(id: RemoteMessageID(found.id), at: found.createdAt ?? intendedAt, text: found.text)
        }
        return isAltered(among: candidates.lazy.map(\.text)) ? .impossible : .absent
    }
}
