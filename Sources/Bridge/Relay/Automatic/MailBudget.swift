import Domain

/// How many mails of one agent to one ticket are dealt with: the last resort against programs that answer each other and
/// give themselves no sign of being programs. A value without I/O.
///
/// Nobody writes so fast by hand; and an agent who is asked about a text sends another one, not the same again.
struct MailBudget: Sendable {
    /// Earlier mails of the agent to the ticket.
    var mails: [Timestamp]
    /// Those of them that said the very same.
    var same: [Timestamp]

    static let window = Duration.seconds(600)
    static let most = 10
    static let sameWindow = Duration.seconds(3600)
    static let mostSame = 3

    /// Whether one more, that comes in now, is read. Mails dated later than `now` count as of now.
    func allows(at now: Timestamp) -> Bool {
        mails.count { now - $0 < Self.window } < Self.most
            && same.count { now - $0 < Self.sameWindow } < Self.mostSame
    }
}
