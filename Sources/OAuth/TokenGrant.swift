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
    public enum ClientAuthentication: Sendable {
        case form, basic
        /// As ``basic``, but joined as they are, for servers that do not decode them.
        case plainBasic
    }

    /// When a token is replaced.
    public enum Renewal: Sendable, Hashable {
        /// After 80 % of its lifetime, so that none runs out on the way to a login.
        case early
        /// So long before its end, for servers that mind being asked sooner.
        case beforeEnd(Duration)
    }

    public var endpoint: TokenEndpoint
    public var clientID: String
    /// Nil for public clients, which have none.
    public var clientSecret: Secret<String>?
    public var proof: Proof
    public var authentication: ClientAuthentication
    public var renewal: Renewal

    public init(
        endpoint: TokenEndpoint, clientID: String, clientSecret: Secret<String>?, proof: Proof,
        authentication: ClientAuthentication = .form, renewal: Renewal = .early
    ) {
        self.endpoint = endpoint
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.proof = proof
        self.authentication = authentication
        self.renewal = renewal
    }

    /// The refresh token that the configuration names.
    var configuredToken: Secret<String>? {
        if case .refreshToken(let token) = proof { token } else { nil }
    }
}
