import Configuration
import Domain
import IMAPClient
import OAuth
import Transport

/// The ways in to the mailboxes and to the submission server: one for each, whoever uses it.
///
/// Logins that show the same proof to the same endpoint share their access tokens: an application's token opens all
/// mailboxes of a directory, and of one refresh token there must be one successor only.
struct MailAccounts {
    /// In the order of the configuration.
    let mailboxes: [(settings: MailboxSettings, account: IMAPAccount)]
    /// Nil where nothing goes out by mail.
    let submission: SMTPClient?

    /// How a command looks whose user waits for it.
    struct Look {
        /// How long a server may be silent; a whole answer may take twice as long.
        var patience: Duration = .seconds(30)
        /// Octets that are fetched of a mail: its own fields at the top are enough.
        var headLength = 64 << 10
    }

    /// - Parameter look: Nil for the service, which takes its time and whole mails.
    init(
        _ configuration: Configuration, _ http: HTTPClient, trace: ProtocolTrace? = nil, look: Look? = nil
    ) {
        var tokens = TokenSources(besides: configuration.store.path, http)
        mailboxes = configuration.mailboxes.map { mailbox in
            var options = IMAPOptions()
            options.largestMail = mailbox.mailLimit
            options.trace = trace
            if let look {
                options.commandTimeout = look.patience
                options.answerTimeout = look.patience * 2
                options.largestMail = look.headLength
                options.truncatedLength = look.headLength
            }
            let account = IMAPAccount(
                name: mailbox.name, server: MailServer(mailbox.server), options: options,
                credentials: tokens.credentials(mailbox.login))
            return (mailbox, account)
        }
        submission = configuration.submission.map { submission in
            SMTPClient(
                server: MailServer(submission.server),
                source: submission.login.map { tokens.credentials($0) }, timeout: look?.patience ?? .seconds(60))
        }
    }
}

/// The token sources of a configuration, one for each proof.
private struct TokenSources {
    /// What two logins must have in common to share their tokens.
    private struct Key: Hashable {
        var endpoint: TokenEndpoint
        var clientID: String
        var refreshToken: String?
    }

    private let store: String
    private let http: HTTPClient
    private var sources: [Key: TokenSource] = [:]

    /// Replaced refresh tokens are kept beside the file `store`.
    init(besides store: String, _ http: HTTPClient) {
        self.store = store
        self.http = http
    }

    mutating func credentials(_ login: Login) -> MailCredentialSource {
        let user = login.user
        switch (login.method, login.proof) {
        case (.password, .secret(let password)): return MailCredentialSource(.password(user: user, password))
        case (.xoauth2, .secret(let token)): return MailCredentialSource(.xoauth2(user: user, token: token))
        case (.oauthBearer, .secret(let token)): return MailCredentialSource(.oauthBearer(user: user, token: token))
        case (.oauthBearer, .tokens(let grant)):
            return source(grant).credentials { .oauthBearer(user: user, token: $0) }
        case (.password, .tokens(let grant)), (.xoauth2, .tokens(let grant)):
            return source(grant).credentials { .xoauth2(user: user, token: $0) }
        }
    }

    private mutating func source(_ grant: TokenGrant) -> TokenSource {
        var key = Key(endpoint: grant.endpoint, clientID: grant.clientID)
        var file: RefreshTokenFile?
        if case .refreshToken(let token) = grant.proof {
            key.refreshToken = token.reveal()
            file = RefreshTokenFile(path: RefreshTokenFile.path(following: token, besides: store))
        }
        if let source = sources[key] { return source }
        let source = TokenSource(grant, file: file) {
            [http] request throws(TransportError) in try await http.send(request)
        }
        sources[key] = source
        return source
    }
}

extension MailServer {
    init(_ settings: ServerSettings) {
        let security: Security =
            switch settings.security {
            case .tls: .tls
            case .startTLS: .startTLS
            case .plain: .plain
            }
        self.init(
            host: settings.host, port: UInt16(clamping: settings.port), security: security, caFile: settings.caFile)
    }
}
