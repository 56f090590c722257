import Domain
import Marketplaces
import Replies
import Store

/// The agent answers our question about an earlier reply: `ok` sends that one, other words take its place.
struct QuestionDesk: Sendable {
    let desk: ReplyDesk
    let entry: OutboxEntry

    init(_ desk: ReplyDesk, about entry: OutboxEntry) {
        self.desk = desk
        self.entry = entry
    }

    /// Nil if the reply is an answer of its own that takes the place of the one asked about.
    func decide(_ reply: AgentReply) async throws -> Intake? {
        if entry.movesMoney, reply.commands.isEmpty { return try await MoneyDesk(desk, reply).answered(entry) }
        if reply.isConsent { return try await consented(reply) }
        // Words are no consent to move money, and were not written for the buyer.
        if entry.task != nil {
            return reply.commands.isEmpty ? try notConfirmed(reply) : nil
        }
        // An answer that may have arrived already is left as it is; other words make another answer.
        guard case .relay = reply.extraction.decision, reply.commands.isEmpty, reply.attachments.isEmpty,
            !entry.isInDoubt, entry.doubtedAt == nil
        else { return nil }
        let review = try await content.review(reply, text: reply.text, files: entry.attachments)
        guard review.isClear else { return nil }
        return try desk.released(entry, text: reply.text, by: reply)
    }

    private func consented(_ reply: AgentReply) async throws -> Intake {
        guard !entry.text.isEmpty else { return try desk.held(reply, .empty, about: entry) }
        if desk.context.mayHaveGoneOut(entry, askedAt: reply.answered?.createdAt) {
            return try desk.heldAgain(entry, .restoredStore, reply)
        }
        guard entry.task == nil else { return try desk.released(entry, text: nil, by: reply) }
        let admission = ReplyAdmission(
            reply.agent, beside: try await desk.context.store.outbox(of: desk.ticket.id), own: entry.id,
            reply.messages, prompt: desk.account.answeringMachine, at: desk.context.now())
        if let objection = admission.objection(to: entry) { return try desk.heldAgain(entry, objection, reply) }
        // What may have arrived already was looked through before.
        guard !entry.isInDoubt else { return try desk.released(entry, text: nil, by: reply) }
        return try content.consented(
            to: entry, reply, try await content.review(reply, text: entry.text, files: entry.attachments))
    }

    private var content: ContentDesk { ContentDesk(desk, replacing: entry) }

    private func notConfirmed(_ reply: AgentReply) throws -> Intake {
        let texts = ActionTexts.of(reply.agent.language)
        let lines = [desk.composer(reply.agent.language).fill(texts.uncertain), entry.text]
        return try desk.told(
            reply, .command, "not-confirmed", event: .replyIgnored, lines: lines, quoting: reply.text)
    }
}

extension OutboxEntry {
    /// A refund or cancellation; also what cannot be read any more.
    var movesMoney: Bool {
        task.map { TaskNote.task($0, attachments: attachments)?.movesMoney ?? true } ?? false
    }
}
