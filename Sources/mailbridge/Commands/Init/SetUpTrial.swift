import Configuration
import Domain
import Glibc
import IMAPClient
import MIME
import Marketplaces
import Routing
import Transport

/// Tries what is known so far, with the same looks as `doctor`.
struct SetUpTrial {
    private let configuration: Configuration
    /// Of the service for which it is set up, if that has a unit.
    private let sight: ServiceSight?
    private let progress: @Sendable (String) -> Void

    init(
        _ configuration: Configuration, in place: SetUpPlan.Place, progress: @escaping @Sendable (String) -> Void
    ) {
        self.configuration = configuration
        sight = SetUpOwner.ofService(in: place).map(ServiceSight.init)
        self.progress = progress
    }

    func findings(of step: SetUpQuestion.Step) async -> [DoctorFinding] {
        let http = HTTPClient(HTTPClientOptions(userAgent: "mailbridge/\(Mailbridge.version)"))
        defer { http.shutdown() }
        let accounts = MailAccounts(configuration, http, look: MailAccounts.Look())
        switch step {
        case .language, .proof, .agents: return []
        case .mailbox:
            guard let (mailbox, account) = accounts.mailboxes.first else { return [] }
            progress("Trying \(mailbox.server.host) …")
            let check = DoctorCheck("mailbox", mailbox.name) {
                await MailboxDiagnosis.findings(mailbox, account, now: systemTime(), judgesProof: false)
            }
            return await check.findings()
                + [sight?.finding(mailbox.server.caFile, "mailbox", mailbox.name)].compactMap(\.self)
        case .submission:
            guard let client = accounts.submission, let settings = configuration.submission else { return [] }
            progress("Trying \(settings.server.host) …")
            return [await DoctorCommand.submission(settings, client)]
                + [sight?.finding(settings.server.caFile, "submission", settings.server.host)].compactMap(\.self)
        case .marketplace(let index):
            guard configuration.marketplaces.indices.contains(index) else { return [] }
            let marketplace = configuration.marketplaces[index]
            progress("Trying \(marketplace.name) …")
            return await DoctorCommand.marketplace(marketplace, http, accounts.submission)
                + [sight?.finding(marketplace.caFile, "marketplace", marketplace.name.text)].compactMap(\.self)
        }
    }

    /// How many of the newest mails are looked at, and how many of them have to agree.
    private static let sample = 20
    private static let quorum = 3

    /// What the topmost Authentication-Results fields of the newest mails name, if all of them agree.
    func authservID() async -> String? {
        let http = HTTPClient(HTTPClientOptions(userAgent: "mailbridge/\(Mailbridge.version)"))
        defer { http.shutdown() }
        guard
            let (mailbox, account) = MailAccounts(configuration, http, look: MailAccounts.Look()).mailboxes
                .first,
            let folder = mailbox.watch.first
        else { return nil }
        var hosts: [String] = []
        do {
            let session = try await account.connect()
            _ = try await session.select(MailboxName(folder.description), readOnly: true)
            let uids = try await session.uids(from: .first).suffix(Self.sample)
            for item in try await session.fetchAll(Array(uids)) {
                guard case .mail(let mail) = item else { continue }
                let fields = Message(parsing: mail.bytes).header.fields
                let topmost = fields.first { $0.name.lowercased() == "authentication-results" }
                if let host = topmost?.authenticationResults?.host { hosts.append(host) }
            }
            await session.logout()
        } catch {
            // The login's own test tells why.
            return nil
        }
        guard hosts.count >= Self.quorum, Set(hosts.map { $0.lowercased() }).count == 1 else { return nil }
        return hosts.first
    }
}
