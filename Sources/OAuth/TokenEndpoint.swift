/// The address that gives access tokens (RFC 6749 §3.2), and what for.
public struct TokenEndpoint: Sendable, Hashable {
    /// What a token is to open; providers name it in different scopes.
    public enum Service: Sendable { case imap, submission }

    /// `https`, or `http` to a loopback address.
    public var url: String
    /// Words separated by blanks (RFC 6749 §3.3); nil leaves the choice to the server.
    public var scope: String?
    /// A PEM file of accepted authorities instead of the system's.
    public var caFile: String?

    public init(url: String, scope: String? = nil, caFile: String? = nil) {
        self.url = url
        self.scope = scope
        self.caFile = caFile
    }

    /// Microsoft 365. `tenant` is the id or a domain of the directory. With client credentials (`asApplication`) the
    /// rights are those that the directory grants to the application.
    public static func microsoft(tenant: String, for service: Service, asApplication: Bool) -> TokenEndpoint {
        let right =
            switch service {
            case .imap: "IMAP.AccessAsUser.All"
            case .submission: "SMTP.Send"
            }
        return TokenEndpoint(
            url: "https://login.microsoftonline.com/\(tenant)/oauth2/v2.0/token",
            scope: asApplication
                ? "https://outlook.office365.com/.default" : "https://outlook.office.com/\(right) offline_access")
    }

    /// Google, for IMAP and SMTP alike.
    public static let google = TokenEndpoint(
        url: "https://oauth2.googleapis.com/token", scope: "https://mail.google.com/")
}
