public import Domain
import Store

/// Which accounts should be heard of how often, and whether they were.
public struct AccountWatch: Sendable {
    public enum Health: Sendable, Hashable {
        case well
        /// Not heard of yet, and not long enough to worry.
        case starting
        /// Not reached since the start, and that was tried.
        case failed
        /// Not heard of for three times as long as it should be.
        case silent
        /// There is no regular look at it.
        case unwatched
    }

    /// How many intervals an account may be silent.
    static let patience = 3

    /// Mailboxes by name, in the order of the configuration, with the pause between two looks.
    public var mailboxes: [(name: String, interval: Duration)]
    /// Since when the service runs.
    public var since: Timestamp

    public init(mailboxes: [(name: String, interval: Duration)], since: Timestamp) {
        self.mailboxes = mailboxes
        self.since = since
    }

    func health(_ standing: Meter.Standing?, interval: Duration?, at now: Timestamp) -> Health {
        guard let interval else { return .unwatched }
        let limit = interval * Self.patience
        guard let last = standing?.lastSuccess else {
            if now - since > limit { return .silent }
            return standing?.reason == nil ? .starting : .failed
        }
        return now - last > limit ? .silent : .well
    }
}
