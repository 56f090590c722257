import Domain

/// Finds an answer of ours in a conversation; the interface has no key for that, and message ids have no order.
enum EbayReadBack {
    /// How far eBay's clock and ours may be apart.
    static let margin = Duration.seconds(300)

    /// Where the seller's name is not known, anybody's message counts that says what was sent: to send it twice would be
    /// worse than to take a buyer's equal words for ours.
    static func find(_ post: Post, in conversation: EbayConversation, seller: String?) -> EbayConversation.Message? {
        let wanted = ComparableText(post.text)
        let known = post.lastKnown.flatMap { id in conversation.messages.firstIndex { $0.id == id.text } }
        let start = known.map { $0 + 1 } ?? 0
        return conversation.messages[start...].first { message in
            (seller == nil || conversation.role(of: message, seller: seller) == .seller)
                && message.createdAt.map { $0 >= post.intendedAt - margin } ?? true
                && ComparableText(message.text) == wanted
        }
    }
}
