public import Domain

/// Tickets as people correct them: put together, taken apart.
public protocol TicketEditing: Sendable {
    /// `ticket` becomes a part of `target`: messages, answers and mails, and whatever comes for it from now on; replies to
    /// its mails belong there too. The older of both waits goes on.
    ///
    /// Throws `wrongState` if they are of two marketplaces or of two orders, if one is part of another already, or while an
    /// answer of `ticket` is on its way.
    func merge(_ ticket: TicketID, into target: TicketID, at now: Timestamp) async throws(StoreError)
    /// Takes back that `ticket` was merged.
    /// - Parameters:
    ///   - own: what becomes of `ticket`
    ///   - rest: what becomes of the ticket that it was part of
    ///   - required: what both were worked out on; throws `wrongState` if it changed
    func unmerge(
        _ ticket: TicketID, own: TicketUpdate, rest: TicketUpdate, requires required: TicketVersion, at now: Timestamp
    ) async throws(StoreError)
    /// What was written in `thread` becomes a ticket of its own, and stays one: news of that thread go there, whatever
    /// order they name. Throws `wrongState` while an answer in it is on its way.
    func split(
        _ thread: ThreadID, off ticket: TicketID, token: String, own: TicketUpdate, rest: TicketUpdate,
        requires required: TicketVersion, at now: Timestamp
    ) async throws(StoreError) -> Ticket
}
