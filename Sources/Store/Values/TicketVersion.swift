public import Domain

/// A ticket as it was read, with its messages and its outbox. A decision about a ticket holds only for the version that
/// it was made on: a commit that requires an older one writes nothing.
public struct TicketVersion: Sendable, Hashable {
    public let ticket: TicketID
    let digest: String

    init(ticket: TicketID, digest: String) {
        self.ticket = ticket
        self.digest = digest
    }
}
