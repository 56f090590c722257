import Domain
import MIME
import Replies
import Store

/// Whether an answer that is fit to be sent may go out beside what else happens in its ticket. A value without I/O.
struct ReplyAdmission: Sendable {
    /// The same words again within this time are more likely a slip than a wish.
    static let sameTextWindow = Duration.seconds(600)

    let agent: TicketingSettings.Agent
    /// The ticket's other answers.
    let others: [OutboxEntry]
    /// Message-IDs of the mails that they came with, withdrawn ones included.
    private let mails: Set<String>
    let messages: [TicketMessage]
    let now: Timestamp
    /// What a machine of the marketplace said in our name.
    private let prompt: PromptAnswers

    /// - Parameters:
    ///   - entries: the ticket's outbox
    ///   - own: the entry that is to be sent, or whose place the answer takes
    ///   - limit: how soon after a question the machine speaks
    init(
        _ agent: TicketingSettings.Agent, beside entries: [OutboxEntry], own: Int64?, _ messages: [TicketMessage],
        prompt limit: Duration, at now: Timestamp
    ) {
        prompt = PromptAnswers(within: limit, history: messages)
        self.agent = agent
        let written = entries.filter { $0.task == nil && !$0.isAutomatic && $0.id != own && $0.state != .failed }
        others = written.filter { $0.state != .dropped }
        mails = Set(written.compactMap(\.replyMessageID))
        self.messages = messages
        self.now = now
    }

    /// Why a new answer is held; nil if it may go out.
    func objection(to reply: AgentReply, replacing isReplacement: Bool) -> HoldCause? {
        if let id = reply.message.messageID, mails.contains(id) { return .sameText }
        // What was asked about has been settled meanwhile.
        if reply.answered?.kind == .question, !isReplacement, others.contains(where: { $0.state != .held }) {
            return .answeredMeanwhile
        }
        if others.contains(where: { $0.text == reply.text && now - $0.createdAt < Self.sameTextWindow }) {
            return .sameText
        }
        return collision ?? (isAnsweredElsewhere(since: reply.target) ? .answeredElsewhere : nil)
    }

    /// Why an answer that was held for another reason is held again, although its agent said `ok`. What the agent was
    /// told when the question was asked is no news.
    func objection(to held: OutboxEntry) -> HoldCause? {
        let known = held.reason.flatMap(HoldCause.init(rawValue:))
        let newer = others.filter { $0.state == .confirmed && ($0.remoteAt ?? $0.createdAt) > held.updatedAt }
        if !newer.isEmpty, known != .answeredMeanwhile { return .answeredMeanwhile }
        if let collision, known != collision { return collision }
        let target = messages.first { $0.remoteID == held.answering }
        if isAnsweredElsewhere(since: target, laterThan: held.updatedAt), known != .answeredElsewhere {
            return .answeredElsewhere
        }
        return nil
    }

    private var collision: HoldCause? {
        return others.contains { [.queued, .sending, .uncertain].contains($0.state) && !agent.wrote($0) }
            ? .otherReplyInFlight : nil
    }

    /// Whether someone answered in the portal behind the message that the agent has read.
    private func isAnsweredElsewhere(since target: TicketMessage?, laterThan time: Timestamp? = nil) -> Bool {
        guard let target else { return false }
        return messages.contains { message in
            message.role == .seller && message.source != .outbox && message.source != .history
                && message.thread == target.thread && message.createdAt > target.createdAt
                && !prompt.holds(message.thread, message.createdAt)
                && time.map { message.createdAt > $0 } ?? true
        }
    }
}
