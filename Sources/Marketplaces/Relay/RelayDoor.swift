import Domain
import Transport

/// The way of relay mails out: from the seller's approved sender to one alias.
struct RelayDoor: Sendable {
    let from: EmailAddress?
    let submission: (any MailSubmission)?
    let now: @Sendable () -> Timestamp

    var isOpen: Bool { from != nil && submission != nil }

    /// Hands one mail over. Whoever calls has made sure that `context` names an alias and nobody else.
    ///
    /// - Parameters:
    ///   - answer: what stands above the quotation; nil = the post's text.
    ///   - isReply: whether `context` is a buyer's mail; else the mail begins a conversation.
    func send(
        _ post: Post, _ context: Post.RelayContext, answer: String? = nil, isReply: Bool = true
    ) async -> PostResult {
        guard let from, let submission else {
            return .notSent(
                ConnectorError(.unsupported, "no approved sender or no submission server is configured", retry: .never))
        }
        let sentAt = now()
        let bytes: [UInt8]
        do {
            let mail = RelayMail(
                post: post, context: context, from: from, date: sentAt, answer: answer, isReply: isReply)
            bytes = try mail.bytes()
        } catch {
            return .refused(
                reason: RefusalCode.limits.with(withoutAddresses("the answer could not be written as a mail: \(error)"))
            )
        }
        switch await submission.submit(bytes, from: from, to: [context.address]) {
        case .accepted:
            return .accepted(id: RemoteMessageID(RelayMail.messageID(key: post.key, from: from)), at: sentAt)
        case .refused(let code, let reply):
            let words = reply.hasPrefix(String(code)) ? reply : "\(code) \(reply)"
            return .refused(
                reason: RefusalCode.mailRefused.with("the mail was refused: \(withoutAddresses(words).prefix(300))"))
        case .notSent(let fault): return .notSent(AnswerTable(operation: "submission").error(fault))
        case .uncertain(let detail): return .uncertain(reason: "submission: \(withoutAddresses(detail))")
        }
    }
}
