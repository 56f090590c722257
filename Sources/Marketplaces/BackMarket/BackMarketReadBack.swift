import Domain

/// Finds an answer of ours in a folder; the interface has no key for that, so none is ever sent again without a look.
enum BackMarketReadBack {
    /// How far Back Market's clock and ours may be apart.
    static let margin = Duration.seconds(300)

    static func find(_ post: Post, in folder: BackMarketFolder) -> BackMarketFolder.Message? {
        let wanted = ComparableText(post.text)
        return candidates(post, in: folder).first { ComparableText($0.text) == wanted }
    }

    /// Whether one of our messages may be the post with another text: marketplaces filter addresses and links.
    static func isDoubtful(_ post: Post, in folder: BackMarketFolder) -> Bool {
        post.isAltered(among: candidates(post, in: folder).lazy.map(\.text))
    }

    private static func candidates(_ post: Post, in folder: BackMarketFolder) -> [BackMarketFolder.Message] {
        let known = post.lastKnown.flatMap { Int64($0.text) } ?? Int64.min
        return folder.messages.filter { message in
            message.role == .seller && message.id > known
                && post.mayBe(String(message.id), dated: message.createdAt, margin: margin)
        }
    }
}
