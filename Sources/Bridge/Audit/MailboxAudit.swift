public import IMAPClient
public import Store

/// Compares a watched folder with what the store says of it: each mail that lies there and was passed must have an
/// outcome.
public struct MailboxAudit: Sendable {
    let account: IMAPAccount
    let store: any TicketStore

    public init(account: IMAPAccount, store: any TicketStore) {
        self.account = account
        self.store = store
    }

    public func findings(in folder: String) async throws -> [AuditFinding] {
        let session = try await account.connect()
        let selected = try await session.select(try await session.folder(MailboxName(folder)), readOnly: true)
        let present = try await session.uids(from: .first)
        await session.logout()
        let validity = selected.uidValidity.number
        guard let seen = try await store.seenUIDs(account: account.name, folder: folder, uidValidity: validity) else {
            return [AuditFinding(rule: "folder-is-known", detail: "\(account.name)/\(folder) was never read")]
        }
        return present.map(\.number).filter { seen.range.contains($0) && !seen.decided.contains($0) }.map { uid in
            AuditFinding(rule: "mail-has-an-outcome", detail: "\(account.name)/\(folder)/\(validity)/\(uid)")
        }
    }
}
