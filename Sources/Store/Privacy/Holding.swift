public import Domain

/// What the store holds of one ticket, and what speaks against erasing it now.
public struct Holding: Sendable, Hashable {
    public enum Obstacle: String, Sendable, CaseIterable {
        /// The buyer waits for an answer.
        case openQuestion = "open-question"
        /// An answer is held, on its way, or nobody knows its fate.
        case unfinishedAnswer = "unfinished-answer"
        /// A mail of the ticket is not in the agents' folder, or not with the team, yet.
        case unwrittenMail = "unwritten-mail"
    }

    public var ticket: Ticket
    public var messages: Int
    public var answers: Int
    /// Files of answers; those of buyers stay at the marketplace.
    public var files: Int
    public var mails: Int
    /// Lines of the journal that say more than what happened when.
    public var notes: Int
    public var obstacles: [Obstacle]
}

/// A mail in a mailbox that belongs to a ticket, as far as the store knows.
public struct FoundCopy: Sendable, Hashable {
    public var place: MailPlace
    /// Without angle brackets.
    public var messageID: String
}

/// A mail that the store keeps whole: in quarantine, released from there, or not decided yet.
public struct KeptMail: Sendable, Hashable {
    public enum Place: String, Sendable {
        case quarantine, spool
    }

    public var mail: MailKey
    public var place: Place
    /// What it belongs to, as far as that is known.
    public var ticket: TicketID?
    public var at: Timestamp
    public var size: Int
}
