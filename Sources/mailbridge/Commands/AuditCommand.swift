import ArgumentParser
import Bridge
import Configuration
import FoundationEssentials
import Glibc
import IMAPClient
import Marketplaces
import Routing
import Store
import Transport

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Prove that no mail was lost and no answer went out twice.",
        discussion: """
            Checks the store, and with --online also that each mail that the watched folders hold since the first run \
            has an outcome. Exit code 0: no exceptions; 1: one line per exception; anything else: it could not be checked. With \
            --json the last object sums up and has no "rule".
            """)

    @OptionGroup var store: StoreOption
    @ArgumentParser.Flag(help: "Compare with the mailboxes too.") var online = false
    @ArgumentParser.Flag(help: "No fault where the service has never run: neither the store nor its lock is there.")
    var unlessNew = false

    private struct Shown: Encodable {
        var rule: String
        var detail: String
    }

    private struct Sum: Encodable {
        var exceptions: Int
        var mails: Int
        var tickets: Int
        var ticketMails: Int
        var posts: [String: Int]

        enum CodingKeys: String, CodingKey {
            case exceptions, mails, tickets, posts
            case ticketMails = "ticket_mails"
        }
    }

    func run() async throws {
        try await reportingErrors {
            if unlessNew, try hasNeverRun() { return complain("no store yet: the service has never run") }
            let database = try store.open()
            let report = try await database.audit(at: systemTime())
            var findings = report.findings
            if online { findings += try await missing(in: database) }
            for finding in findings {
                if store.json {
                    try sayJSON(Shown(rule: finding.rule, detail: finding.detail))
                } else {
                    sayRow([finding.rule, finding.detail])
                }
            }
            let mails = report.outcomes.values.reduce(0, +)
            if store.json {
                try sayJSON(
                    Sum(
                        exceptions: findings.count, mails: mails, tickets: report.tickets,
                        ticketMails: report.ticketMails, posts: report.posts))
            } else {
                let posts = report.posts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
                say(
                    "\(mails) mails, \(report.tickets) tickets, \(report.ticketMails) ticket mails, posts: "
                        + (posts.isEmpty ? "none" : posts.joined(separator: ", "))
                        + (findings.isEmpty ? "; no exceptions" : "; \(findings.count) exceptions"))
            }
            if !findings.isEmpty { throw ExitStatus.finding }
        }
    }

    /// A store that was lost is told all the same: its lock, which is never removed, lies there still.
    private func hasNeverRun() throws -> Bool {
        let path = try store.config.check().offline.store.path
        let traces: [String] = [path, InstanceLock.file(besides: path)]
        return traces.allSatisfy { access($0, F_OK) != 0 && errno == ENOENT }
    }

    /// Mails on the server that were passed over.
    private func missing(in database: any TicketStore) async throws -> [AuditFinding] {
        let configuration = try store.config.load()
        let http = HTTPClient(HTTPClientOptions(userAgent: "mailbridge/\(Mailbridge.version)"))
        defer { http.shutdown() }
        var findings: [AuditFinding] = []
        for (mailbox, account) in MailAccounts(configuration, http).mailboxes {
            for folder in mailbox.watch + [mailbox.sent].compactMap({ $0 }) {
                findings += try await MailboxAudit(account: account, store: database)
                    .findings(in: folder.description)
            }
        }
        return findings
    }
}
