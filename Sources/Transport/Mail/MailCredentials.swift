public import Domain

/// How to log in to a mail server.
public enum MailCredentials: Sendable {
    /// SASL PLAIN or LOGIN; for IMAP the LOGIN command where the server has neither.
    case password(user: String, Secret<String>)
    /// Google's and Microsoft's mechanism `XOAUTH2`.
    case xoauth2(user: String, token: Secret<String>)
    /// RFC 7628.
    case oauthBearer(user: String, token: Secret<String>)

    public var user: String {
        switch self {
        case .password(let user, _), .xoauth2(let user, _), .oauthBearer(let user, _): user
        }
    }

    /// Password or token.
    public var secret: Secret<String> {
        switch self {
        case .password(_, let secret), .xoauth2(_, let secret), .oauthBearer(_, let secret): secret
        }
    }

    /// Whether a server that refused one would refuse the other.
    func isSame(as other: MailCredentials) -> Bool {
        user == other.user && secret.reveal() == other.secret.reveal()
    }
}
