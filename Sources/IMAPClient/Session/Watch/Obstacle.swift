/// The place in a folder at which fetches end, one connection after the other: some servers break the connection at a mail
/// that they cannot read, and some refuse it for a while.
struct Obstacle {
    typealias Instant = ContinuousClock.Instant

    /// Before a mail counts as unreadable, it must have failed so often, alone, and for this long: else a server that is not
    /// well for a minute would cost good mails.
    private static let attempts = 3

    /// The first mail that was not settled.
    private let place: UID
    private var failures = 0
    /// The mail that was asked for alone.
    private var suspect: UID?
    private var attempts = 0
    private var since: Instant?
    private var reason = ""

    init(at place: UID) { self.place = place }

    /// A fetch from `next` on ended with `error`.
    mutating func note(_ error: IMAPError, next: UID, at now: Instant) {
        if next != place { self = Obstacle(at: next) }
        failures += 1
        guard let uid = error.suspect else { return }
        if uid != suspect { (suspect, attempts, since) = (uid, 0, now) }
        attempts += 1
        reason = error.detail
    }

    /// Whether mails are to be asked for one by one, so that it shows which one it is.
    func asksSingly(next: UID) -> Bool { next == place && (failures >= 2 || suspect != nil) }

    /// The mail that stops the folder, once that is sure.
    func culprit(next: UID, at now: Instant, patience: Duration) -> (uid: UID, reason: String)? {
        guard next == place, attempts >= Self.attempts, let suspect, let since, now - since >= patience else {
            return nil
        }
        return (suspect, reason)
    }
}
