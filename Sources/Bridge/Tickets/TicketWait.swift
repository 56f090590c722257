import Domain
import Marketplaces
import Store

/// Since when the buyer waits for an answer in a ticket, thread by thread. A value without I/O.
///
/// A ticket holds all threads of an order, and its wait is the oldest of theirs. An answer, or a look at the marketplace, ends
/// or moves the wait of its own thread; what the others ask stays. Of their messages those want an answer that are news or no
/// older than the running wait, and behind which no answer stands that counts: what is older was dealt with. What the
/// marketplace says in the seller's name right behind a question (``PromptAnswers``) counts as an automatic answer does.
struct TicketWait: Sendable, Hashable {
    /// The threads that wait, each since its oldest message without an answer.
    let threads: [ThreadID?: Timestamp]

    /// The oldest of them; nil = no answer is owed.
    var since: Timestamp? { threads.values.min() }

    /// An answer that is none of the ticket's messages yet.
    struct Answer: Sendable, Hashable {
        var thread: ThreadID?
        var at: Timestamp
    }

    /// - Parameters:
    ///   - ticket: nil = a new one
    ///   - history: its messages, oldest first
    ///   - isPart: which of them are asked about
    ///   - isRevived: what wants an answer again, however old it is
    ///   - news: messages that come to it now
    ///   - shown: conversations as the marketplace shows them now; what it says of them itself counts
    ///   - prompt: how soon after a question an answering machine speaks
    ///   - counts: whether the marketplace takes an answer of ours as one
    init(
        of ticket: Ticket?, among history: [TicketMessage], within isPart: (TicketMessage) -> Bool = { _ in true },
        reviving isRevived: (TicketMessage) -> Bool = { _ in false }, news: [News.Item] = [],
        shown: [Conversation] = [], answers: [Answer] = [], prompt limit: Duration = PromptAnswers.limit,
        counts: (TicketMessage) -> Bool
    ) {
        let running = ticket?.waitingSince
        // A wait that the marketplace stated began with the message before it.
        let first = running.flatMap { running in
            history.last { $0.role == .buyer && $0.createdAt == running }
                ?? history.last { [.buyer, .operator].contains($0.role) && $0.createdAt <= running }
        }
        let prompt = PromptAnswers(within: limit, history: history, news: news)
        var lines = Lines(unnamed: ticket?.thread ?? shown.first?.thread)
        for message in history where isPart(message) {
            switch message.role {
            case .seller:
                var message = message
                // Our own answers say it themselves.
                if message.source == .api, prompt.holds(message.thread, message.createdAt) {
                    message.isAutomatic = true
                }
                lines.answer(message.thread, message.createdAt, counts: counts(message))
            case .buyer,
                .operator where message.id == first?.id:
                if let running, message.createdAt >= first?.createdAt ?? running {
                    lines.ask(message.thread, max(message.createdAt, running))
                } else if isRevived(message) {
                    lines.ask(message.thread, message.createdAt)
                }
            case .operator, .system: break
            }
        }
        for item in news {
            let time = item.message.createdAt
            switch item.message.role {
            case .seller:
                let isPrompt = prompt.holds(item.thread, time)
                lines.answer(item.thread, time, counts: !isPrompt || counts(item.automatic(in: ticket)))
            // What a mail brought before is no news to a wait that somebody ended since.
            case .buyer where item.wantsMail || running != nil: lines.ask(item.thread, time)
            case .buyer, .operator, .system: break
            }
        }
        for answer in answers { lines.answer(answer.thread, answer.at, counts: true) }

        var open = lines.open
        for conversation in shown where conversation.isClosed || conversation.statesReplyNeeded {
            let asked = open.removeValue(forKey: conversation.thread)
            guard !conversation.isClosed, let stated = conversation.replyNeededSince else { continue }
            let isNews = news.contains {
                $0.thread == conversation.thread && $0.message.role != .seller && $0.wantsMail
            }
            // What an agent ended stays ended until something happens.
            if let ticket, !history.isEmpty, running == nil, !isNews, stated <= ticket.updatedAt { continue }
            let isPutOff = asked.map { lines.isPutOff(conversation.thread, $0) } ?? false
            open[conversation.thread] = isPutOff ? min(asked ?? stated, stated) : stated
        }
        threads = open
    }

    /// What still waits once an agent has ended the wait of a thread. Without a thread it is about the whole order.
    init(
        of ticket: Ticket, among messages: [TicketMessage], endedIn thread: ThreadID?, upTo time: Timestamp,
        prompt limit: Duration, counts: (TicketMessage) -> Bool
    ) {
        let threads = thread == nil ? Set(messages.map(\.thread)).union([nil]) : [thread]
        self.init(
            of: ticket, among: messages, answers: threads.map { Answer(thread: $0, at: time) }, prompt: limit,
            counts: counts)
    }

    /// What the wait means for the ticket. A closed one is not opened by its own answer.
    func update(of ticket: Ticket, by account: Account) -> TicketUpdate {
        guard let since else {
            return TicketUpdate(
                state: ticket.state == .closed ? nil : .pending, waitingSince: .some(nil), deadline: .some(nil))
        }
        let due = account.due(since: since, of: ticket)
        var update = TicketUpdate(state: .open, waitingSince: .some(since), deadline: .some(due.time))
        update.isExplicitDeadline = due.isExplicit
        return update
    }

    /// Questions and answers of each thread.
    private struct Lines {
        /// The thread of what names none: the one that was active last.
        let unnamed: ThreadID?
        private var questions: [(thread: ThreadID?, at: Timestamp)] = []
        /// The newest answer of each thread, of those that count and of the others.
        private var answered: [ThreadID?: Timestamp] = [:]
        private var putOff: [ThreadID?: Timestamp] = [:]

        init(unnamed: ThreadID?) { self.unnamed = unnamed }

        mutating func ask(_ thread: ThreadID?, _ time: Timestamp) { questions.append((thread, time)) }

        mutating func answer(_ thread: ThreadID?, _ time: Timestamp, counts: Bool) {
            if counts {
                answered[thread] = max(answered[thread] ?? time, time)
            } else {
                putOff[thread ?? unnamed] = max(putOff[thread ?? unnamed] ?? time, time)
            }
        }

        /// A question that names no thread may be of any.
        private func isAnswered(_ thread: ThreadID?, _ time: Timestamp) -> Bool {
            guard thread != nil else { return answered.values.contains { time <= $0 } }
            return answered[thread].map { time <= $0 } ?? false
        }

        var open: [ThreadID?: Timestamp] {
            var open: [ThreadID?: Timestamp] = [:]
            for question in questions where !isAnswered(question.thread, question.at) {
                let thread = question.thread ?? unnamed
                open[thread] = min(open[thread] ?? question.at, question.at)
            }
            return open
        }

        /// Whether what was asked then got an answer that does not count.
        func isPutOff(_ thread: ThreadID, _ asked: Timestamp) -> Bool {
            putOff[thread].map { $0 >= asked } ?? false
        }
    }
}

extension News.Item {
    /// As it would stand in the ticket if no person wrote it.
    fileprivate func automatic(in ticket: Ticket?) -> TicketMessage {
        let new = NewMessage(
            ticket: ticket?.id ?? TicketID(0), remoteID: message.id, thread: thread, role: message.role,
            authorName: message.authorName, text: message.text, createdAt: message.createdAt, source: source)
        var stored = TicketMessage(new)
        stored.isAutomatic = true
        return stored
    }
}
