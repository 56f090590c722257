import Domain

/// Which messages of the seller's side no person wrote: the marketplace's own answering machine speaks in the seller's name,
/// seconds after the buyer. A value without I/O.
struct PromptAnswers: Sendable {
    /// Nobody reads a question and answers it in less.
    static let limit = Duration.seconds(60)

    private struct Minute: Hashable {
        var thread: ThreadID?
        var number: Int64
    }

    /// The first and the last question of each minute.
    private var questions: [Minute: (first: Timestamp, last: Timestamp)] = [:]

    mutating func ask(_ thread: ThreadID?, _ time: Timestamp) {
        let known = questions[Self.minute(thread, time)]
        questions[Self.minute(thread, time)] = (min(known?.first ?? time, time), max(known?.last ?? time, time))
    }

    /// Whether what was said then came in less than the limit behind a question of its thread.
    func holds(_ thread: ThreadID?, _ time: Timestamp) -> Bool {
        if let same = questions[Self.minute(thread, time)], same.first <= time { return true }
        let before = questions[Self.minute(thread, time - Self.limit)]
        return before.map { $0.last > time - Self.limit } ?? false
    }

    private static func minute(_ thread: ThreadID?, _ time: Timestamp) -> Minute {
        Minute(thread: thread, number: time.milliseconds / 60_000)
    }
}
