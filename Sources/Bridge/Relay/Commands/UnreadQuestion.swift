import Domain
import Store

extension AgentReply {
    /// Whether an answer is owed to what came behind the mail that is answered here. Who ends the wait with an old mail, by a
    /// word in it or by moving it, has not read that: it would be out of sight, and nobody would answer.
    ///
    /// - Parameters:
    ///   - thread: whose wait would end; nil = that of all
    ///   - prompt: how soon after a question an answering machine speaks
    ///   - counts: whether the marketplace takes an answer of ours as one
    func passesOverQuestion(
        in ticket: Ticket, thread: ThreadID?, prompt limit: Duration, counts: (TicketMessage) -> Bool
    ) -> Bool {
        func isUnread(_ message: TicketMessage) -> Bool {
            unread.contains(message.id) && (thread == nil || message.thread == nil || message.thread == thread)
        }
        return TicketWait(
            of: ticket, among: messages, within: { $0.role == .seller || isUnread($0) }, prompt: limit, counts: counts
        ).since != nil
    }
}

extension ReplyDesk {
    /// The same, of the thread that the reply is for.
    func passesOverQuestion(_ reply: AgentReply) -> Bool {
        reply.passesOverQuestion(
            in: ticket, thread: reply.target?.thread ?? ticket.thread, prompt: account.answeringMachine,
            counts: account.rules(of: ticket, at: context.now()).counts)
    }
}
