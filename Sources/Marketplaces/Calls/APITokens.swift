import Domain
import OAuth
import Transport

/// The access tokens of one marketplace account; one request at a time however many callers wait.
struct APITokens: Sendable {
    /// The header field that carries a token, and what stands in front of it there.
    private let header: (name: String, scheme: String)
    /// The status by which the API says that a token is not good (any more).
    let refusal: Int
    private let source: TokenSource

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
