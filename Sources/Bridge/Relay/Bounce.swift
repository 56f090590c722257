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

    /// The ticket's wait if that answer is taken away: its thread waits since the oldest message behind the answer before it,
    /// the others as before.
    func wait(without entry: OutboxEntry) async throws -> TicketWait {
        let own = Set([entry.remoteID, RemoteMessageID("outbox:\(entry.id)")])
        let messages = try await context.store.messages(of: ticket.id).filter { !own.contains($0.remoteID) }
        return TicketWait(
            of: ticket, among: messages,
            reviving: { $0.thread == nil || $0.thread == entry.thread ?? ticket.thread },
            prompt: account.answeringMachine, counts: account.rules(of: ticket, at: context.now()).counts)
    }

    /// Adds the ticket's wait, and then what ``report(_:in:)`` does. A wait that the same mail is news of merges with it.
    func takeBack(_ entry: OutboxEntry, in intake: inout Intake) async throws {
        let known: Timestamp? = intake.ticketUpdate?.waitingSince ?? nil
        let since = [try await wait(without: entry).since, known].compactMap(\.self).min()
        let due = since.map { account.due(since: $0, of: ticket) }
        var update = intake.ticketUpdate ?? TicketUpdate()
        update.state = .open
        update.waitingSince = .some(since)
        update.deadline = .some(due?.time)
        update.isExplicitDeadline = due?.isExplicit ?? false
        intake.ticketUpdate = update
        try report(entry, in: &intake)
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
