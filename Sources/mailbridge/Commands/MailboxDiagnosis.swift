import Configuration
import Domain
import IMAPClient
import MIME
import Replies
import Routing
import Transport

/// What `doctor` says about one mailbox: everything that an admin would want to know before the first mail is lost.
struct MailboxDiagnosis {
    private let mailbox: MailboxSettings
    private let account: IMAPAccount
    private let judgesProof: Bool
    private var findings: [DoctorFinding] = []

    private init(_ mailbox: MailboxSettings, _ account: IMAPAccount, judgesProof: Bool) {
        self.mailbox = mailbox
        self.account = account
        self.judgesProof = judgesProof
    }

    /// Without `judgesProof` it is left open whose Authentication-Results are believed.
    static func findings(
        _ mailbox: MailboxSettings, _ account: IMAPAccount, now: Timestamp, judgesProof: Bool = true
    ) async -> [DoctorFinding] {
        var diagnosis = MailboxDiagnosis(mailbox, account, judgesProof: judgesProof)
        async let certificate = DoctorFinding.certificate(
            "mailbox", "\(mailbox.name) tls", of: account.server, speaking: .imap, now: now)
        await diagnosis.checkServer()
        return [await certificate].compactMap(\.self) + diagnosis.findings
    }

    private mutating func tell(_ topic: String, ok: Bool, _ detail: String, cure: String? = nil) {
        findings.append(DoctorFinding("mailbox", "\(mailbox.name) \(topic)", ok: ok, detail, cure: cure))
    }

    private mutating func checkServer() async {
        do {
            let session = try await account.connect()
            let capabilities = await session.capabilities
            tell("login", ok: true, "login ok (\(mailbox.login.method.rawValue))")
            for alert in await session.alerts {
                tell("alert", ok: false, "the server says: \(alert)", cure: "read it, and do what it asks for")
            }
            tellAbilities(capabilities)
            if judgesProof { tellProof() }
            do {
                try await checkFolders(session)
                for report in try await session.quota(of: .inbox) { tell(report) }
            } catch  where error.kind != .cancelled {
                tell("folders", ok: false, error.description, cure: DoctorCommand.cure(error))
            }
            await session.logout()
        } catch {
            // Whoever broke it off says so.
            if error.kind == .cancelled { return }
            tell("login", ok: false, error.description, cure: DoctorCommand.loginCure(error, at: account.server))
        }
    }

    /// What matters, and how we get along without.
    private static let abilities: [(name: String, without: String)] = [
        ("IDLE", "mails are noticed when the folder is looked at, not when they come"),
        ("UIDPLUS", "moved mails stay in the inbox, marked as deleted; new ones are found by their Message-ID"),
        ("MOVE", "mails are copied and deleted"),
        ("QRESYNC", "after a break the folder is searched"),
        ("NOTIFY", "one connection for each watched folder"),
        ("MULTIAPPEND", "ticket mails are written one by one"),
        ("SPECIAL-USE", "the roles of folders are guessed from their names"),
    ]

    private mutating func tellAbilities(_ capabilities: Capabilities) {
        let known = Self.abilities.filter { capabilities.contains($0.name) }.map(\.name)
        let missing = Self.abilities.filter { !capabilities.contains($0.name) }
        tell(
            "abilities", ok: true,
            ([known.joined(separator: " ")].filter { !$0.isEmpty }
                + missing.map { "without \($0.name) \($0.without)" }).joined(separator: "; "))
        if let limit = capabilities.appendLimit, limit < 20 << 20 {
            tell(
                "size", ok: false, "takes mails up to \(limit >> 20) MB",
                cure: "raise the limit: a ticket with a buyer's photographs may be larger")
        }
    }

    private mutating func checkFolders(_ session: IMAPSession) async throws(IMAPError) {
        let folders = try await session.list()
        let roles = folders.compactMap { folder in folder.likelyRole.map { "\(folder.name) = \($0)" } }
        tell(
            "folders", ok: true,
            "\(folders.count) folders" + (roles.isEmpty ? "" : ": " + roles.joined(separator: ", ")))
        var arrived: [Message] = []
        for folder in mailbox.watch + [mailbox.sent].compactMap({ $0 }) {
            do throws(IMAPError) {
                let name = try await session.folder(MailboxName(folder.description))
                let selected = try await session.select(name, readOnly: true)
                if folder != mailbox.sent { arrived += try await newest(selected, session) }
                tell(
                    folder.description, ok: selected.hasStickyUIDs,
                    "\(selected.exists) mails, UIDVALIDITY \(selected.uidValidity)",
                    cure: selected.hasStickyUIDs
                        ? nil
                        : "unsuitable: the server's UIDs do not last from one connection to the next, so that mails may be"
                            + " passed over or read twice. Watch a folder of a server that keeps them")
            } catch {
                guard error.kind == .noSuchFolder || error.kind == .refused else { throw error }
                let near = folders.map(\.name.text).filter {
                    $0.lowercased().hasSuffix(folder.description.lowercased())
                }
                tell(
                    folder.description, ok: false, error.description,
                    cure: near.isEmpty ? DoctorCommand.cure(error) : "is it \(near.joined(separator: " or "))?")
            }
        }
        tellHosts(arrived)
    }

    /// The last few mails of the open folder.
    private func newest(_ folder: SelectedMailbox, _ session: IMAPSession) async throws(IMAPError) -> [Message] {
        guard folder.exists > 0 else { return [] }
        let next = folder.uidNext.number
        let uids = try await session.uids(from: next > Self.span ? UID(next - Self.span) : .first)
        return try await session.fetchAll(uids.suffix(Self.sample)).compactMap { item in
            if case .mail(let mail) = item { Message(parsing: mail.bytes) } else { nil }
        }
    }

    /// UIDs among which the newest mails are looked for, and how many of these are read.
    private static let span: UInt32 = 500
    private static let sample = 5

    private mutating func tellHosts(_ mails: [Message]) {
        guard let host = mailbox.authservID else { return }
        let check = TrustedHostCheck(mails, host: host)
        guard check.isContradicted else { return }
        tell(
            "authserv_id", ok: false,
            "believes \(host), but the newest mails have \(check.seen.joined(separator: ", ")) on top",
            cure:
                "set authserv_id to the name that your own server writes; otherwise no notification and no reply is accepted"
        )
    }

    private mutating func tell(_ report: QuotaReport) {
        for resource in report.resources where resource.limit > 0 {
            let percent = Int(min(999, Double(resource.used) / Double(resource.limit) * 100))
            let unit = resource.name == "STORAGE" ? "KiB" : resource.name == "MESSAGE" ? "mails" : resource.name
            tell(
                "quota", ok: percent < 90, "\(percent) % of \(resource.limit) \(unit) used",
                cure: percent < 90 ? nil : "make room: a full mailbox takes no ticket mails")
        }
    }

    private mutating func tellProof() {
        let believes = mailbox.authservID != nil
        tell(
            "proof", ok: believes,
            believes ? "believes \(mailbox.authservID ?? "")" : "believes no Authentication-Results",
            cure: believes
                ? nil
                : "set authserv_id to the name in your server's Authentication-Results fields; without it no notification"
                    + " and no reply is accepted")
    }
}
