import Domain
import Marketplaces
import Store

/// What a conversation, or a mail that stands for one, adds to what the ticket already holds.
struct News: Sendable {
    struct Item: Sendable {
        var message: ConversationMessage
        var thread: ThreadID?
        var source: TicketMessage.Source
        var relay: String?
        /// Content that came with the mail itself.
        var attachments: [Attachment] = []
        /// Names of files that came only in part.
        var missing: [String] = []
        /// False for what was dealt with before the bridge saw it, and for our own side's messages.
        var wantsMail: Bool
    }

    /// Oldest first.
    var messages: [Item]
    /// What the ticket held before, oldest first.
    var history: [TicketMessage]
    var thread: ThreadID?
    var topic: String?
    var buyerName: String?
    var buyerLanguage: String?
    /// Since when each thread of the ticket waits now, if ``decidesWait``.
    var wait: TicketWait
    /// Whether this says anything about the wait at all.
    var decidesWait: Bool

    /// Since when the buyer waits; nil = no answer owed, if ``decidesWait``.
    var waitingSince: Timestamp? { decidesWait ? wait.since : nil }

    var needsMail: Bool { messages.contains(where: \.wantsMail) }

    /// What a person answered in the portal, oldest first: not what a machine of the marketplace said in our name.
    ///
    /// - Parameter limit: how soon after a question the machine speaks
    func answersByHand(prompt limit: Duration) -> [Item] {
        let prompt = PromptAnswers(within: limit, history: history, news: messages)
        return messages.filter { $0.message.role == .seller && !prompt.holds($0.thread, $0.message.createdAt) }
    }

    /// From what the marketplace's API shows. In a conversation that is new to the bridge, messages before the seller's last
    /// one are history: they were answered; but not what is fresh, behind which an answering machine may have spoken: it is
    /// shown, and with it what was said in our name. In a known conversation each message that was not seen yet is news,
    /// since an answer of ours may have crossed it; but for those that mails brought while the API was silent.
    ///
    /// - Parameters:
    ///   - ticket: nil = a new one
    ///   - fresh: since when messages of a new conversation are news whatever stands behind them; nil = none
    ///   - answers: what was answered beside, by posts on their way
    ///   - prompt: how soon after a question an answering machine speaks
    ///   - counts: whether the marketplace takes an answer of ours as one
    init(
        _ conversations: [Conversation], known: Set<RemoteMessageID>, history: [TicketMessage], of ticket: Ticket?,
        fresh: Timestamp? = nil, answers: [TicketWait.Answer] = [], prompt: Duration = PromptAnswers.limit,
        counts: (TicketMessage) -> Bool
    ) {
        var messages: [Item] = []
        var shown = ShownMails(history)
        for conversation in conversations {
            let answered = conversation.messages.lastIndex { $0.role == .seller } ?? -1
            var hasFresh = false
            for (index, message) in conversation.messages.enumerated() where !known.contains(message.id) {
                let isFresh = history.isEmpty && fresh.map { message.createdAt >= $0 } ?? false
                let isNews = message.role != .seller && (index > answered || !history.isEmpty || isFresh)
                let wants = message.role == .seller ? hasFresh : isNews && !shown.take(message)
                if isFresh, wants { hasFresh = true }
                messages.append(
                    Item(
                        message: message, thread: conversation.thread,
                        source: wants || message.role == .seller ? .api : .history, wantsMail: wants))
            }
        }
        messages.sort { ($0.message.createdAt, $0.message.id.text) < ($1.message.createdAt, $1.message.id.text) }
        self.messages = messages
        self.history = history
        thread = messages.last?.thread ?? conversations.first?.thread
        topic = conversations.first?.topic
        buyerName = conversations.lazy.compactMap(\.buyerName).first
        buyerLanguage = conversations.lazy.compactMap(\.buyerLanguage).first
        wait = TicketWait(
            of: ticket, among: history, news: messages, shown: conversations, answers: answers, prompt: prompt,
            counts: counts)
        decidesWait = true
    }

    /// From a mail that carries the message itself.
    init(
        mail message: ConversationMessage, attachments: [Attachment], missing: [String] = [], relay: String?,
        thread: ThreadID?,
        subject: String?, order: OrderNumber?, known: Set<RemoteMessageID>, history: [TicketMessage],
        of ticket: Ticket?, prompt: Duration = PromptAnswers.limit, counts: (TicketMessage) -> Bool
    ) {
        let messages =
            known.contains(message.id)
            ? []
            : [
                Item(
                    message: message, thread: thread, source: .mail, relay: relay, attachments: attachments,
                    missing: missing, wantsMail: true)
            ]
        self.messages = messages
        self.history = history
        self.thread = thread
        topic = subject.map { Self.withoutOrder($0, order) }
        buyerName = message.role == .buyer ? message.authorName : nil
        buyerLanguage = nil
        wait = TicketWait(of: ticket, among: history, news: messages, prompt: prompt, counts: counts)
        decidesWait = message.role == .buyer
    }

    /// The subject without a bracket that only repeats the order number, which stands in front of every subject of ours.
    static func withoutOrder(_ subject: String, _ order: OrderNumber?) -> String {
        guard let order, let open = subject.lastIndex(of: "("), let close = subject[open...].firstIndex(of: ")"),
            subject[open...close].contains(order.text)
        else { return subject }
        let rest = subject[..<open] + subject[subject.index(after: close)...]
        let words = rest.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.isEmpty ? subject : words
    }
}
