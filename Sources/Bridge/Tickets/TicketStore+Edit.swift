public import Domain
public import Store

extension TicketStore {
    /// What an administrator does to a ticket, with its line in the journal.
    ///
    /// - Parameters:
    ///   - user: who gave the command
    ///   - required: what the change was decided on; nil = it fits whatever happened meanwhile
    /// - Throws: `wrongState` if the ticket is part of another one, or has changed since
    public func edit(
        _ ticket: Ticket, _ update: TicketUpdate, _ event: Event, _ detail: String, by user: String?,
        requires required: TicketVersion? = nil, at now: Timestamp
    ) async throws(StoreError) {
        if let whole = ticket.mergedInto {
            throw StoreError(.wrongState, "ticket \(ticket.id) is part of ticket \(whole)")
        }
        let entry = JournalEntry(at: now, event: event.rawValue, ticket: ticket.id, detail: detail, user: user)
        guard let required else {
            try await self.update(ticket.id, update, at: now)
            return try await record(entry)
        }
        let change = SweepFinding(
            ticket: ticket.id, requires: required, messages: [], ticketUpdate: update, journal: [entry])
        guard try await commit(change, at: now) != nil else {
            throw StoreError(.wrongState, "ticket \(ticket.id) changed just now; look at it again")
        }
    }
}
