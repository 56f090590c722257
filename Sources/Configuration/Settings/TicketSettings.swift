public import Domain
public import Routing

/// `[tickets]`: where the agents find their work.
public struct TicketSettings: Sendable, Hashable {
    /// Name of the mailbox whose account gets the ticket mails.
    public var mailbox: String
    /// Parent of all ticket folders.
    public var folder: FolderPath
    /// How agents hear that an answer stands at its marketplace.
    public var receipts: ReceiptStyle
}
