public import Domain

/// What the store keeps for the people of the team.
public protocol TeamStore: Sendable {
    /// The most urgent first.
    func openWaits(limit: Int) async throws(StoreError) -> [OpenWait]
    /// Alarms that nobody has taken and that are due to be told.
    func dueAlarms(at now: Timestamp) async throws(StoreError) -> [Alarm]
    /// Alarms that nobody has taken, oldest first.
    func openAlarms(limit: Int) async throws(StoreError) -> [Alarm]
    func commit(_ round: TeamRound, at now: Timestamp) async throws(StoreError)
    /// Whether a mail of that name was written already.
    func hasTeamMail(_ name: String) async throws(StoreError) -> Bool
    func teamProblems(failedSince since: Timestamp) async throws(StoreError) -> TeamProblems
    /// When the last mail of each marketplace was taken in.
    func lastHeard() async throws(StoreError) -> [MarketplaceName: Timestamp]
    /// When a buyer first began to ask at the marketplace after `time`; nil = nobody did.
    func firstQuestion(
        at marketplace: MarketplaceName, after time: Timestamp
    ) async throws(StoreError) -> Timestamp?
    /// What was told of troubles and silent marketplaces, by matter.
    func alertMarks() async throws(StoreError) -> [String: AlertMark]
    /// Mails that went to quarantine behind `time` and still lie there: how many, and when the newest came; nil if none.
    func quarantined(after time: Timestamp) async throws(StoreError) -> (count: Int, last: Timestamp)?

    /// What mails about the ticket said, oldest first.
    func teamTexts(of ticket: TicketID) async throws(StoreError) -> [(text: String, html: String)]
    /// When a mail to the team was written; nil if it is none.
    func timeOfTeamMail(messageID: String) async throws(StoreError) -> Timestamp?
    /// The mail that is due longest, now marked as being sent.
    func claimTeamMail(at now: Timestamp) async throws(StoreError) -> TeamMail?
    func sentTeamMail(_ id: Int64, at now: Timestamp) async throws(StoreError)
    /// - Parameters:
    ///   - certain: the mail surely did not get there
    ///   - toFolder: from now on it is written into the folder instead of submitted
    func postponeTeamMail(_ id: Int64, until: Timestamp, certain: Bool, toFolder: Bool) async throws(StoreError)
    /// When the next one is due; nil if none waits.
    func nextTeamMailTime() async throws(StoreError) -> Timestamp?
}
