import Domain

/// Finds an answer of ours among the messages that Mirakl shows; the API has no key for that.
enum MiraklReadBack {
    /// How much earlier than we committed the answer Mirakl may date it: the clocks of both may differ.
    static let margin = Duration.seconds(120)

    static func find(_ post: Post, in thread: MiraklThread) -> MiraklThread.Message? {
        let names = post.attachments.map(\.name).sorted()
        return thread.messages.first { message in
            message.role == .seller && message.createdAt >= post.intendedAt - margin
                && MiraklText.matches(body: message.body, text: post.text)
                && message.attachments.map(\.name).sorted() == names
        }
    }

    /// A question to the operator alone.
    static func find(question text: String, since: Timestamp, in thread: MiraklThread) -> MiraklThread.Message? {
        thread.messages.first { message in
            message.role == .seller && message.createdAt >= since - margin && !message.recipients.contains("CUSTOMER")
                && MiraklText.matches(body: message.body, text: text)
        }
    }
}
