/// Decides for all connections of one account which may try to log in, so that wrong credentials never lock the account
/// and a server that asks to be left alone is left alone by all. Times come in as arguments.
///
/// Until a login has succeeded one is tried at a time, since the others would most likely end alike.
struct LoginGate: Sendable {
    typealias Instant = ContinuousClock.Instant

    enum Entry: Sendable {
        case go
        /// Another login is on its way, whose end decides.
        case wait
        /// Not now, for the reason for which an earlier login failed, and not before this time has passed.
        case closed(TransportError, Duration)
    }

    enum Outcome: Sendable {
        case success
        /// The credentials were refused.
        case strike(TransportError)
        /// The server wants to be left alone: for this time, or for a growing one if it names none.
        case pause(TransportError, Duration?)
        /// The network's fault, which says nothing about the account.
        case other
    }

    /// Refused logins within ``strikePeriod`` that are risked; most servers lock an account after five or more.
    static let strikeLimit = 3
    static let strikePeriod: Duration = .seconds(3600)
    /// Between two refused logins.
    static let strikePause: Duration = .seconds(20 * 60)
    /// The first pause where the server names none; doubled each time up to ``longestPause``.
    static let firstPause: Duration = .seconds(5)
    static let longestPause: Duration = .seconds(300)
    /// Even if the server names a longer one, lest a slip of its own keeps mail away for days.
    static let longestNamedPause: Duration = .seconds(3600)

    private var strikes: [Instant] = []
    private var pauses = 0
    private var underWay = 0
    private var isProven = false
    private var closed: (until: Instant, by: TransportError)?

    init() {}

    /// Whether the last login that ended with an answer about the credentials was refused.
    var hasStrike: Bool { !strikes.isEmpty }

    /// Asks to log in. After `.go` the caller must tell the outcome by ``leave(_:at:jitter:)``.
    mutating func enter(at now: Instant) -> Entry {
        if let closed, closed.until > now { return .closed(closed.by, closed.until - now) }
        strikes.removeAll { now - $0 >= Self.strikePeriod }
        // As many at once as may fail together.
        guard underWay < (isProven ? Self.strikeLimit : 1) else { return .wait }
        underWay += 1
        return .go
    }

    /// Tells how a login ended. `jitter`, from 0 to 1, lengthens pauses by up to a tenth.
    mutating func leave(_ outcome: Outcome, at now: Instant, jitter: Double) {
        underWay -= 1
        note(outcome, at: now, jitter: jitter)
    }

    /// What became known otherwise than by a login, such as an established connection that is told to slow down.
    mutating func note(_ outcome: Outcome, at now: Instant, jitter: Double) {
        switch outcome {
        case .success:
            isProven = true
            strikes = []
            pauses = 0
            closed = nil
        case .strike(let failure):
            isProven = false
            strikes.append(now)
            var pause = Self.strikePause
            if strikes.count >= Self.strikeLimit {
                pause = max(pause, Self.strikePeriod - (now - strikes[strikes.count - Self.strikeLimit]))
            }
            close(failure, until: now + pause * (1 + jitter / 10))
        case .pause(let failure, let named):
            isProven = false
            // 2¹⁰ times the first pause is beyond the longest.
            let usual = min(Self.firstPause * (1 << min(pauses, 10)), Self.longestPause)
            pauses += 1
            let pause = named.map { min($0, Self.longestNamedPause) } ?? usual
            close(failure, until: now + pause * (1 + jitter / 10))
        case .other: break
        }
    }

    private mutating func close(_ failure: TransportError, until end: Instant) {
        if let closed, closed.until >= end { return }
        closed = (end, failure)
    }
}
