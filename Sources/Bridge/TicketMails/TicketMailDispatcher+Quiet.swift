import Domain
import IMAPClient
import Logging
import Store

/// Receipts without a mail: a keyword on the mails that the agent sees anyway.
extension TicketMailDispatcher {
    /// On a ticket mail, and on the agent's own, whose answer stands at the marketplace.
    static let sentKeyword = "$mb_sent"

    /// Whether the keyword says what the receipt would. False where the answered mail is gone from its folder, the folder
    /// keeps no keywords, or the server fails: then the receipt is written like any other.
    func isSaidByKeyword(_ receipt: TicketMail, over connection: MailboxConnection) async -> Bool {
        guard receipt.isQuiet, let sent = Flag(Self.sentKeyword) else { return false }
        do {
            guard let outbox = receipt.outbox, let entry = try await context.store.outboxEntry(outbox),
                let answered = entry.answeredMessageID,
                let mail = try await context.store.ticketMail(messageID: answered)
            else { return false }
            let folder = try await connection.mailbox(named: mail.folder)
            let missed = try await mark([.answered, sent], answered, in: folder, over: connection)
            guard let missed, !missed.contains(sent) else { return false }
            if let own = entry.replyMessageID { await markOwn(own, sent) }
            return true
        } catch {
            context.note(.debug, .ticketMailPostponed, ticket: receipt.ticket, ["reason": "keyword: \(error)"])
            return false
        }
    }

    /// The agent's own mail, wherever the bridge has seen it. A comfort: a failure costs nothing else.
    private func markOwn(_ messageID: String, _ sent: Flag) async {
        do {
            for place in try await context.store.places(ofMessageID: messageID) {
                guard let connection = connections[place.account] else { continue }
                for folder in try await connection.mailboxes(writtenAs: place.folder) {
                    _ = try await mark([sent], messageID, in: folder, over: connection)
                }
            }
        } catch {
            context.note(.debug, .ticketMailPostponed, ["reason": "keyword on the agent's mail: \(error)"])
        }
    }

    /// Nil if the mail or its folder is not there, else the flags that the folder does not keep.
    private func mark(
        _ flags: [Flag], _ messageID: String, in folder: MailboxName, over connection: MailboxConnection
    ) async throws(IMAPError) -> [Flag]? {
        do throws(IMAPError) {
            let found = try await connection.find(messageID: messageID, in: folder)
            guard !found.uids.isEmpty else { return nil }
            return try await connection.add(flags, to: UIDSet(found.uids), in: folder, uidValidity: found.uidValidity)
        } catch {
            guard error.kind == .noSuchFolder else { throw error }
            return nil
        }
    }
}
