import Domain
import OAuth
import Transport

/// The access tokens of one marketplace account; one request at a time however many callers wait.
struct APITokens: Sendable {
    private let source: TokenSource

    init(_ grant: TokenGrant, file: String?, http: any HTTPExchange) {
        source = TokenSource(grant, file: file.map(RefreshTokenFile.init(path:))) { request throws(TransportError) in
            try await http.send(request)
        }
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
