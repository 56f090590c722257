/// Why ``IMAPSession/idle(for:)`` returned.
public enum IdleEvent: Sendable, Hashable {
    /// The folder has messages that were not asked for yet.
    case news
    /// Nothing came in the given time, or the task was cancelled.
    case timeout
    /// Someone asked to look.
    case woken
}
