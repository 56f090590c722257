public import Domain

/// Hands mails to a submission server (RFC 6409), one connection for each.
///
/// libcurl connects, does TLS and logs in; the dialogue after that is ours. libcurl's own
/// (7.88.1) loses the end of some mails and reports success, because it counts the dots that it doubles as bytes of the
/// mail, and it does not tell whether the final dot went out.
public struct SMTPClient: Sendable {
    public let server: MailServer
    private let entrance: MailEntrance
    private let timeout: Duration
    private let helloName: String?
    /// How long a cancelled submission waits for the answer to its final dot.
    var lastWait = Duration.milliseconds(1500)

    /// `timeout` bounds a submission, and before it each attempt to log in. Without TLS only a loopback server is
    /// accepted. `helloName` is the name for EHLO; nil takes the host's own. Copies share the way in (``MailEntrance``).
    public init(
        server: MailServer, source: MailCredentialSource?, timeout: Duration = .seconds(60), helloName: String? = nil
    ) {
        self.server = server
        entrance = MailEntrance(source)
        self.timeout = timeout
        self.helloName = helloName
    }

    public init(
        server: MailServer, credentials: MailCredentials?, timeout: Duration = .seconds(60), helloName: String? = nil
    ) {
        self.init(
            server: server, source: credentials.map { MailCredentialSource($0) }, timeout: timeout,
            helloName: helloName)
    }

    /// Connects, logs in and leaves; throws why that cannot be done.
    public func check() async throws(TransportError) {
        try await entrance.open(login).close()
    }

    /// Submits `message` for the recipients `to`, with the envelope exactly as given; a nil `from` is the null sender.
    ///
    /// All recipients or none: if one is refused, the mail is not sent at all. Line ends may be CRLF, CR or LF.
    /// Cancelling the task ends the submission before the final dot; after that the server's answer is waited for a moment
    /// longer, since without it nobody knows whether the mail went out.
    public func submit(_ message: [UInt8], from: EmailAddress?, to: [EmailAddress]) async -> SubmissionResult {
        let commitment = Commitment()
        let submission = SMTPSubmission(entrance: entrance, login: login, timeout: timeout, commitment: commitment)
        // A task of its own, because a cancelled task could not wait for the answer any more.
        let work = Task { await submission.run(message, from: from, to: to) }
        return await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            guard !commitment.withdraw() else { return work.cancel() }
            Task { [lastWait] in
                try? await Task.sleep(for: lastWait)
                work.cancel()
            }
        }
    }

    private var login: @Sendable (MailCredentials?) -> MailLogin {
        { [server, timeout, helloName] credentials in
            MailLogin(dialect: .smtp, server: server, credentials: credentials, timeout: timeout, helloName: helloName)
        }
    }
}
