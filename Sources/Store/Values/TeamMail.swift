public import Domain

/// A mail to people of the team: a reminder, a forecast, a digest, an alarm.
public struct TeamMail: Sendable, Hashable {
    public var id: Int64
    /// Addresses to submit it to; empty = it is written into the team's folder.
    public var recipients: [EmailAddress]
    /// Where it is written if it cannot be submitted.
    public var mailbox: String
    public var folder: String
    /// Without angle brackets.
    public var messageID: String
    public var raw: [UInt8]
    public var attempts: Int
    /// An earlier attempt was interrupted: it may lie there already.
    public var isInDoubt: Bool
    public var createdAt: Timestamp
}

/// A mail to write; skipped if one of the same name exists already, so that two looks at the same moment make one mail.
public struct NewTeamMail: Sendable {
    /// What it is about and when, such as `digest 2026-11-30`.
    public var name: String
    public var recipients: [EmailAddress]
    public var mailbox: String
    public var folder: String
    public var messageID: String
    public var raw: [UInt8]
    /// For a mail about one ticket, whose readers may answer it: what it says, for telling their words from ours.
    public var about: (ticket: TicketID, text: String, html: String)?

    public init(
        name: String, recipients: [EmailAddress], mailbox: String, folder: String, messageID: String, raw: [UInt8]
    ) {
        self.name = name
        self.recipients = recipients
        self.mailbox = mailbox
        self.folder = folder
        self.messageID = messageID
        self.raw = raw
    }
}

/// A ticket that an answer is owed to.
public struct OpenWait: Sendable, Hashable {
    public var ticket: Ticket
    public var since: Timestamp
    public var deadline: Timestamp
    /// Per cent of the time that was left at the last reminder of this wait and this deadline; nil = there was none.
    public var reminded: Int?
}

/// A notice that is repeated until someone takes it.
public struct Alarm: Sendable, Hashable {
    public var ticket: Ticket
    public var kind: NotificationKind
    public var raisedAt: Timestamp
    /// Mails so far.
    public var repeats: Int
}

/// What became of waits and alarms at one look; it takes effect whole or not at all.
public struct TeamRound: Sendable {
    public struct Reminder: Sendable, Hashable {
        public var ticket: TicketID
        /// Start of the wait that it was about; nothing is noted if another runs by now, or runs until another time.
        public var since: Timestamp
        public var deadline: Timestamp
        public var percent: Int

        public init(ticket: TicketID, since: Timestamp, deadline: Timestamp, percent: Int) {
            self.ticket = ticket
            self.since = since
            self.deadline = deadline
            self.percent = percent
        }
    }

    public var reminders: [Reminder] = []
    /// Alarms that were told, and when they are told again.
    public var alarms: [TicketID: Timestamp] = [:]
    public var mails: [NewTeamMail] = []
    /// What is told in them of troubles and silent marketplaces, by matter.
    public var alerts: [String: AlertMark] = [:]

    public init() {}

    public var isEmpty: Bool { reminders.isEmpty && alarms.isEmpty && mails.isEmpty && alerts.isEmpty }
}

/// What was told of a matter last.
public struct AlertMark: Sendable, Hashable {
    public var at: Timestamp
    /// How far it went, where there is something to count by.
    public var mark: Int64?

    public init(at: Timestamp, mark: Int64? = nil) {
        self.at = at
        self.mark = mark
    }
}

/// What waits for people beside the tickets.
public struct TeamProblems: Sendable, Hashable {
    /// Answers that are held.
    public var held: Int
    /// Answers that nobody knows the fate of.
    public var uncertain: Int
    /// Answers that failed since.
    public var failed: Int
    public var quarantined: Int

    public init(held: Int, uncertain: Int, failed: Int, quarantined: Int) {
        self.held = held
        self.uncertain = uncertain
        self.failed = failed
        self.quarantined = quarantined
    }

    public var isEmpty: Bool { held + uncertain + failed + quarantined == 0 }
}
