public import Domain

/// Where ticket mails lie in the agents' mailbox.
public protocol FilingStore: Sendable {
    /// Oldest change first.
    func ticketsChanged(since: Timestamp, limit: Int) async throws(StoreError) -> [Ticket]
    /// Those of which something in the outbox waits for a person.
    func ticketsWithProblems() async throws(StoreError) -> Set<TicketID>
    /// Mails whose place is known.
    func placedMails(of tickets: [TicketID]) async throws(StoreError) -> [PlacedMail]
    /// Notes that the bridge is about to move mails, so that nobody takes that for an agent's doing.
    func begin(moving mails: [PlacedMail], to folder: String) async throws(StoreError)
    /// Mails that were to be moved, and of which nobody noted where they are now.
    func begunMoves() async throws(StoreError) -> [BegunMove]
    /// Where the bridge itself moves a ticket mail at this moment; nil = nowhere.
    func moveTarget(ofMail messageID: String) async throws(StoreError) -> String?
    /// They lie where they were.
    func abandonMoves(of mails: [PlacedMail]) async throws(StoreError)
    /// Where mails went, and what they show now; without UID they are not touched again. One that went elsewhere meanwhile
    /// stays as that says. Ends their moves.
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

/// A ticket mail that the bridge began to move.
public struct BegunMove: Sendable, Hashable {
    /// Where it was before.
    public var mail: PlacedMail
    /// Without angle brackets.
    public var messageID: String
    /// Where it goes.
    public var folder: String

    public init(mail: PlacedMail, messageID: String, folder: String) {
        self.mail = mail
        self.messageID = messageID
        self.folder = folder
    }
}
