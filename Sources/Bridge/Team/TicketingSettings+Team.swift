public import Domain
public import Routing

extension TicketingSettings {
    /// `[team]`: when people are there, and who is told what.
    public struct Team: Sendable {
        public var hours: TeamHours
        /// Name of the agent who is told when it gets late.
        public var lead: String?
        /// Whether running waits are reminded of.
        public var reminds: Bool
        /// Whether the administrator is told what is wrong with the service.
        public var alerts = true
        /// The administrator's address; nil = the lead sees to it.
        public var admin: EmailAddress?
        /// Whether what falls due before the team is back is told in its last hour.
        public var forecasts: Bool
        /// Seconds since midnight at which the day's mail goes out; nil = none.
        public var digest: Int64?
        /// Whether mails go to people's own addresses; else into ``folder``.
        public var submits: Bool
        /// Mails for which there is no address to submit to.
        public var folder: String

        public init(
            hours: TeamHours, lead: String? = nil, reminds: Bool = true, forecasts: Bool = true, digest: Int64? = nil,
            submits: Bool = false, folder: String = "Marketplaces/Team"
        ) {
            self.hours = hours
            self.lead = lead
            self.reminds = reminds
            self.forecasts = forecasts
            self.digest = digest
            self.submits = submits
            self.folder = folder
        }
    }
}
