public import Domain

/// How the bridge proves itself to a mail server.
public struct Login: Sendable {
    public enum Method: String, Sendable, CaseIterable {
        case password
        /// The secret is an OAuth access token (SASL XOAUTH2).
        case xoauth2
    }

    public var method: Method
    public var user: String
    /// Password or token.
    public var secret: Secret<String>
}
