public import Domain
public import Marketplaces
public import Routing
public import Templates

/// Everything that the configuration says, checked and with its secrets.
public struct Configuration: Sendable {
    public var bridge: BridgeSettings
    public var store: StoreSettings
    /// Never empty; names are unique.
    public var mailboxes: [MailboxSettings]
    public var tickets: TicketSettings
    /// How relay mails and failure notices leave; nil = nothing goes out by mail.
    public var submission: SubmissionSettings?
    /// Where an MTA hands mails over; nil = nowhere.
    public var lmtp: LMTPSettings?
    /// The status page; nil = none.
    public var web: WebSettings?
    /// Metrics and health; nil = none.
    public var metrics: MetricsSettings?
    /// Never empty; names are unique.
    public var marketplaces: [MarketplaceSettings]
    /// Never empty; names and addresses are unique.
    public var agents: [AgentSettings]
    public var team: TeamSettings
    public var money: MoneySettings
    public var retention: RetentionSettings
    public var templates: TemplateBook
    /// The routes, with the default folder of each marketplace below ``TicketSettings/folder``.
    public var router: Router
    /// The admin's own rules of recognition, in order.
    public var notifications: [NotificationRule]
    /// What is wrong with rules that were left out of ``notifications``.
    public var faultyRules: [ConfigurationProblem]
    /// Every clock that a marketplace refers to or that the file defines, by name.
    public var clocks: [String: AnswerClock]
    public var log: LogSettings

    /// The clock of a marketplace; nil only for one that is not configured.
    public func clock(of marketplace: MarketplaceName) -> AnswerClock? {
        marketplaces.first { $0.name == marketplace }.flatMap { clocks[$0.clock] }
    }

    /// Hosts whose links no buyer may get: the bridge's own domain, unless people have addresses there. Then the shop's
    /// pages may be there as well.
    public var bridgeHosts: [String] {
        people.contains { $0.domain == bridge.domain } ? [] : [bridge.domain]
    }

    /// Addresses of the seller's own people.
    public var people: [EmailAddress] {
        mailboxes.flatMap { [$0.address] + $0.aliases } + agents.flatMap { [$0.address] + $0.aliases }
    }

    /// The mailbox whose account gets the ticket mails.
    public var ticketMailbox: MailboxSettings { mailboxes.first { $0.name == tickets.mailbox } ?? mailboxes[0] }
}
