import Domain

/// Decides between the token at hand, a new one and an error. Times come in as arguments.
struct TokenState: Sendable {
    typealias Instant = ContinuousClock.Instant

    enum Step: Sendable {
        case use(Secret<String>)
        case renew
        /// Nothing is asked of the server before the time in the error's advice has passed.
        case refuse(OAuthError)
    }

    /// After a fault that no repetition cures by itself.
    static let longPause: Duration = .seconds(20 * 60)
    /// After a fault of the moment, unless the server names a time.
    static let shortPause: Duration = .seconds(5)
    static let longestPause: Duration = .seconds(3600)

    private var token: AccessToken?
    private var pause: (until: Instant, error: OAuthError)?

    /// `refused` is a token that a mail server did not accept.
    func step(at now: Instant, insteadOf refused: Secret<String>?) -> Step {
        let token = self.token.flatMap { $0.isSame(as: refused) ? nil : $0 }
        if let token, !token.isDue(at: now) { return .use(token.text) }
        guard let pause, pause.until > now else { return .renew }
        // What is due for renewal still opens doors.
        if let token, !token.isExpired(at: now) { return .use(token.text) }
        var error = pause.error
        error.retry = .after(pause.until - now)
        return .refuse(error)
    }

    mutating func renewed(_ token: AccessToken) {
        self.token = token
        pause = nil
    }

    mutating func failed(_ error: OAuthError, at now: Instant) {
        let length: Duration =
            switch error.retry {
            case .never: Self.longPause
            case .after(let least): min(max(least, Self.shortPause), Self.longestPause)
            case .later: Self.shortPause
            }
        pause = (now + length, error)
    }
}
