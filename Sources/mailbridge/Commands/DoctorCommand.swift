import ArgumentParser
import Configuration
import Domain
import IMAPClient
import LocalListener
import Marketplaces
import Routing
import Store
import Transport

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Try every connection, read-only: one line each, with the cure.",
        discussion: "Exit code 1 if something is wrong. With --probe one mail is sent, to your own mailbox.")

    @OptionGroup var config: ConfigurationOption
    @ArgumentParser.Flag(help: "One JSON object a line.") var json = false
    @ArgumentParser.Flag(help: "Show on standard error what is said over IMAP, without contents and secrets.")
    var trace = false
    @ArgumentParser.Flag(
        help: "Also send each mailbox a mail with forged Authentication-Results, to see whether they are taken out.")
    var probe = false

    func run() async throws {
        try await reportingErrors {
            let configuration = try config.load()
            var isWell = true
            func tell(_ finding: DoctorFinding) throws {
                isWell = isWell && finding.ok
                if json { try sayJSON(finding) } else { sayRow(finding.columns) }
            }
            try tell(store(configuration))
            if let room = DoctorFinding.room(besides: configuration.store.path) { try tell(room) }
            let http = HTTPClient(HTTPClientOptions(userAgent: "mailbridge/\(Mailbridge.version)"))
            let accounts = MailAccounts(configuration, http, trace: trace ? .onStandardError() : nil)
            for (mailbox, account) in accounts.mailboxes {
                for finding in await MailboxDiagnosis.findings(mailbox, account, now: systemTime()) {
                    try tell(finding)
                }
            }
            if let client = accounts.submission, let settings = configuration.submission {
                try tell(await Self.submission(settings, client))
                if let certificate = await DoctorFinding.certificate(
                    "submission", "\(settings.server.host) tls", of: client.server, speaking: .smtp, now: systemTime())
                {
                    try tell(certificate)
                }
                for (mailbox, account) in accounts.mailboxes where probe {
                    // Nobody's fields are believed there.
                    guard let host = mailbox.authservID else { continue }
                    let probe = ForgedResultsProbe(
                        mailbox: mailbox, account: account, host: host, client: client, sender: settings.from)
                    try tell(await probe.finding())
                }
            }
            if let settings = configuration.lmtp {
                try tell(.place("lmtp", ListenerSettings(settings).place, taken: "takes mails"))
            }
            for (kind, settings) in [
                ("web", configuration.web.map(ListenerSettings.init)),
                ("metrics", configuration.metrics.map(ListenerSettings.init)),
            ] {
                guard let settings else { continue }
                try tell(.place(kind, settings.place, taken: "somebody answers: the service, if it runs"))
            }
            for marketplace in configuration.marketplaces {
                let settings = marketplace.keepingTokens(besides: configuration.store.path)
                for finding in await Self.marketplace(settings, http, accounts.submission) { try tell(finding) }
                if let certificate = await DoctorFinding.certificate(of: marketplace, now: systemTime()) {
                    try tell(certificate)
                }
            }
            http.shutdown()
            if !isWell { throw ExitStatus.finding }
        }
    }

    private func store(_ configuration: Configuration) -> DoctorFinding {
        let path = configuration.store.path
        do {
            try SQLiteStore(path: path).close()
            let disk = DiskEncryption(of: path)
            let isDemanded = configuration.marketplaces.contains { $0.connector == .amazon }
            return DoctorFinding(
                "store", path, ok: true, "opens; \(disk.rawValue)",
                cure: disk == .plain && isDemanded ? "Amazon demands encryption at rest: put it on LUKS" : nil)
        } catch {
            return DoctorFinding(
                "store", path, ok: false, error.detail, cure: "the directory must exist and be writable for this user")
        }
    }

    static func submission(_ submission: SubmissionSettings, _ client: SMTPClient) async -> DoctorFinding {
        let name = submission.server.host
        do {
            try await client.check()
            return DoctorFinding("submission", name, ok: true, submission.login == nil ? "connects" : "login ok")
        } catch {
            return DoctorFinding("submission", name, ok: false, error.description, cure: Self.cure(error))
        }
    }

    /// Whether it answers us, and what its answers say of our clock.
    static func marketplace(
        _ marketplace: MarketplaceSettings, _ http: HTTPClient, _ smtp: SMTPClient?
    ) async -> [DoctorFinding] {
        let mode = marketplace.mode == .shadow ? ", shadow: nothing is posted" : ""
        let name = marketplace.name.text
        let clocks = ClockComparison()
        var findings: [DoctorFinding] = []
        do {
            let connector = try makeConnector(marketplace, http: http, smtp: smtp, comparing: clocks)
            findings.append(DoctorFinding("marketplace", name, ok: true, try await connector.probe() + mode))
        } catch {
            findings.append(
                DoctorFinding("marketplace", name, ok: false, error.description, cure: Self.cure(error)))
        }
        if let clock = DoctorFinding.clock(clocks, of: name) { findings.append(clock) }
        return findings
    }

    private static func cure(_ error: TransportError) -> String {
        switch error.kind {
        case .credentials: Self.passwordCure
        case .certificate, .tls, .configuration: Self.certificateCure
        case .resolve, .connect, .timeout, .connectionLost, .unavailable: Self.reachCure
        default: "see the server's answer"
        }
    }

    private static let passwordCure = "check user and password; some hosts want a password of its own for applications"
    private static let certificateCure = "check url and ca_file: host name, port and certificate must fit together"
    private static let reachCure = "is the server up, and reachable from this machine?"

    static func cure(_ error: IMAPError) -> String {
        switch error.kind {
        case .credentials: Self.passwordCure
        case .configuration: Self.certificateCure
        case .noSuchFolder: "check watch: the folder's full name, as the server spells it or with / between its levels"
        case .network, .unavailable: Self.reachCure
        default: "see the server's answer"
        }
    }

    private static func cure(_ error: ConnectorError) -> String {
        switch error.kind {
        case .credentials: "make a new key in the marketplace's portal and put it where the configuration says"
        case .forbidden: "the key's user lacks the right to read and answer messages"
        case .notFound: "check url and shop_id"
        case .unavailable: "check url and ca_file; is the address reachable from this machine?"
        case .unsupported: "see the list of connectors in the manual"
        default: "see the marketplace's answer"
        }
    }
}
