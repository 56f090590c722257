import Bridge
import IMAPClient
import Marketplaces
import Store

/// What lies in the mailboxes of what the store holds of somebody, as far as the store knows; each mail once.
struct MailboxCopies {
    let named: [FoundCopy]
    /// Kept mails that came in without a Message-ID: known by their numbers only.
    let numbered: [MailKey]

    init(of found: FoundData, in store: any TicketStore) async throws {
        var named: Set<FoundCopy> = []
        for holding in found.holdings { named.formUnion(try await store.copies(of: holding.ticket.id)) }
        var numbered: Set<MailKey> = []
        for mail in found.mails where mail.mail.isOnServer {
            let copies = try await store.copies(of: mail)
            if copies.isEmpty { numbered.insert(mail.mail) }
            named.formUnion(copies)
        }
        self.named = named.sorted { Self.order($0) < Self.order($1) }
        self.numbered = numbered.sorted { $0.description < $1.description }
    }

    private static func order(_ copy: FoundCopy) -> (String, String, String) {
        (copy.place.account, copy.place.folder, copy.messageID)
    }

    /// One line for each folder.
    var places: [String] {
        let folders = named.map { ($0.place.account, $0.place.folder) } + numbered.map { ($0.account, $0.folder) }
        return Set(folders.map { "mails about it: mailbox \($0.0), folder \($0.1)" }).sorted()
    }

    /// Takes out what is known by its number, as long as its folder is numbered as it was; returns what that is not true of.
    func eraseNumbered(
        _ connections: [String: MailboxConnection], _ report: inout MailboxErasure.Report
    ) async throws(IMAPError) -> [String] {
        var lost: [String] = []
        for mail in numbered {
            guard let connection = connections[mail.account] else {
                report.unreached[mail.account, default: 0] += 1
                continue
            }
            let (uids, validity) = (UIDSet(UID(mail.uid)), UIDValidity(mail.uidValidity))
            do throws(IMAPError) {
                let folder = try await connection.folder(MailboxName(mail.folder))
                guard try await !connection.fetch(uids, in: folder, uidValidity: validity).isEmpty else { continue }
                let isGone = try await connection.delete(uids, in: folder, uidValidity: validity)
                if isGone { report.erased += 1 } else { report.marked += 1 }
            } catch {
                switch error.kind {
                case .noSuchFolder: continue
                case .uidValidityChanged:
                    lost.append(
                        "a mail without a Message-ID: mailbox \(mail.account), folder \(mail.folder), which was numbered anew"
                    )
                default: throw error
                }
            }
        }
        return lost
    }
}
