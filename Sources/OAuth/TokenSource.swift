public import Domain
public import Transport

/// The access tokens of one account: replaced before their end (``TokenGrant/Renewal``), by one request at a time however
/// many callers wait.
///
/// A refresh token that the server replaces is kept in a file before the access token that came with it is used.
public actor TokenSource {
    /// One request, one answer: an ``HTTPClient``'s `send`.
    public typealias Exchange = @Sendable (HTTPRequest) async throws(TransportError) -> HTTPResponse

    private struct Renewed: Sendable {
        var token: AccessToken
        var refreshToken: Secret<String>?
    }

    private let grant: TokenGrant
    private let file: RefreshTokenFile?
    private let exchange: Exchange
    private let now: @Sendable () -> ContinuousClock.Instant

    private var state = TokenState()
    /// What replaced the configured refresh token.
    private var rotated: Secret<String>?
    /// Received, but its refresh token could not be kept yet.
    private var unsaved: Renewed?
    private var renewal: Task<Result<AccessToken, OAuthError>, Never>?

    /// Without `file`, replaced refresh tokens are forgotten with the process.
    public init(
        _ grant: TokenGrant, file: RefreshTokenFile?, exchange: @escaping Exchange,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.grant = grant
        self.file = file
        self.exchange = exchange
        self.now = now
    }

    /// A token that is good now, and not `refused`, which a mail server did not accept.
    ///
    /// A cancelled caller waits too: the request goes on in any case, lest a replaced refresh token is lost. It takes at
    /// most 30 s.
    public func token(insteadOf refused: Secret<String>? = nil) async throws(OAuthError) -> Secret<String> {
        switch state.step(at: now(), insteadOf: refused) {
        case .use(let token): return token
        case .refuse(let error): throw error
        case .renew: break
        }
        let task = renewal ?? Task { await self.renew() }
        renewal = task
        switch await task.value {
        case .success(let token): return token.text
        case .failure(let error):
            // The old one may still be good for a while.
            guard case .use(let token) = state.step(at: now(), insteadOf: refused) else { throw error }
            return token
        }
    }

    private func renew() async -> Result<AccessToken, OAuthError> {
        defer { renewal = nil }
        do throws(OAuthError) {
            let token = try await renewedToken()
            state.renewed(token)
            return .success(token)
        } catch {
            state.failed(error, at: now())
            return .failure(error)
        }
    }

    private func renewedToken() async throws(OAuthError) -> AccessToken {
        if let unsaved {
            try keep(unsaved)
            if !unsaved.token.isDue(at: now()) { return unsaved.token }
        }
        let shown = try newestRefreshToken()
        let renewed: Renewed
        do throws(OAuthError) {
            renewed = try await ask(shown)
        } catch {
            // Another process, such as `doctor`, may have used up the token that we showed.
            guard error.kind == .credentials, let newer = try newestRefreshToken(), newer.reveal() != shown?.reveal()
            else { throw error }
            return try await finished(ask(newer))
        }
        return try finished(renewed)
    }

    private func finished(_ renewed: Renewed) throws(OAuthError) -> AccessToken {
        try keep(renewed)
        return renewed.token
    }

    /// The kept one before the configured one; nil for client credentials.
    private func newestRefreshToken() throws(OAuthError) -> Secret<String>? {
        guard let configured = grant.configuredToken else { return nil }
        return try file?.load(configured: configured) ?? rotated ?? configured
    }

    private func ask(_ refreshToken: Secret<String>?) async throws(OAuthError) -> Renewed {
        let asked = now()
        let response: HTTPResponse
        do throws(TransportError) {
            response = try await exchange(grant.request(refreshToken: refreshToken))
        } catch {
            throw OAuthError(error)
        }
        let answer = try TokenAnswer(response, secrets: [refreshToken, grant.clientSecret].compactMap(\.self))
        let isNew = refreshToken != nil && answer.refreshToken?.reveal() != refreshToken?.reveal()
        return Renewed(
            token: AccessToken(
                text: answer.accessToken, asked: asked, lifetime: answer.lifetime, renewal: grant.renewal),
            refreshToken: isNew ? answer.refreshToken : nil)
    }

    private func keep(_ renewed: Renewed) throws(OAuthError) {
        guard let configured = grant.configuredToken, let refreshToken = renewed.refreshToken else { return }
        unsaved = renewed
        rotated = refreshToken
        try file?.save(refreshToken, configured: configured)
        unsaved = nil
    }
}
