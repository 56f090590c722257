import Bridge
import Configuration
import Domain
import FoundationEssentials
import IMAPClient
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
        _ configuration: Configuration, store: any TicketStore, log: Logger, trace: ProtocolTrace? = nil
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
                authservID: mailbox.authservID)
        }
        // Mails that an MTA handed over were received by the host of the first mailbox.
        recognisers[MailKey.deliverAccount] = recognisers[configuration.mailboxes[0].name]
        context = BridgeContext(
            settings: TicketingSettings(configuration), accounts: accounts, recognisers: recognisers,
            router: configuration.router, store: store, log: log, now: { systemTime() })
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
            return MailboxWatcher(
                account: account,
                folders: mailbox.watch.map { path in
                    let handler = FolderIntake(context, account: mailbox.name, folder: path.description)
                    return (MailboxName(path.description), handler)
                }, options: options)
        }
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
        return Account(
            connector: try makeConnector(marketplace, http: http, smtp: smtp), isShadow: marketplace.mode == .shadow,
            shownName: configuration.router.folders[marketplace.name]?.levels.last ?? marketplace.name.text,
            clock: clock, portal: marketplace.portal, sweep: marketplace.sweep, policy: marketplace.policy)
    }
}

extension TicketingSettings {
    init(_ configuration: Configuration) {
        let own = configuration.ticketMailbox
        self.init(
            mailboxes: configuration.mailboxes.map { mailbox in
                TicketingSettings.Mailbox(
                    name: mailbox.name, addresses: [mailbox.address] + mailbox.aliases,
                    authservID: mailbox.authservID, originals: mailbox.originals.description)
            },
            agents: configuration.agents.map { agent in
                TicketingSettings.Agent(
                    identity: AgentIdentity(name: agent.name, addresses: [agent.address] + agent.aliases),
                    language: agent.language)
            },
            ticketMailbox: own.name, replyAddress: own.address, subAddressing: own.subAddressing,
            domain: configuration.bridge.domain, language: configuration.bridge.language,
            grace: configuration.bridge.grace, readBackDelay: configuration.bridge.readBackDelay)
        internalLists = Set(configuration.bridge.internalLists)
    }
}
