import Domain
import Marketplaces
import Store

/// Which messages of the seller's side no person wrote: the marketplace's own answering machine speaks in the seller's name,
/// seconds after the buyer. A value without I/O.
///
/// Nothing but the time tells it from a person: a machine's first words repeat none, and who took them for a person's would
/// miss the deadline. Where a marketplace has no machine, or people are as quick, its configuration says so.
struct PromptAnswers: Sendable {
    /// Few read a question and answer it in less.
    static let limit = Duration.seconds(60)

    private struct Span: Hashable {
        var thread: ThreadID?
        var number: Int64
    }

    private let limit: Duration
    /// The first and the last question of each span of the limit's length.
    private var questions: [Span: (first: Timestamp, last: Timestamp)] = [:]

    /// - Parameter limit: zero = there is no machine
    init(within limit: Duration = PromptAnswers.limit) { self.limit = limit }

    /// Behind the buyer's questions in a ticket's messages and what comes to it now.
    init(within limit: Duration, history: [TicketMessage], news: [News.Item] = []) {
        self.init(within: limit)
        for message in history where message.role == .buyer { ask(message.thread, message.createdAt) }
        for item in news where item.message.role == .buyer { ask(item.thread, item.message.createdAt) }
    }

    mutating func ask(_ thread: ThreadID?, _ time: Timestamp) {
        let span = span(thread, time)
        let known = questions[span]
        questions[span] = (min(known?.first ?? time, time), max(known?.last ?? time, time))
    }

    /// Whether what was said then came in less than the limit behind a question of its thread.
    func holds(_ thread: ThreadID?, _ time: Timestamp) -> Bool {
        guard limit > .zero else { return false }
        if let same = questions[span(thread, time)], same.first <= time { return true }
        return questions[span(thread, time - limit)].map { $0.last > time - limit } ?? false
    }

    private func span(_ thread: ThreadID?, _ time: Timestamp) -> Span {
        let length = max(1, limit.milliseconds)
        return Span(thread: thread, number: time.milliseconds / length)
    }
}
