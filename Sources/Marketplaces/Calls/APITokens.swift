import Domain
import OAuth
import Synchronization
import Transport

/// The access tokens of one marketplace account; one request at a time however many callers wait.
struct APITokens: Sendable {
    /// The header field that carries a token, and what stands in front of it there.
    private let header: (name: String, scheme: String)
    /// The status by which the API says that a token is not good (any more).
    let refusal: Int
    private let source: TokenSource
    /// Until when a refusal is not taken for an old token's.
    private let resting = Rest()
    private static let pause = Duration.seconds(600)

    private final class Rest: Sendable {
        let state = Mutex<(until: ContinuousClock.Instant?, refusals: Int)>((nil, 0))
    }

    init(
        _ grant: TokenGrant, file: String?, http: any HTTPExchange,
        header: (name: String, scheme: String) = ("Authorization", "Bearer "), refusal: Int = 401
    ) {
        self.header = header
        self.refusal = refusal
        source = TokenSource(grant, file: file.map(RefreshTokenFile.init(path:))) { request throws(TransportError) in
            try await http.send(request)
        }
    }

    /// Whether a refused token is worth another one.
    var mayRenew: Bool { resting.state.withLock { $0.until.map { $0 <= .now } ?? true } }

    /// Whether the fresh token was refused too. Three times in a row, and none is asked for because of refusals for ten
    /// minutes.
    func note(isRefused: Bool) {
        resting.state.withLock { state in
            state.refusals = isRefused ? state.refusals + 1 : 0
            if state.refusals >= 3 { state = (.now + Self.pause, 0) }
        }
    }

    func field(_ token: Secret<String>) -> (name: String, value: String) {
        (header.name, header.scheme + token.reveal())
    }

    /// A token that is good now; never `refused`, which the API did not accept.
    func current(insteadOf refused: Secret<String>? = nil) async throws(ConnectorError) -> Secret<String> {
        do throws(OAuthError) {
            return try await source.token(insteadOf: refused)
        } catch {
            throw ConnectorError(error)
        }
    }
}

extension ConnectorError {
    init(_ error: OAuthError) {
        let kind: Kind =
            switch error.kind {
            case .credentials: .credentials
            case .configuration: .invalid
            case .unavailable, .storage: .unavailable
            case .protocolViolation: .protocolViolation
            }
        self.init(kind, "token: \(error.detail)", retry: error.retry)
    }
}
