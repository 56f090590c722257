public import ContentRules
public import Domain

/// One `[[marketplace]]` of the configuration, checked.
public struct MarketplaceSettings: Sendable {
    /// Whether answers really go out.
    public enum Mode: String, Sendable {
        /// Tickets are made, nothing is posted: each answer is held with a note.
        case shadow
        case live
    }

    public var name: MarketplaceName
    public var connector: ConnectorKind
    public var mode: Mode
    /// Base address of the API without trailing slash: `https://shop.mirakl.net`. Nil for accounts without an API.
    public var url: String?
    /// Where the connector's access tokens come from, if it uses any (Amazon: Login with Amazon).
    public var tokenURL: String?
    /// Where a refresh token that the marketplace replaces is kept; nil = it is forgotten with the process.
    public var tokenFile: String?
    /// PEM file with the certificates to trust instead of the system's.
    public var caFile: String?
    public var credentials: Credentials
    /// Domains that prove this marketplace, compared by whole labels; sub-domains count. Empty = the connector's own.
    public var senders: [String]
    /// Addresses that this account's notifications arrive at; tells accounts with the same senders apart.
    public var recipients: [EmailAddress]
    /// Regular expression of an order number; nil = the connector's own.
    public var orderPattern: String?
    /// Name of the clock's rule set.
    public var clock: String
    /// Address of the portal's page for an order, `{order}` and `{thread}` are filled in.
    public var portal: String?
    /// The approved sender of relay mails.
    public var relayFrom: EmailAddress?
    /// Domains that a relay alias may have, beside the connector's own; so that a test server can stand in.
    public var relayDomains: [String]
    /// Pause between two looks at the marketplace's list of conversations; nil = never.
    public var sweep: Duration?
    /// After how long without a mail somebody is told; nil = never.
    public var silence: Duration?
    /// When key or token run out, if somebody wrote it down.
    public var credentialsExpire: CivilDate?
    /// How long finished tickets keep what tells of buyer and order; nil = for ever.
    public var retention: Duration?
    /// How soon after a question the marketplace's answering machine speaks in the seller's name; zero = there is none, nil =
    /// as most do.
    public var answeringMachine: Duration?
    /// How long an answer waits before it goes out; nil = as everywhere.
    public var grace: Duration?
    /// The whole deadline of one API call.
    public var timeout: Duration
    /// Whether calls keep the rates that the marketplace publishes; otherwise only in front of a stand-in.
    public var keepsPace = true
    /// Connector's own keys: Mirakl `shop_id`, Amazon `marketplace_id`, Kaufland `storefront`.
    public var options: [String: String]
    /// What answers may hold; ``policy`` is what they are checked by.
    public var rules: ContentPolicy

    public enum Credentials: Sendable {
        case none
        /// Mirakl, Back Market.
        case apiKey(Secret<String>)
        /// Kaufland: client key and the secret that signs.
        case clientKey(String, Secret<String>)
        /// On behalf of the seller who once agreed (RFC 6749 §6): Amazon, eBay, Allegro.
        case oauth(clientID: String, clientSecret: Secret<String>, refreshToken: Secret<String>)
        /// On behalf of the application (RFC 6749 §4.4): bol, Octopia.
        case oauthClient(clientID: String, clientSecret: Secret<String>)
    }

    public init(
        name: MarketplaceName, connector: ConnectorKind, mode: Mode = .shadow, url: String? = nil,
        tokenURL: String? = nil, tokenFile: String? = nil, caFile: String? = nil, credentials: Credentials = .none,
        senders: [String] = [],
        recipients: [EmailAddress] = [], orderPattern: String? = nil, clock: String, portal: String? = nil,
        relayFrom: EmailAddress? = nil, relayDomains: [String] = [], sweep: Duration? = nil,
        timeout: Duration = .seconds(120),
        options: [String: String] = [:], rules: ContentPolicy? = nil
    ) {
        self.name = name
        self.connector = connector
        self.mode = mode
        self.url = url
        self.tokenURL = tokenURL
        self.tokenFile = tokenFile
        self.caFile = caFile
        self.credentials = credentials
        self.senders = senders
        self.recipients = recipients
        self.orderPattern = orderPattern
        self.clock = clock
        self.portal = portal
        self.relayFrom = relayFrom
        self.relayDomains = relayDomains
        self.sweep = sweep
        self.timeout = timeout
        self.options = options
        self.rules = rules ?? .preset(connector)
    }
}
