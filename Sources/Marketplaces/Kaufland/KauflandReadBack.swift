import Domain

/// Finds an answer of ours in a ticket; the API has no key for that and names no id when it takes a message.
enum KauflandReadBack {
    /// How much earlier than we committed the answer Kaufland may date it: it takes signatures that are five minutes off.
    static let margin = Duration.seconds(300)

    static func find(_ post: Post, in ticket: KauflandTicket) -> KauflandTicket.Message? {
        let wanted = ComparableText(post.text)
        return candidates(post, in: ticket).first { ComparableText($0.text) == wanted }
    }

    /// Whether one of our messages may be the post with another text: marketplaces filter addresses and links. A ticket
    /// that is no older than our wish to open one may be that one, whoever its first message is said to be from.
    static func isDoubtful(_ post: Post, in ticket: KauflandTicket) -> Bool {
        if post.opening != nil, (ticket.createdAt ?? post.intendedAt) >= post.intendedAt - margin { return true }
        return post.isAltered(among: candidates(post, in: ticket).lazy.map(\.text))
    }

    private static func candidates(_ post: Post, in ticket: KauflandTicket) -> [KauflandTicket.Message] {
        let known = post.lastKnown.flatMap { Int64($0.text) } ?? Int64.min
        return ticket.messages.filter { message in
            message.role == "seller" && message.id > known
                && post.mayBe(String(message.id), dated: message.createdAt, margin: margin)
        }
    }
}
