import Domain

/// Finds an answer of ours in a ticket; the API has no key for that and names no id when it takes a message.
enum KauflandReadBack {
    /// How much earlier than we committed the answer Kaufland may date it: it takes signatures that are five minutes off.
    static let margin = Duration.seconds(300)

    static func find(_ post: Post, in ticket: KauflandTicket) -> KauflandTicket.Message? {
        let known = post.lastKnown.flatMap { Int64($0.text) } ?? Int64.min
        let wanted = ComparableText(post.text)
        return ticket.messages.first { message in
            message.role == "seller" && message.id > known
                && message.createdAt.map { $0 >= post.intendedAt - margin } ?? true
                && ComparableText(message.text) == wanted
        }
    }
}
