public import Domain
public import OAuth

/// How the bridge proves itself to a mail server.
public struct Login: Sendable {
    public enum Method: String, Sendable, CaseIterable {
        case password
        /// SASL XOAUTH2 with an access token: Microsoft and Google.
        case xoauth2
        /// SASL OAUTHBEARER (RFC 7628) with an access token.
        case oauthBearer = "oauthbearer"
    }

    public enum Proof: Sendable {
        /// Password or access token, as the configuration has it.
        case secret(Secret<String>)
        /// Access tokens are asked for with this.
        case tokens(TokenGrant)
    }

    public var method: Method
    public var user: String
    public var proof: Proof
}
