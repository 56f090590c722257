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
    /// Whether mails move to the folder of their ticket's state.
    public var byState: Bool
    /// Whether mails show their ticket's state in keywords.
    public var keywords: Bool
    /// Whether moving a mail means something.
    public var gestures: Bool
    /// Below ``folder``, as are the others.
    public var dueToday: FolderPath
    public var waiting: FolderPath
    public var done: FolderPath
    public var problems: FolderPath
    public var noReplyNeeded: FolderPath
}
