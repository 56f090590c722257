import Domain
import Glibc
import Sandbox
import Synchronization
import TestSupport
import Testing

/// A seller with everything around: a real mail server, stand-ins for the marketplaces, and the built service as a child
/// process with a configuration of its own.
final class Shop: Sendable {
    static let mailboxUser = "service@seller.example"
    static let anna = "anna@seller.example"
    static let ben = "ben@seller.example"
    static let password = "canary-mailbox-secret"

    /// False, with one printed line that says why, where a part that it needs is not installed or built.
    static let isAvailable: Bool = {
        guard DovecotServer.isAvailable else { return false }
        var missing: [String] = []
        if access("/usr/lib/dovecot/submission", X_OK) != 0 {
            missing.append("dovecot's submission (Debian: apt-get install dovecot-submissiond)")
        }
        if access(Program.path, X_OK) != 0 { missing.append("the program at \(Program.path) (swift build)") }
        if !missing.isEmpty { print("SKIPPED: end-to-end tests need \(missing.joined(separator: ", "))") }
        return missing.isEmpty
    }()

    let directory: TemporaryDirectory
    let sandbox: Sandbox
    let dovecot: DovecotServer
    let stand: SandboxOptions
    /// Path of the configuration.
    let configuration: String
    /// The agents' mail client.
    let client: MailClient
    /// How the program is run.
    let program = Mutex([Program.path])
    private let service = Mutex<Service?>(nil)
    private let starts = Mutex(0)

    private init(
        directory: TemporaryDirectory, sandbox: Sandbox, dovecot: DovecotServer, stand: SandboxOptions,
        configuration: String
    ) {
        self.directory = directory
        self.sandbox = sandbox
        self.dovecot = dovecot
        self.stand = stand
        self.configuration = configuration
        client = MailClient(dovecot)
    }

    /// Starts servers and stand-ins and writes the configuration; the service is not started yet.
    static func open(_ options: ShopOptions = ShopOptions()) async throws -> Shop {
        let directory = try TemporaryDirectory()
        let ports = try ReservedPorts(1)
        var stand = try standOptions(lmtpPort: ports[0])
        stand.sendsOwnCopies = options.sendsOwnCopies
        stand.removesForgedResults = options.removesForgedResults
        let sandbox = Sandbox(options: stand)
        try await sandbox.start()
        let dovecot = try await DovecotServer.start(
            users: [mailboxUser: password, anna: password, ben: password], capability: options.capability,
            relayPort: await sandbox.smtpPort,
            lmtp: ports)
        let shop = Shop(
            directory: directory, sandbox: sandbox, dovecot: dovecot, stand: stand,
            configuration: "\(directory.path)/config.toml")
        try await shop.configure(options)
        return shop
    }

    /// Writes the configuration anew; a running service does not see it.
    func configure(_ options: ShopOptions) async throws {
        let configuration = ShopConfiguration(
            options: options, directory: directory.path, caFile: dovecot.caFile, imapsPort: dovecot.imapsPort,
            submissionPort: dovecot.submissionPort, relayPort: await sandbox.smtpPort,
            urls: await ShopConfiguration.URLs(
                mirakl: sandbox.miraklURL, kaufland: sandbox.kauflandURL, amazon: sandbox.amazonURL,
                token: sandbox.tokenURL), stand: stand, others: await others(options))
        for (name, secret) in configuration.secrets { chmod(try directory.write(secret, to: name), 0o600) }
        try directory.write(configuration.text, to: "config.toml")
    }

    /// What the configuration of the marketplaces beyond the usual three takes.
    private func others(_ options: ShopOptions) async -> [ShopConfiguration.Other] {
        var others: [ShopConfiguration.Other] = []
        for marketplace in options.others {
            others.append(
                ShopConfiguration.Other(marketplace: marketplace, keys: await sandbox.settings(of: marketplace)))
        }
        return others
    }

    /// Starts the service and returns at once.
    @discardableResult
    func start() throws -> Service {
        let number = starts.withLock { starts in
            starts += 1
            return starts
        }
        let started = try Service(
            program.withLock { $0 }, configuration: configuration, log: "\(directory.path)/service.log", number: number)
        service.withLock { $0 = started }
        return started
    }

    /// Starts the service and waits until it watches the mailbox.
    @discardableResult
    func serve() async throws -> Service {
        let connected = eventCount("mail-connected")
        let service = try start()
        try await service.wait(for: "mail-connected", count: connected + 1)
        return service
    }

    /// The running service.
    var running: Service {
        get throws {
            guard let service = service.withLock({ $0 }) else { throw SupportError("no service runs") }
            return service
        }
    }

    /// Runs a command of the built program with this shop's configuration.
    func run(_ arguments: String..., input: [UInt8] = []) async throws -> CommandResult {
        let command = program.withLock { $0 } + arguments + ["--config", configuration]
        return try await EndToEndTests.run(command[0], Array(command.dropFirst()), input: input, in: directory)
    }

    var log: String { readText("\(directory.path)/service.log") }

    private func eventCount(_ event: String) -> Int {
        log.split(separator: "\n").count { $0.split(separator: " ").dropFirst(2).first.map { $0 == event } ?? false }
    }

    private static func standOptions(lmtpPort: UInt16) throws -> SandboxOptions {
        let service = try #require(EmailAddress(mailboxUser))
        var options = SandboxOptions(
            sellerAddress: service, mailboxUser: mailboxUser, lmtp: SandboxOptions.LMTPServer(port: lmtpPort))
        options.accounts = try [mailboxUser, anna, ben].map { login in
            SandboxOptions.Account(
                login: login, password: Secret(password), address: try #require(EmailAddress(login)), mailbox: login)
        }
        return options
    }
}

/// Gives `body` a shop with a running service. At the end the service must stop in order, the audit must find nothing, and
/// the log must tell nobody anything.
func withShop(_ options: ShopOptions = ShopOptions(), _ body: (Shop) async throws -> Void) async throws {
    try await withShop(try await Shop.open(options), body)
}

/// The same in a shop that was prepared; the service is started here.
func withShop(_ shop: Shop, _ body: (Shop) async throws -> Void) async throws {
    do {
        try await shop.serve()
        try await body(shop)
        let end = try await shop.running.end()
        #expect(end.status == 0)
        let audit = try await shop.run("audit", "--online")
        #expect(audit.status == 0, "\(audit)")
        try await expectNoCanaries(in: shop)
    } catch {
        Issue.record("\(error)\n--- log of the service ---\n\(shop.log)")
    }
    await shop.sandbox.stop()
}
