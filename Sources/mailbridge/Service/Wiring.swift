import Bridge
import Configuration
import Domain
import FoundationEssentials
import IMAPClient
import LMTP
import LMTPListener
import LocalListener
import Logging
import Marketplaces
import Replies
import Routing
import Store
import Transport

/// Builds the running parts from the configuration: the only place where they all meet.
struct Wiring {
    let configuration: Configuration
    let context: BridgeContext
    private let mailAccounts: MailAccounts
    /// One command connection per mailbox, by its name.
    let connections: [String: MailboxConnection]
    let http: HTTPClient

    /// - Throws: ``ConfigurationProblems`` is behind us here; ``ConnectorError`` if a marketplace lacks what its connector
    ///   needs.
    init(
        _ configuration: Configuration, store: any TicketStore, log: Logger, trace: ProtocolTrace? = nil,
        restored: RestoredStore? = nil
    ) throws {
        self.configuration = configuration
        http = HTTPClient(HTTPClientOptions(userAgent: "mailbridge/\(Mailbridge.version)"))
        mailAccounts = MailAccounts(configuration, http, trace: trace)
        let smtp = mailAccounts.submission
        var accounts: [MarketplaceName: Account] = [:]
        for marketplace in configuration.marketplaces {
            accounts[marketplace.name] = try Self.account(marketplace, configuration, http, smtp)
        }
        var recognisers: [String: NotificationRecogniser] = [:]
        for mailbox in configuration.mailboxes {
            recognisers[mailbox.name] = try NotificationRecogniser(
                settings: configuration.marketplaces, rules: configuration.notifications,
                authservID: mailbox.authservID, house: configuration.people)
        }
        // Mails that an MTA handed over were received by the host of the first mailbox.
        recognisers[MailKey.deliverAccount] = recognisers[configuration.mailboxes[0].name]
        var context = BridgeContext(
            settings: TicketingSettings(configuration), accounts: accounts, recognisers: recognisers,
            router: configuration.router, store: store, log: log, now: { systemTime() })
        context.room = StoreRoom(configuration)
        context.restored = restored
        self.context = context
        connections = Dictionary(
            uniqueKeysWithValues: mailAccounts.mailboxes.map {
                ($0.settings.name, MailboxConnection(account: $0.account))
            })
    }

    /// One watcher per mailbox, for all its watched folders.
    var watchers: [MailboxWatcher] {
        mailAccounts.mailboxes.map { mailbox, account in
            var options = WatchOptions()
            options.poll = mailbox.poll
            options.idleRenewal = mailbox.idleRenewal
            let mails: [(WatchedName, any FolderHandler)] =
                (mailbox.watch + [mailbox.sent].compactMap { $0 }).map { path in
                    let handler = FolderIntake(context, account: mailbox.name, folder: path.description)
                    return (.written(MailboxName(path.description)), handler)
                }
            return MailboxWatcher(
                account: account, folders: mails + gestures(in: mailbox.name), options: options)
        }
    }

    /// Folders in which moving a ticket mail means something: those that ticket mails are put into, so named as those.
    private func gestures(in mailbox: String) -> [(WatchedName, any FolderHandler)] {
        let tickets = configuration.tickets
        guard tickets.gestures, mailbox == tickets.mailbox else { return [] }
        let own = [tickets.done, tickets.noReplyNeeded] + (tickets.byState ? [tickets.dueToday, tickets.waiting] : [])
        let folders = Set(own + Array(configuration.router.folders.values)).sorted { $0.description < $1.description }
        return folders.map { folder in
            (.path(folder.levels), GestureIntake(context, account: mailbox, folder: folder.description))
        }
    }

    /// Where an MTA hands mails over, if it shall.
    var listener: LMTPListener? {
        configuration.lmtp.map { lmtp in
            let intake = MTAIntake(context)
            return LMTPListener(
                settings: ListenerSettings(lmtp), host: LMTPHost(lmtp, name: configuration.bridge.domain),
                store: { await intake.take($0) })
        }
    }

    /// Who brings copies to agents' own addresses, where mail can leave.
    var copies: MailCopyDispatcher? {
        guard let submission = mailAccounts.submission, let settings = configuration.submission else { return nil }
        return MailCopyDispatcher(context) { await submission.deliver($0, from: settings.from, to: [$1]) }
    }

    func closeConnections() async {
        for connection in connections.values { await connection.close() }
        http.shutdown()
    }

