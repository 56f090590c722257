import Domain
import MIME
import Store

/// Turns the result of a post into everything that follows from it: the mail to the agent, the ticket's state, the journal.
struct PostReport: Sendable {
    let context: BridgeContext
    let ticket: Ticket

    init(_ context: BridgeContext, _ ticket: Ticket) {
        self.context = context
        self.ticket = ticket
    }

    func confirmed(
        _ entry: OutboxEntry, _ remoteID: RemoteMessageID?, _ time: Timestamp
    ) throws(WriteError) -> PostOutcome {
        var outcome = PostOutcome(entry: entry.id, result: .confirmed(remoteID: remoteID, at: time))
        outcome.ticketUpdate = TicketUpdate(state: .pending, waitingSince: .some(nil), deadline: .some(nil))
        outcome.journal = journal(.postConfirmed, entry, remoteID?.text)
        let isRelay = entry.relay != nil
        outcome.ticketMail = try composer(entry)?.receipt(
            entry, remoteID: remoteID, at: time, isRelay: isRelay, folder: folder)
        return outcome
    }

    func failed(_ entry: OutboxEntry, _ reason: String) throws(WriteError) -> PostOutcome {
        var outcome = PostOutcome(entry: entry.id, result: .failed(reason: reason))
        outcome.journal = journal(.postRefused, entry, reason)
        outcome.ticketMail = try composer(entry)?.failure(entry, reason: reason, folder: folder)
        return outcome
    }

    func postponed(
        _ entry: OutboxEntry, until: Timestamp, reason: String, tellsAgent: Bool
    ) throws(WriteError) -> PostOutcome {
        var outcome = PostOutcome(entry: entry.id, result: .postponed(until: until, reason: reason))
        if tellsAgent { outcome.ticketMail = try composer(entry)?.delay(entry, reason: reason, folder: folder) }
        return outcome
    }

    func uncertain(_ entry: OutboxEntry, until: Timestamp, reason: String) -> PostOutcome {
        PostOutcome(entry: entry.id, result: .uncertain(until: until, reason: reason))
    }

    func needsPerson(_ entry: OutboxEntry) throws(WriteError) -> PostOutcome {
        var outcome = PostOutcome(entry: entry.id, result: .held(reason: OutboxDispatcher.outcomeUnknown))
        outcome.journal = journal(.postHeld, entry, OutboxDispatcher.outcomeUnknown)
        outcome.ticketMail = try composer(entry)?.uncertain(entry, folder: folder)
        return outcome
    }

    /// Released or left over where the marketplace is not live.
    func shadowed(_ entry: OutboxEntry) throws(WriteError) -> PostOutcome {
        var outcome = PostOutcome(entry: entry.id, result: .held(reason: "shadow"))
        outcome.journal = journal(.postHeld, entry, "shadow")
        outcome.ticketMail = try composer(entry)?.shadowed(entry, folder: folder)
        return outcome
    }

    private var folder: String { context.folder(of: ticket) }

    /// Writes in the language of the agent who answered; nil if the marketplace is not configured any more.
    private func composer(_ entry: OutboxEntry) -> TicketMailComposer? {
        context.accounts[ticket.marketplace].map { account in
            TicketMailComposer(
                settings: context.settings, account: account, ticket: ticket,
                language: context.settings.agent(at: entry.agent)?.language ?? context.settings.language,
                now: context.now())
        }
    }

    private func journal(_ event: Event, _ entry: OutboxEntry, _ detail: String?) -> JournalEntry {
        JournalEntry(at: context.now(), event: event.rawValue, ticket: ticket.id, outbox: entry.id, detail: detail)
    }
}
