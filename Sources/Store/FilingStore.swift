public import Domain

/// Where ticket mails lie in the agents' mailbox.
public protocol FilingStore: Sendable {
    /// Oldest change first.
    func ticketsChanged(since: Timestamp, limit: Int) async throws(StoreError) -> [Ticket]
    /// Those of which something in the outbox waits for a person.
    func ticketsWithProblems() async throws(StoreError) -> Set<TicketID>
    /// Mails whose place is known.
    func placedMails(of tickets: [TicketID]) async throws(StoreError) -> [PlacedMail]
    /// Where mails went, and what they show now; without UID they are not touched again. One that went elsewhere meanwhile
    /// stays as that says.
    func refile(_ changes: [Refiling]) async throws(StoreError)
}

/// What became of a ticket mail's place.
public struct Refiling: Sendable, Hashable {
    public var was: PlacedMail
    public var now: PlacedMail

    public init(_ was: PlacedMail, _ change: (inout PlacedMail) -> Void) {
        self.was = was
        now = was
        change(&now)
    }
}

/// A ticket mail in a folder.
public struct PlacedMail: Sendable, Hashable {
    public var id: Int64
    public var ticket: TicketID
    public var mailbox: String
    public var folder: String
    public var uidValidity: UInt32?
    /// Nil: somebody took it away.
    public var uid: UInt32?
    public var keywords: [String]

    public init(
        id: Int64, ticket: TicketID, mailbox: String, folder: String, uidValidity: UInt32?, uid: UInt32?,
        keywords: [String]
    ) {
        self.id = id
        self.ticket = ticket
        self.mailbox = mailbox
        self.folder = folder
        self.uidValidity = uidValidity
        self.uid = uid
        self.keywords = keywords
    }
}
