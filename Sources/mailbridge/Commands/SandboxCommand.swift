import ArgumentParser
import Domain
import LocalServers
import Sandbox

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Run local stand-ins for the marketplaces, with a page to write as the buyer.",
        discussion: """
            Listens on 127.0.0.1 only and keeps nothing. Prints what to put into the configuration. With --lmtp the \
            notification mails are delivered to a mailbox; without it they are only recorded. With --mailbox a private \
            Dovecot is started for it, and answers for mailbridge init are written.
            """)

    @Option(help: ArgumentHelp("Port of the page and the APIs; 0 = any free one.", valueName: "port"))
    var httpPort: UInt16 = 8025
    @Option(help: ArgumentHelp("Port of the mail server; 0 = any free one.", valueName: "port"))
    var smtpPort: UInt16 = 2525
    @Option(help: ArgumentHelp("LMTP port of the mailbox's server on this machine.", valueName: "port"))
    var lmtp: UInt16?
    @Option(help: ArgumentHelp("Address that the marketplaces notify.", valueName: "address"))
    var seller = "service@seller.example"
    @Option(help: ArgumentHelp("LMTP user of that mailbox.", valueName: "user"))
    var user = "mailbridge"
    @Option(
        help: ArgumentHelp(
            "Password with which that address may submit mail; without it nothing goes through a relay.",
            valueName: "text"))
    var password: String?

    @Option(
        help: ArgumentHelp(
            "Start a mail server too; answers for mailbridge init, secrets and certificate go there.",
            valueName: "directory"))
    var mailbox: String?

    func run() async throws {
        if let mailbox { return try await reportingErrors { try await tryOut(absolutePath(mailbox)) } }
        try await reportingErrors {
            guard let seller = EmailAddress(seller) else {
                throw ValidationError("\"\(self.seller)\" is no mail address")
            }
            var options = SandboxOptions(
                sellerAddress: seller, mailboxUser: user, lmtp: lmtp.map { SandboxOptions.LMTPServer(port: $0) })
            options.httpPort = httpPort
            options.smtpPort = smtpPort
            options.accounts =
                password.map {
                    [SandboxOptions.Account(login: self.seller, password: Secret($0), address: seller, mailbox: user)]
                } ?? []
            let sandbox = Sandbox(options: options)
            try await sandbox.start()
            await introduce(sandbox)
            await stay(sandbox)
        }
    }

    /// The same with a mailbox, for a set-up by hand.
    private func tryOut(_ directory: String) async throws {
        guard DovecotServer.isAvailable else {
            complain("--mailbox needs dovecot-imapd, dovecot-lmtpd, dovecot-submissiond and openssl")
            throw ExitStatus.unavailable
        }
        let place = try await DemoPlace.open(password: "demo-secret", httpPort: httpPort, smtpPort: smtpPort)
        let tryOut = TryOut(place: place, directory: directory)
        try await tryOut.write()
        await introduce(place.sandbox)
        say(tryOut.text)
        await stay(place.sandbox)
    }

    private func introduce(_ sandbox: Sandbox) async {
        say("page       \(await sandbox.pageURL)")
        for marketplace in SandboxMarketplace.allCases {
            let settings = await sandbox.settings(of: marketplace)
            guard !settings.isEmpty else { continue }
            let shown = settings.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            let blanks = String(repeating: " ", count: max(1, 11 - marketplace.rawValue.count))
            say(marketplace.rawValue + blanks + shown)
        }
        say("smtp       127.0.0.1:\(await sandbox.smtpPort)")
    }

    private func stay(_ sandbox: Sandbox) async {
        say("Stop with Ctrl-C.")
        await stopRequest { await sandbox.waitUntilQuit() }
        await sandbox.stop()
    }
}
