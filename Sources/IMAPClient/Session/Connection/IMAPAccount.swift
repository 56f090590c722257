public import Transport

/// A mailbox on a server and how to get in. Copies share the way in, so that all connections of an account heed what one
/// of them was told; so make one account for each mailbox.
public struct IMAPAccount: Sendable {
    /// For logs and metrics: the configured name, not an address.
    public var name: String
    public var server: MailServer
    public var options: IMAPOptions
    let entrance: MailEntrance

    public init(
        name: String, server: MailServer, options: IMAPOptions = IMAPOptions(), credentials: MailCredentialSource
    ) {
        self.name = name
        self.server = server
        self.options = options
        entrance = MailEntrance(credentials)
    }

    public init(name: String, server: MailServer, options: IMAPOptions = IMAPOptions(), credentials: MailCredentials) {
        self.init(name: name, server: server, options: options, credentials: MailCredentialSource(credentials))
    }
}
