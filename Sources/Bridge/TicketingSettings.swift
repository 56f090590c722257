public import Domain
public import Replies
public import Templates
import Routing
import Store

/// What the two paths need to know beside the marketplaces, checked.
public struct TicketingSettings: Sendable {
    /// A mailbox that is read.
    public struct Mailbox: Sendable {
        /// Its `[[mailbox]]` name.
        public var name: String
        /// Its own address and its aliases.
        public var addresses: [EmailAddress]
        /// Which host's Authentication-Results field is believed; nil = none.
        public var authservID: String?
        /// Folder for originals of notifications and replies that were dealt with; nil = they stay where they are.
        public var originals: String?
        /// Whose account it is, with the folder where nobody but the owner's own client puts mails.
        public var sent: (owner: EmailAddress, folder: String)?
        /// When the login's secret runs out, as the administrator wrote it down.
        public var credentialsExpire: CivilDate?

        public init(name: String, addresses: [EmailAddress], authservID: String?, originals: String?) {
            self.name = name
            self.addresses = addresses
            self.authservID = authservID
            self.originals = originals
        }
    }

    /// Someone who answers buyers.
    public struct Agent: Sendable {
        public var identity: AgentIdentity
        public var language: AgentLanguage
        /// Whose buyers the agent may answer; nil = those of all.
        public var marketplaces: Set<MarketplaceName>?
        public var money: MoneyRights
        /// Signatures that the administrator gave, each as its lines.
        public var signatures: [[String]] = []
        /// How this agent hears of answers that stand there; nil = as all do.
        public var receipts: ReceiptStyle?

        /// Names the agent in outbox and journal.
        public var address: String { identity.addresses.first?.text ?? identity.name }

        func answers(at marketplace: MarketplaceName) -> Bool { marketplaces?.contains(marketplace) ?? true }

        /// Whether the answer came from any of the agent's addresses.
        func wrote(_ entry: OutboxEntry) -> Bool { identity.addresses.contains { $0.text == entry.agent } }

        public init(identity: AgentIdentity, language: AgentLanguage, money: MoneyRights = MoneyRights()) {
            self.identity = identity
            self.language = language
            self.money = money
        }
    }

    /// How long the words count that money waits for.
    public struct Money: Sendable {
        public var codeLifetime = Duration.seconds(1800)
        public var approvalLifetime = Duration.seconds(86_400)

        public init() {}
    }

    public var mailboxes: [Mailbox]
    public var agents: [Agent]
    /// The mailbox whose account gets the ticket mails.
    public var ticketMailbox: String
    /// Where answers to ticket mails go.
    public var replyAddress: EmailAddress
    /// Whether the reply address takes `+token`; without it the token travels in Message-ID and References.
    public var subAddressing: Bool
    /// Right side of our Message-IDs.
    public var domain: String
    /// Language of mails that no agent has asked for.
    public var language: AgentLanguage
    /// What is done with mails in the agents' mailbox.
    public var filing = Filing()
    /// How long a reply waits before it goes out, so that it can be withdrawn.
    public var grace: Duration
    /// First look after a post whose outcome is unknown; the second and third come after four times as long each.
    public var readBackDelay: Duration
    /// How long a notification waits for the marketplace's API before its own text has to do.
    public var apiPatience: Duration
    /// Attachments of one message above this total are named instead of attached.
    public var attachmentLimit: Int
    /// List-Ids of groups through which agents' answers may come.
    public var internalLists: Set<String> = []
    /// How long an answer to a ticket mail is taken; half as long a ticket's mails carry the same token.
    public var tokenLifetime = Duration.seconds(180 * 86_400)
    /// Bytes that mails in quarantine and spool may take together.
    public var quarantineLimit = 500_000_000
    public var money = Money()
    public var receipts = ReceiptStyle.mail
    public var templates = TemplateBook()
    public var team = Team(hours: TeamHours(zone: .utc))
    /// What becomes of answers between the buyer's quoted lines.
    public var interleaved = ExtractionOptions.Interleaved.hold
    /// Hosts whose links no buyer may get.
    public var bridgeHosts: [String] = []

    public init(
        mailboxes: [Mailbox], agents: [Agent], ticketMailbox: String, replyAddress: EmailAddress, subAddressing: Bool,
        domain: String, language: AgentLanguage = .en, grace: Duration = .seconds(60),
        readBackDelay: Duration = .seconds(15), apiPatience: Duration = .seconds(900), attachmentLimit: Int = 25 << 20
    ) {
        self.mailboxes = mailboxes
        self.agents = agents
        self.ticketMailbox = ticketMailbox
        self.replyAddress = replyAddress
        self.subAddressing = subAddressing
        self.domain = domain
        self.language = language
        self.grace = grace
        self.readBackDelay = readBackDelay
        self.apiPatience = apiPatience
        self.attachmentLimit = attachmentLimit
    }

    /// Tokens in our addresses and Message-IDs.
    var addressing: TicketAddressing { TicketAddressing(replyAddress: replyAddress, domains: [domain]) }

    /// The agent in whose own Sent folder the mail lay; nil if it lay elsewhere.
    func owner(of mail: MailKey) -> EmailAddress? {
        guard mail.isOnServer, let sent = mailboxes.first(where: { $0.name == mail.account })?.sent,
            sent.folder == mail.folder
        else { return nil }
        return sent.owner
    }

    /// Where a mail that was dealt with goes; nil = it stays where it lies.
    func originals(for mail: MailKey) -> String? {
        owner(of: mail) == nil ? mailbox(mail.account)?.originals : nil
    }

    /// What is our own in mails that arrive.
    var ownAddresses: OwnAddresses {
        OwnAddresses(
            replyAddresses: [replyAddress], agentAddresses: agents.flatMap(\.identity.addresses), domains: [domain],
            internalLists: internalLists)
    }

    /// Where the agent of this name gets mail.
    func address(ofAgent name: String) -> String? {
        agents.first { $0.identity.name == name }?.identity.addresses.first?.text
    }

    func agent(at address: String) -> Agent? {
        guard let address = EmailAddress(address) else { return nil }
        return agents.first { $0.identity.addresses.contains(address) }
    }

    /// Mails that an MTA handed over were received by the host of the first mailbox; there is no folder to move them in.
    func mailbox(_ name: String) -> Mailbox? {
        guard name == MailKey.deliverAccount, var first = mailboxes.first else {
            return mailboxes.first { $0.name == name }
        }
        first.originals = nil
        return first
    }
}
