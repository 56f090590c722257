public import Domain

/// Hands mails to a submission server (RFC 6409), one connection for each.
public struct SMTPClient: Sendable {
    public let server: MailServer
    let credentials: MailCredentials?
    let timeout: Duration

    /// `timeout` bounds one whole submission. Without TLS only a loopback server is accepted.
    public init(server: MailServer, credentials: MailCredentials?, timeout: Duration = .seconds(60)) {
        self.server = server
        self.credentials = credentials
        self.timeout = timeout
    }

    /// Submits `message` for the recipients `to`, with the envelope exactly as given; a nil `from` is the null sender.
    ///
    /// All recipients or none: if one is refused, the mail is not sent at all.
    public func submit(_ message: [UInt8], from: EmailAddress?, to: [EmailAddress]) async -> SubmissionResult {
        .notSent(TransportError(.closed, "not built yet", retry: .later))
    }
}
