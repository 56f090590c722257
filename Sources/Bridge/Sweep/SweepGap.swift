import Domain
import Marketplaces
import Routing
import Store

/// What a conversation, as the marketplace shows it, has that its ticket lacks. A value without I/O.
struct SweepGap: Sendable {
    let news: News
    /// Messages of buyer or operator that no mail had announced.
    let missed: Int
    /// Answers that a person did not give through the bridge.
    let portalAnswers: Int
    /// What an answering machine of the marketplace said in our name.
    let machineAnswers: Int
    /// The newest answer of a person.
    let newestByHand: RemoteMessageID?
    /// Whether the marketplace sees the wait otherwise than the ticket.
    let changesWait: Bool
    private let isClosed: Bool
    private let wasClosed: Bool

    /// - Parameters:
    ///   - ticket: nil if the conversation has none
    ///   - history: what the ticket holds, oldest first
    ///   - entries: the ticket's outbox: an answer of ours may stand at the marketplace before its result came in
    ///   - since: what is older than the last look and has no ticket was there before the bridge
    ///   - prompt: how soon after a question an answering machine speaks
    ///   - rules: which answers of ours count
    init(
        _ conversation: Conversation, ticket: Ticket?, history: [TicketMessage], entries: [OutboxEntry],
        since: Timestamp, prompt: Duration = PromptAnswers.limit, rules: RuleSet
    ) {
        let beside = AnswersInFlight([conversation], history: history, entries: entries, rules: rules)
        let conversation = beside.conversations.first ?? conversation
        // What a person answered in the portal before the bridge heard of it is nobody's task any more.
        let answered = conversation.lastByHand(prompt: prompt)
        let fresh = answered.map { max(since, $0 + .milliseconds(1)) } ?? since
        var news = News(
            [conversation], known: beside.known, history: history, of: ticket, fresh: fresh, answers: beside.answers,
            prompt: prompt, counts: rules.counts)
        if ticket != nil {
            for index in news.messages.indices where news.messages[index].message.role == .seller {
                news.messages[index].wantsMail = news.messages[index].message.createdAt >= since - .seconds(86_400)
            }
        }
        isClosed = conversation.isClosed
        wasClosed = ticket?.state == .closed
        let byHand = news.answersByHand(prompt: prompt)
        portalAnswers = byHand.count(where: \.wantsMail)
        machineAnswers = news.messages.count { $0.message.role == .seller && $0.wantsMail } - portalAnswers
        newestByHand = byHand.last?.message.id
        missed = news.messages.count {
            $0.message.role != .seller && $0.wantsMail && $0.message.createdAt >= since - .seconds(86_400)
        }
        if let ticket, conversation.statesReplyNeeded || (isClosed && ticket.state != .closed) {
            // What the other threads ask runs on.
            let isShort = news.wait.threads[conversation.thread] == nil && news.waitingSince != ticket.waitingSince
            // Only a need that is newer than what happened here: what an agent ended stays ended.
            let isLong =
                ticket.waitingSince == nil && conversation.replyNeededSince.map { $0 > ticket.updatedAt } ?? false
                && news.waitingSince != nil
                && !entries.contains { $0.task == nil && [.sending, .uncertain].contains($0.state) }
            changesWait = isShort || isLong
        } else {
            changesWait = false
        }
        self.news = news
    }

    var isEmpty: Bool { missed == 0 && portalAnswers == 0 && machineAnswers == 0 && !changesWait }

    /// Whether its newest message may still be announced by a mail. What is dated further ahead would be young for too long.
    func isYoung(at now: Timestamp, patience: Duration) -> Bool {
        news.messages.contains { $0.message.createdAt > now - patience && $0.message.createdAt < now + patience }
    }

    /// The update, with the ticket closed where the marketplace closed the conversation and no other thread waits.
    func closing(_ update: TicketUpdate) -> TicketUpdate {
        guard news.waitingSince == nil else { return update }
        var update = update
        update.state = isClosed ? .closed : wasClosed ? nil : .pending
        return update
    }
}

extension Conversation {
    /// The time of the seller's last message that a person wrote.
    fileprivate func lastByHand(prompt limit: Duration) -> Timestamp? {
        var prompt = PromptAnswers(within: limit)
        for message in messages where message.role == .buyer { prompt.ask(thread, message.createdAt) }
        return messages.last { $0.role == .seller && !prompt.holds(thread, $0.createdAt) }?.createdAt
    }
}