    private static func account(
        _ marketplace: MarketplaceSettings, _ configuration: Configuration, _ http: HTTPClient, _ smtp: SMTPClient?
    ) throws -> Account {
        guard let clock = configuration.clock(of: marketplace.name) else {
            throw ConnectorError(.invalid, "marketplace \(marketplace.name) has no clock", retry: .never)
        }
        var marketplace = marketplace.keepingTokens(besides: configuration.store.path)
        marketplace.relayFrom = marketplace.relayFrom ?? configuration.submission?.from
        let comparison = ClockComparison()
        var account = Account(
            connector: try makeConnector(marketplace, http: http, smtp: smtp, comparing: comparison),
            isShadow: marketplace.mode == .shadow,
            shownName: configuration.router.folders[marketplace.name]?.levels.last ?? marketplace.name.text,
            clock: clock, portal: marketplace.portal, sweep: marketplace.sweep, policy: marketplace.policy,
            clocks: configuration.clocks)
        account.clocksCompared = comparison
        account.grace = marketplace.grace
        account.answeringMachine = marketplace.answeringMachine ?? account.answeringMachine
        account.silence = marketplace.silence
        account.credentialsExpire = marketplace.credentialsExpire
        return account
    }

    /// The team's mails leave with the bridge's own sender.
    var teamMails: TeamMailDispatcher {
        guard let client = mailAccounts.submission, let sender = configuration.submission?.from else {
            return TeamMailDispatcher(context, connections: connections, submit: nil)
        }
        return TeamMailDispatcher(context, connections: connections) { mail, recipients in
            switch await client.submit(mail, from: sender, to: recipients) {
            case .accepted: .taken
            case .refused(let code, let reply): .refused("\(code) \(reply)")
            case .notSent(let error):
                error.kind == .credentials ? .keyRefused(error.description) : .notSent(error.description)
            case .uncertain(let detail): .unknown(detail)
            }
        }
    }
}

extension TicketingSettings.Filing {
    init(_ settings: TicketSettings) {
        self.init()
        byState = settings.byState
        keywords = settings.keywords
        gestures = settings.gestures
        folders = [
            .dueToday: settings.dueToday.description, .waiting: settings.waiting.description,
            .done: settings.done.description, .problems: settings.problems.description,
        ]
        noReplyNeeded = settings.noReplyNeeded.description
    }
}

extension RetentionPolicy {
    init(_ configuration: Configuration) {
        let times = configuration.retention
        self.init(buyers: times.buyers, mails: times.mails, quarantine: times.quarantine, journal: times.journal)
        for marketplace in configuration.marketplaces {
            byMarketplace[marketplace.name] = .some(marketplace.retention)
        }
    }
}

extension TicketingSettings {
    init(_ configuration: Configuration) {
        let own = configuration.ticketMailbox
        self.init(
            mailboxes: configuration.mailboxes.map { mailbox in
                var shown = TicketingSettings.Mailbox(
                    name: mailbox.name, addresses: [mailbox.address] + mailbox.aliases,
                    authservID: mailbox.authservID, originals: mailbox.originals.description)
                shown.credentialsExpire = mailbox.credentialsExpire
                if let sent = mailbox.sent, let agent = configuration.agents.first(where: { $0.name == mailbox.owner })
                {
                    shown.sent = (owner: agent.address, folder: sent.description)
                }
                return shown
            },
            agents: configuration.agents.map { agent in
                var known = TicketingSettings.Agent(
                    identity: AgentIdentity(name: agent.name, addresses: [agent.address] + agent.aliases),
                    language: agent.language, money: agent.money)
                known.marketplaces = agent.marketplaces.map { Set($0) }
                known.signatures = agent.signatures
                known.receipts = agent.receipts
                return known
            },
            ticketMailbox: own.name, replyAddress: own.address, subAddressing: own.subAddressing,
            domain: configuration.bridge.domain, language: configuration.bridge.language,
            grace: configuration.bridge.grace, readBackDelay: configuration.bridge.readBackDelay)
        receipts = configuration.tickets.receipts
        filing = Filing(configuration.tickets)
        internalLists = Set(configuration.bridge.internalLists)
        tokenLifetime = configuration.bridge.tokenLifetime
        quarantineLimit = configuration.store.quarantineLimit
        money.codeLifetime = configuration.money.codeLifetime
        money.approvalLifetime = configuration.money.approvalLifetime
        templates = configuration.templates
        let team = configuration.team
        self.team = Team(
            hours: team.hours, lead: team.lead, reminds: team.reminds, forecasts: team.forecasts,
            digest: team.digest?.seconds, submits: team.submits, folder: team.folder.description)
        self.team.alerts = team.alerts
        self.team.admin = team.admin
        interleaved = configuration.bridge.interleaved == .relay ? .relay : .hold
        bridgeHosts = configuration.bridgeHosts
    }
}
