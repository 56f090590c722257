public import Domain
public import Routing

/// `[team]`: when people are at work, and what they are told.
public struct TeamSettings: Sendable {
    public var hours: TeamHours
    /// Name of the agent who is told when it gets late.
    public var lead: String?
    public var reminds: Bool
    public var forecasts: Bool
    /// Whether the administrator is told what is wrong with the service.
    public var alerts: Bool
    /// Nil = the lead sees to it.
    public var admin: EmailAddress?
    /// When the day's mail goes out; nil = there is none.
    public var digest: ClockTime?
    /// Whether mails go to people's own addresses, by `[submission]`; else into ``folder``.
    public var submits: Bool
    public var folder: FolderPath
}
