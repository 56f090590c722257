import Domain
import Glibc
import IMAPClient
import Sandbox
import LocalServers
import Transport

/// Everything that the demonstration needs, in a directory of its own: a real IMAP and submission server, the stand-ins for
/// the marketplaces, and the service itself, started as its users start it.
final class DemoPlace: Sendable {
    static let service = "service@seller.example"
    static let agent = "anna@seller.example"
    static let authservID = "mx.seller.example"

    let directory: TemporaryDirectory
    let sandbox: Sandbox
    let dovecot: DovecotServer
    let password: String
    let configuration: String
    let log: String

    private init(
        directory: TemporaryDirectory, sandbox: Sandbox, dovecot: DovecotServer, password: String,
        configuration: String, log: String
    ) {
        self.directory = directory
        self.sandbox = sandbox
        self.dovecot = dovecot
        self.password = password
        self.configuration = configuration
        self.log = log
    }

    /// Starts servers and stand-ins and writes the configuration; the service is not started yet.
    static func open(password: String, httpPort: UInt16 = 0, smtpPort: UInt16 = 0) async throws -> DemoPlace {
        let directory = try TemporaryDirectory()
        // The stand-ins need to know where to deliver mail, the mail server needs to know where to hand mail on.
        let ports = try ReservedPorts(1)
        var options = try sandboxOptions(password: password, lmtpPort: ports[0])
        options.httpPort = httpPort
        options.smtpPort = smtpPort
        let sandbox = Sandbox(options: options)
        try await sandbox.start()
        let dovecot = try await DovecotServer.start(
            users: [service: password, agent: password], relayPort: await sandbox.smtpPort, lmtp: ports)
        let settings = await DemoConfiguration(
            directory: directory.path, caFile: dovecot.caFile, imapsPort: dovecot.imapsPort,
            submissionPort: dovecot.submissionPort, miraklURL: sandbox.miraklURL, kauflandURL: sandbox.kauflandURL,
            amazonURL: sandbox.amazonURL, tokenURL: sandbox.tokenURL)
        for (name, secret) in DemoConfiguration.secrets(password: password) {
            chmod(try directory.write(secret, to: name), 0o600)
        }
        let file = try directory.write(settings.text, to: "config.toml")
        return DemoPlace(
            directory: directory, sandbox: sandbox, dovecot: dovecot, password: password, configuration: file,
            log: "\(directory.path)/service.log")
    }

    /// The account as a mail client sees it.
    var mailbox: MailboxConnection {
        MailboxConnection(
            account: IMAPAccount(
                name: "demo",
                server: MailServer(host: "localhost", port: dovecot.imapsPort, security: .tls, caFile: dovecot.caFile),
                credentials: .password(user: Self.service, Secret(password))))
    }

    private static func sandboxOptions(password: String, lmtpPort: UInt16) throws -> SandboxOptions {
        guard let service = EmailAddress(service), let agent = EmailAddress(agent) else {
            throw SandboxError(.badMessage, "the demonstration's own addresses are no addresses")
        }
        var options = SandboxOptions(
            sellerAddress: service, mailboxUser: Self.service, lmtp: SandboxOptions.LMTPServer(port: lmtpPort))
        options.authservID = authservID
        options.accounts = [
            SandboxOptions.Account(
                login: Self.service, password: Secret(password), address: service, mailbox: Self.service),
            SandboxOptions.Account(login: Self.agent, password: Secret(password), address: agent, mailbox: Self.agent),
        ]
        return options
    }
}
