import Domain

/// Finds an answer of ours in a conversation; the interface has no key for that, and message ids have no order.
enum EbayReadBack {
    /// How far eBay's clock and ours may be apart.
    static let margin = Duration.seconds(300)

    /// Where the seller's name is not known, anybody's message counts that says what was sent: to send it twice would be
    /// worse than to take a buyer's equal words for ours.
    static func find(_ post: Post, in conversation: EbayConversation, seller: String?) -> EbayConversation.Message? {
        let wanted = ComparableText(post.text)
        return candidates(post, in: conversation, seller: seller).first { ComparableText($0.text) == wanted }
    }

    /// Whether one of these messages may be the post with another text: marketplaces filter addresses and links.
    static func isDoubtful(_ post: Post, in conversation: EbayConversation, seller: String?) -> Bool {
        post.isAltered(among: candidates(post, in: conversation, seller: seller).lazy.map(\.text))
    }

    private static func candidates(
        _ post: Post, in conversation: EbayConversation, seller: String?
    ) -> [EbayConversation.Message] {
        let known = post.lastKnown.flatMap { id in conversation.messages.firstIndex { $0.id == id.text } }
        let start = known.map { $0 + 1 } ?? 0
        return conversation.messages[start...].filter { message in
            (seller == nil || conversation.role(of: message, seller: seller) == .seller)
                && post.mayBe(message.id, dated: message.createdAt, margin: margin)
        }
    }
}
