import Domain

/// Finds an answer of ours in a folder; the interface has no key for that, so none is ever sent again without a look.
enum BackMarketReadBack {
    /// How far Back Market's clock and ours may be apart.
    static let margin = Duration.seconds(300)

    static func find(_ post: Post, in folder: BackMarketFolder) -> BackMarketFolder.Message? {
        let known = post.lastKnown.flatMap { Int64($0.text) } ?? Int64.min
        let wanted = ComparableText(post.text)
        return folder.messages.first { message in
            message.role == .seller && message.id > known
                && message.createdAt.map { $0 >= post.intendedAt - margin } ?? true
                && ComparableText(message.text) == wanted
        }
    }
}
