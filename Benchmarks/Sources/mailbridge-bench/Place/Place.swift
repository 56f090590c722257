import Domain
import Glibc
import Sandbox
import LocalServers

/// A real mail server, the stand-ins for three marketplaces and a configuration, in a directory of its own.
final class Place: Sendable {
    static let service = "service@seller.example"
    static let agent = "anna@seller.example"
    static let authservID = "mx.seller.example"
    static let password = "bench-secret"
    static let originals = "Mailbridge/Originals"
    /// Where all ticket mails lie.
    static let tickets = "Marketplaces"

    let program: String
    let directory: TemporaryDirectory
    let sandbox: Sandbox
    let dovecot: DovecotServer
    let configuration: String

    /// - Parameter readBackDelay: first look after a post whose outcome is unknown, as the configuration writes it
    init(program: String, readBackDelay: String = "1s") async throws {
        self.program = program
        directory = try TemporaryDirectory()
        let ports = try ReservedPorts(1)
        sandbox = Sandbox(options: try Self.options(lmtpPort: ports[0]))
        try await sandbox.start()
        dovecot = try await DovecotServer.start(
            users: [Self.service: Self.password, Self.agent: Self.password], relayPort: await sandbox.smtpPort,
            lmtp: ports)
        for (name, secret) in try Self.secrets() { chmod(try directory.write(secret, to: name), 0o600) }
        let text = await Self.configuration(directory.path, dovecot, sandbox, readBackDelay: readBackDelay)
        configuration = try directory.write(text, to: "config.toml")
    }

    /// The folder of a marketplace's ticket mails.
    static func folder(_ marketplace: SandboxMarketplace) -> String {
        "\(tickets)/\(marketplace == .mirakl ? "Conrad" : marketplace.rawValue.capitalized)"
    }

    func mailClient(_ user: String = service) async throws -> MailClient {
        let port = dovecot.imapPort
        return try await offPool { try MailClient(port: port, user: user, password: Self.password) }
    }

    /// Puts a mail into a mailbox as the seller's host does.
    func deliver(_ mail: [UInt8], from sender: String = agent, to user: String = service) async throws {
        let dovecot = dovecot
        try await offPool { try dovecot.deliver(mail, to: user, from: sender) }
    }

    /// Runs the program with this place's configuration; returns its exit status and what it printed.
    func run(_ arguments: [String]) async throws -> (status: Int32, text: String) {
        let (program, configuration, log) = (program, configuration, "\(directory.path)/\(arguments[0]).out")
        unlink(log)
        let status = try await offPool {
            try LocalServers.run(program, arguments + ["--config", configuration], log: log)
        }
        return (status, readText(log))
    }

    private static func options(lmtpPort: UInt16 = 0) throws -> SandboxOptions {
        guard let service = EmailAddress(service), let agent = EmailAddress(agent) else {
            throw BenchError("the bench's own addresses are no addresses")
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

    private static func secrets() throws -> [(name: String, value: String)] {
        let keys = try options()
        return [
            ("mailbox.secret", password), ("mirakl.secret", keys.miraklKey.reveal()),
            ("kaufland.secret", keys.kauflandSecret.reveal()), ("amazon.secret", keys.amazonClientSecret.reveal()),
            ("amazon-refresh.secret", keys.amazonRefreshToken.reveal()),
            ("names.txt", "\(keys.kauflandClientKey)\n\(keys.amazonClientID)\n"),
        ]
    }

    private static func configuration(
        _ directory: String, _ dovecot: DovecotServer, _ sandbox: Sandbox, readBackDelay: String
    ) async -> String {
        let names = readText("\(directory)/names.txt").split(separator: "\n")
        return """
            [bridge]
            language = "de"
            grace = "0s"
            read_back_delay = "\(readBackDelay)"

            [store]
            path = "\(directory)/mailbridge.db"

            [[mailbox]]
            name = "service"
            url = "imaps://localhost:\(dovecot.imapsPort)"
            ca_file = "\(dovecot.caFile)"
            user = "\(service)"
            password = { file = "\(directory)/mailbox.secret" }
            authserv_id = "\(authservID)"

            [submission]
            url = "smtp://localhost:\(dovecot.submissionPort)"
            ca_file = "\(dovecot.caFile)"
            user = "\(service)"
            password = { file = "\(directory)/mailbox.secret" }

            [[marketplace]]
            name = "conrad"
            connector = "mirakl"
            mode = "live"
            url = "\(await sandbox.miraklURL)"
            api_key = { file = "\(directory)/mirakl.secret" }
            clock = "conrad"

            [[marketplace]]
            name = "kaufland"
            connector = "kaufland"
            mode = "live"
            url = "\(await sandbox.kauflandURL)"
            client_key = "\(names.first ?? "")"
            secret_key = { file = "\(directory)/kaufland.secret" }

            [[marketplace]]
            name = "amazon"
            connector = "amazon"
            mode = "live"
            url = "\(await sandbox.amazonURL)"
            token_url = "\(await sandbox.tokenURL)"
            client_id = "\(names.last ?? "")"
            client_secret = { file = "\(directory)/amazon.secret" }
            refresh_token = { file = "\(directory)/amazon-refresh.secret" }
            relay_from = "\(service)"

            [[agent]]
            name = "anna"
            address = "\(agent)"
            language = "de"

            [log]
            level = "info"

            """
    }
}
