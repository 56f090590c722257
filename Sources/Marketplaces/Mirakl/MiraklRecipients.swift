import Domain

/// Who reads an answer: the buyer, the operator or both (`to` of M12).
enum MiraklRecipients {
    enum Choice: Sendable, Hashable {
        case to([MiraklThread.Participant])
        /// Somebody who should read it may not take part; nobody else is written to instead.
        case refused(String)
    }

    /// - Parameter answered: the message that the agent answered.
    static func choose(
        _ wish: Post.Recipients, answering answered: RemoteMessageID? = nil, in thread: MiraklThread
    ) -> Choice {
        let types = wish == .automatic ? whoWaits(in: thread, answering: answered) : types(of: wish)
        var participants: [MiraklThread.Participant] = []
        for type in types {
            guard let participant = thread.authorized.first(where: { $0.type == type }) else {
                let who = type == "CUSTOMER" ? "the buyer" : "the operator"
                return .refused(RefusalCode.readerMissing.with("\(who) does not take part in this conversation"))
            }
            participants.append(participant)
        }
        return .to(participants)
    }

    /// In a conversation that nobody wrote in yet the buyer is meant.
    static func types(of wish: Post.Recipients) -> [String] {
        switch wish {
        case .buyer, .automatic: ["CUSTOMER"]
        case .operator: ["OPERATOR"]
        case .both: ["CUSTOMER", "OPERATOR"]
        }
    }

    /// The buyer wrote: the buyer. The operator wrote to the shop only: the operator. The operator wrote to both: both.
    ///
    /// What came behind the answered message does not count. Where that one is of the shop's own or of the system, the
    /// one before it from outside does.
    private static func whoWaits(in thread: MiraklThread, answering answered: RemoteMessageID?) -> [String] {
        let seen =
            thread.messages.lastIndex { $0.id == answered?.text }.map { thread.messages[...$0] }
            ?? thread.messages[...]
        guard let last = seen.last(where: { $0.role == .buyer || $0.role == .operator }) else { return ["CUSTOMER"] }
        if last.role == .buyer { return ["CUSTOMER"] }
        return last.recipients.contains("CUSTOMER") ? ["CUSTOMER", "OPERATOR"] : ["OPERATOR"]
    }
}
