import Domain

/// What Amazon's relay wants of an answer beside the buyer's quoted mail.
struct AmazonRelayMail: Sendable {
    /// What stands above the quotation: the answer, and the order number where the answer does not name it. Amazon's copy
    /// of the answer has no other trace of the order. The quotation itself is not a courtesy: whoever opted out of
    /// messages still gets answers to his own.
    static func answer(_ post: Post) -> String {
        var text = post.text
        while text.last?.isNewline == true { text.removeLast() }
        if let order = post.order?.text, text.range(ofASCII: order) == nil { text += "\n\n# \(order)" }
        return text
    }
}
