import Domain

/// Which of an order's conversations a notification is about. The mail does not say; it is written shortly after the
/// message that caused it.
enum MiraklThreadChoice {
    /// How much later than the mail's date the message may be dated: the clocks of both hosts may differ.
    static let margin = Duration.seconds(600)

    /// The threads, likeliest first: the one whose newest message from outside is nearest before the notification, then
    /// the others by their last change, newest first.
    static func ordered(_ threads: [MiraklThread], notifiedAt: Timestamp?) -> [MiraklThread] {
        var rest = threads.sorted { ($0.updatedAt, $0.id) > ($1.updatedAt, $1.id) }
        guard let notifiedAt else { return rest }
        let candidates = rest.indices.compactMap { index -> (index: Int, date: Timestamp)? in
            guard let date = rest[index].newestForeign?.createdAt, date <= notifiedAt + margin else { return nil }
            return (index, date)
        }
        guard let best = candidates.max(by: { $0.date < $1.date }) else { return rest }
        rest.insert(rest.remove(at: best.index), at: 0)
        return rest
    }
}
