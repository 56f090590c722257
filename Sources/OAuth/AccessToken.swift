import Domain

/// An access token and how long it is good.
struct AccessToken: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// The part of its lifetime after which a token is replaced, so that none runs out on the way to a login.
    static let renewalShare = 0.8

    let text: Secret<String>
    /// When it was asked for, which is no later than when its time began.
    let asked: Instant
    let lifetime: Duration

    /// Whether it is time for a new one.
    func isDue(at now: Instant) -> Bool { now >= asked + lifetime * Self.renewalShare }

    func isExpired(at now: Instant) -> Bool { now >= asked + lifetime }

    func isSame(as other: Secret<String>?) -> Bool { text.reveal() == other?.reveal() }
}
