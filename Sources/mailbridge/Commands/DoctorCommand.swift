import ArgumentParser
import Configuration
import Domain
import Glibc
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
            for finding in await Self.missingNames(configuration) { try tell(finding) }
            if let room = DoctorFinding.room(besides: configuration.store.path) { try tell(room) }
            let http = HTTPClient(HTTPClientOptions(userAgent: "mailbridge/\(Mailbridge.version)"))
            let trace = trace ? ProtocolTrace.onStandardError() : nil
            let accounts = MailAccounts(configuration, http, trace: trace, look: MailAccounts.Look())
            try await Self.sideBySide(checks(configuration, accounts, http)) { try tell($0) }
            http.shutdown()
            if !isWell { throw ExitStatus.finding }
        }
    }

    /// What asks somebody else, and may have to wait for him.
    private func checks(
        _ configuration: Configuration, _ accounts: MailAccounts, _ http: HTTPClient
    ) -> [DoctorCheck] {
        var checks = accounts.mailboxes.map { mailbox, account in
            DoctorCheck("mailbox", mailbox.name) {
                await MailboxDiagnosis.findings(mailbox, account, now: systemTime())
            }
        }
        if let client = accounts.submission, let settings = configuration.submission {
            checks.append(
                DoctorCheck("submission", settings.server.host) {
                    async let login = Self.submission(settings, client)
                    let certificate = await DoctorFinding.certificate(
                        "submission", "\(settings.server.host) tls", of: client.server, speaking: .smtp,
                        now: systemTime())
                    return [await login] + [certificate].compactMap(\.self)
                })
        }
        if probe {
            for (mailbox, account) in accounts.mailboxes {
                checks.append(
                    forgedResults(mailbox, account, accounts.submission, from: configuration.submission?.from))
            }
        }
        checks.append(DoctorCheck("places", "of the service") { Self.places(configuration) })
        for marketplace in configuration.marketplaces {
            let settings = marketplace.keepingTokens(besides: configuration.store.path)
            let smtp = accounts.submission
            checks.append(
                DoctorCheck("marketplace", marketplace.name.text) {
                    async let findings = Self.marketplace(settings, http, smtp)
                    let certificate = await DoctorFinding.certificate(of: marketplace, now: systemTime())
                    return await findings + [certificate].compactMap(\.self)
                })
        }
        return checks
    }

    /// Whoever asks for a probe is told where there is none.
    private func forgedResults(
        _ mailbox: MailboxSettings, _ account: IMAPAccount, _ client: SMTPClient?, from sender: EmailAddress?
    ) -> DoctorCheck {
        let name = "\(mailbox.name) forged-results"
        func missing(_ detail: String, _ cure: String) -> DoctorCheck {
            DoctorCheck("mailbox", name) { [DoctorFinding("mailbox", name, ok: false, detail, cure: cure)] }
        }
        guard let host = mailbox.authservID else {
            return missing(
                "not probed: without authserv_id no Authentication-Results field is believed, and no agent is proven by one",
                "set authserv_id to the name that the mail server begins these fields with")
        }
        guard let client, let sender else {
            return missing(
                "not probed: without [submission] the sample cannot be sent",
                "add [submission], if only for the probe; or send the mailbox a mail with a forged field from outside")
        }
        let probe = ForgedResultsProbe(mailbox: mailbox, account: account, host: host, client: client, sender: sender)
        return DoctorCheck("mailbox", name, limit: ForgedResultsProbe.limit) { [await probe.finding()] }
    }

    /// Where the service listens.
    private static func places(_ configuration: Configuration) -> [DoctorFinding] {
        let taken = "somebody answers: the service, if it runs"
        let all: [(String, ListenerSettings?, String)] = [
            ("lmtp", configuration.lmtp.map(ListenerSettings.init), "takes mails"),
            ("web", configuration.web.map(ListenerSettings.init), taken),
            ("metrics", configuration.metrics.map(ListenerSettings.init), taken),
        ]
        return all.compactMap { kind, settings, taken in settings.map { .place(kind, $0.place, taken: taken) } }
    }

    /// Carries out all checks at the same time, so that one silent server does not hold up the rest; tells of each in its
    /// turn, as soon as those before it have ended.
    private static func sideBySide(_ checks: [DoctorCheck], tell: (DoctorFinding) throws -> Void) async throws {
        try await withThrowingTaskGroup(of: (place: Int, findings: [DoctorFinding]).self) { group in
            for (place, check) in checks.enumerated() { group.addTask { (place, await check.findings()) } }
            var ended: [Int: [DoctorFinding]] = [:]
            var next = 0
            for try await (place, findings) in group {
                ended[place] = findings
                while let findings = ended.removeValue(forKey: next) {
                    for finding in findings { try tell(finding) }
                    next += 1
                }
            }
        }
    }

    private func store(_ configuration: Configuration) -> DoctorFinding {
        let path = configuration.store.path
        let isThere = access(path, F_OK) == 0
        do throws(StoreError) {
            // One that doctor made might belong to another user than the service's.
            if isThere {
                try SQLiteStore(path: path, creating: false).close()
            } else if access(directory(of: path), W_OK | X_OK) != 0 {
                throw StoreError(.unusable, "\(path): \(String(cString: strerror(errno)))")
            }
            let disk = DiskEncryption(of: isThere ? path : directory(of: path))
            let isDemanded = configuration.marketplaces.contains { $0.connector == .amazon }
            return DoctorFinding(
                "store", path, ok: true,
                "\(isThere ? "opens" : "is not there yet: the service makes it at its first start"); \(disk.rawValue)",
                cure: disk == .plain && isDemanded ? "Amazon demands encryption at rest: put it on LUKS" : nil)
        } catch {
            return DoctorFinding("store", path, ok: false, error.detail, cure: Self.cure(error, of: path))
        }
    }

    /// Names under which the store waits for work, and which the configuration has no more. Of a store that cannot be read
    /// ``store(_:)`` tells.
    private static func missingNames(_ configuration: Configuration) async -> [DoctorFinding] {
        let path = configuration.store.path
        guard access(path, F_OK) == 0 else { return [] }
        do throws(StoreError) {
            let store = try SQLiteStore(path: path, creating: false)
            let stored = try await store.storedNames()
            try store.close()
            return MissingNames(stored, in: configuration).findings
        } catch {
            return []
        }
    }

    static func submission(_ submission: SubmissionSettings, _ client: SMTPClient) async -> DoctorFinding {
        let name = submission.server.host
        do {
            try await client.check()
            return DoctorFinding("submission", name, ok: true, submission.login == nil ? "connects" : "login ok")
        } catch {
            return DoctorFinding(
                "submission", name, ok: false, error.description, cure: Self.cure(error, at: client.server))
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
                DoctorFinding(
                    "marketplace", name, ok: false, error.description, cure: Self.cure(error, at: marketplace.url)))
        }
        if let clock = DoctorFinding.clock(clocks, of: name) { findings.append(clock) }
        return findings
    }
}
