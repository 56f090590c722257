import Domain

/// An access token and how long it is good.
struct AccessToken: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// ``TokenGrant/Renewal/early``.
    static let renewalShare = 0.8

    let text: Secret<String>
    /// When it was asked for, which is no later than when its time began.
    let asked: Instant
    let lifetime: Duration
    var renewal = TokenGrant.Renewal.early

    /// Whether it is time for a new one.
    func isDue(at now: Instant) -> Bool {
        switch renewal {
        case .early: now >= asked + lifetime * Self.renewalShare
        case .beforeEnd(let margin): now >= asked + lifetime - margin
        }
    }

    func isExpired(at now: Instant) -> Bool { now >= asked + lifetime }

    func isSame(as other: Secret<String>?) -> Bool { text.reveal() == other?.reveal() }
}
