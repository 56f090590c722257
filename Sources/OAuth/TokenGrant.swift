public import Domain

/// What is shown to a token endpoint to get access tokens.
public struct TokenGrant: Sendable {
    public enum Proof: Sendable {
        /// RFC 6749 §6: on behalf of the user who once agreed.
        case refreshToken(Secret<String>)
        /// RFC 6749 §4.4: on behalf of the application itself.
        case clientCredentials
    }

    public var endpoint: TokenEndpoint
    public var clientID: String
    /// Nil for public clients, which have none.
    public var clientSecret: Secret<String>?
    public var proof: Proof

    public init(endpoint: TokenEndpoint, clientID: String, clientSecret: Secret<String>?, proof: Proof) {
        self.endpoint = endpoint
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.proof = proof
    }

    /// The refresh token that the configuration names.
    var configuredToken: Secret<String>? {
        if case .refreshToken(let token) = proof { token } else { nil }
    }
}
