public import Transport

/// A mailbox on a server and how to get in. Credentials are asked for at each login, so that tokens can be renewed.
public struct IMAPAccount: Sendable {
    /// For logs and metrics: the configured name, not an address.
    public var name: String
    public var server: MailServer
    public var options: IMAPOptions
    public var credentials: @Sendable () async throws -> MailCredentials

    public init(
        name: String, server: MailServer, options: IMAPOptions = IMAPOptions(),
        credentials: @escaping @Sendable () async throws -> MailCredentials
    ) {
        self.name = name
        self.server = server
        self.options = options
        self.credentials = credentials
    }

    public init(name: String, server: MailServer, options: IMAPOptions = IMAPOptions(), credentials: MailCredentials) {
        self.init(name: name, server: server, options: options) { credentials }
    }
}
