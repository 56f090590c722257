import Domain
import Store

/// An answer that was taken and did not arrive after all counts as never given.
struct Bounce: Sendable {
    let context: BridgeContext
    let account: Account
    let ticket: Ticket

    init(_ context: BridgeContext, _ account: Account, _ ticket: Ticket) {
        self.context = context
        self.account = account
        self.ticket = ticket
    }

    /// Since when the buyer waits if that answer is taken away: the oldest message behind the answer before it.
    func waitingSince(without entry: OutboxEntry) async throws -> Timestamp? {
        let own = Set([entry.remoteID, RemoteMessageID("outbox:\(entry.id)")])
        let messages = try await context.store.messages(of: ticket.id).filter { !own.contains($0.remoteID) }
        let answered = messages.lastIndex { $0.role == .seller } ?? -1
        return messages[(answered + 1)...].first { $0.role == .buyer }?.createdAt
    }

    /// Adds the change of the entry, the mail to the agent and the journal's line.
    func report(_ entry: OutboxEntry, in intake: inout Intake) throws {
        let composer = context.composer(account, ticket, answering: entry)
        var mail = try composer.bounce(entry, folder: context.folder(of: ticket))
        mail.outbox = entry.id
        intake.ticketMails.append(mail)
        intake.outboxChanges.append(.bounce(id: entry.id, reason: "undelivered"))
        intake.journal.append(
            JournalEntry(at: context.now(), event: Event.postBounced.rawValue, ticket: ticket.id, outbox: entry.id))
    }
}
