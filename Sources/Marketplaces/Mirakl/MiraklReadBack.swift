import Domain

/// Finds an answer of ours among the messages that Mirakl shows; the API has no key for that.
enum MiraklReadBack {
    /// How much earlier than we committed the answer Mirakl may date it: the clocks of both may differ.
    static let margin = Duration.seconds(120)

    static func find(_ post: Post, in thread: MiraklThread) -> MiraklThread.Message? {
        let names = post.attachments.map(\.name).sorted()
        return candidates(post, in: thread).first { message in
            MiraklText.matches(body: message.body, text: post.text)
                && message.attachments.map(\.name).sorted() == names
        }
    }

    /// Whether one of our messages may be the post with another text or other files: operators filter addresses.
    static func isDoubtful(_ post: Post, in thread: MiraklThread) -> Bool {
        post.isAltered(among: candidates(post, in: thread).lazy.map { MiraklText.plain($0.body) })
    }

    private static func candidates(_ post: Post, in thread: MiraklThread) -> [MiraklThread.Message] {
        let known = thread.messages.first { $0.id == post.lastKnown?.text }?.createdAt
        return thread.messages.filter { message in
            message.role == .seller && post.mayBe(message.id, dated: message.createdAt, margin: margin)
                && known.map { message.createdAt >= $0 } ?? true && message.id != post.lastKnown?.text
        }
    }

    /// Our questions to the operator alone that are no older.
    static func questions(since: Timestamp, in thread: MiraklThread) -> [MiraklThread.Message] {
        thread.messages.filter { message in
            message.role == .seller && message.createdAt >= since - margin && !message.recipients.contains("CUSTOMER")
        }
    }
}
