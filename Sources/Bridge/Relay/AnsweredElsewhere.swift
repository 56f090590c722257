import Domain
import Store

/// An answer was given in the portal while one of ours was still waiting to go out: ours is held, and its agent decides.
struct AnsweredElsewhere: Sendable {
    let context: BridgeContext
    let account: Account
    let ticket: Ticket

    init(_ context: BridgeContext, _ account: Account, _ ticket: Ticket) {
        self.context = context
        self.account = account
        self.ticket = ticket
    }

    /// The changes of the outbox, and a question for each answer that is held. What was tried before is held as well: whoever
    /// reads that an answer is delayed, answers in the portal.
    ///
    /// - Parameter name: says what the mails are about
    func hold(
        _ entries: [OutboxEntry], in thread: ThreadID?, name: String
    ) throws -> (changes: [OutboxChange], mails: [NewTicketMail]) {
        let cause = HoldCause.answeredElsewhere
        let waiting = entries.filter { entry in
            entry.state == .queued && entry.task == nil && entry.opening == nil
                && (thread == nil || entry.thread == nil || entry.thread == thread)
        }
        // What no agent wrote is nobody's to decide.
        let drops = waiting.filter(\.isAutomatic).map { OutboxChange.drop(id: $0.id, reason: cause.rawValue) }
        let asked = waiting.filter { !$0.isAutomatic }
        let mails = try asked.map { entry in
            let composer = context.composer(account, ticket, answering: entry)
            var question = try composer.question(
                name: "elsewhere \(entry.id) \(name)",
                Question(introduction: composer.introduction(cause), text: entry.text, canConfirm: true),
                answers: TicketMailComposer.answers(entry), folder: context.folder(of: ticket))
            question.outbox = entry.id
            return question
        }
        return (drops + asked.map { .hold(id: $0.id, reason: cause.rawValue) }, mails)
    }
}
