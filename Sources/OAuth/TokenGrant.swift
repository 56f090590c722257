public import Domain

/// What is shown to a token endpoint to get access tokens.
public struct TokenGrant: Sendable {
    public enum Proof: Sendable {
        /// RFC 6749 §6: on behalf of the user who once agreed.
        case refreshToken(Secret<String>)
        /// RFC 6749 §4.4: on behalf of the application itself.
        case clientCredentials
    }

    /// Where client id and secret stand in the request (RFC 6749 §2.3.1).
    public enum ClientAuthentication: Sendable { case form, basic }

    public var endpoint: TokenEndpoint
    public var clientID: String
    /// Nil for public clients, which have none.
    public var clientSecret: Secret<String>?
    public var proof: Proof
    public var authentication: ClientAuthentication

    public init(
        endpoint: TokenEndpoint, clientID: String, clientSecret: Secret<String>?, proof: Proof,
        authentication: ClientAuthentication = .form
    ) {
        self.endpoint = endpoint
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.proof = proof
        self.authentication = authentication
    }

    /// The refresh token that the configuration names.
    var configuredToken: Secret<String>? {
        if case .refreshToken(let token) = proof { token } else { nil }
    }
}
