public import Domain

/// What the stand-ins serve, whom they know and where they deliver mail.
public struct SandboxOptions: Sendable {
    /// The seller's mail store, reached by LMTP (RFC 2033).
    public struct LMTPServer: Sendable, Hashable {
        /// An IPv4 address; loopback in every use we have.
        public var host: String
        public var port: UInt16

        public init(host: String = "127.0.0.1", port: UInt16) {
            self.host = host
            self.port = port
        }
    }

    /// Somebody who may submit mail: a support agent, or the bridge itself.
    public struct Account: Sendable {
        /// What AUTH and XCLIENT name; often the address itself.
        public var login: String
        public var password: Secret<String>
        /// The address that `smtp.auth=` of the Authentication-Results field carries.
        public var address: EmailAddress
        /// LMTP user that mail to ``address`` is delivered to; nil: the account has no mailbox here.
        public var mailbox: String?

        public init(login: String, password: Secret<String>, address: EmailAddress, mailbox: String? = nil) {
            self.login = login
            self.password = password
            self.address = address
            self.mailbox = mailbox
        }
    }

    /// TCP ports on 127.0.0.1; 0 lets the system choose.
    public var httpPort: UInt16 = 0
    public var smtpPort: UInt16 = 0

    /// Where every marketplace sends its notifications, unless ``notificationAddresses`` names another.
    public var sellerAddress: EmailAddress
    public var notificationAddresses: [SandboxMarketplace: EmailAddress] = [:]
    /// LMTP user of ``sellerAddress`` and of every other address of its domain that no account owns.
    public var mailboxUser: String
    /// Nil: mail to the seller is only recorded (see ``Sandbox/mails()``).
    public var lmtp: LMTPServer?
    public var accounts: [Account] = []
    /// The authserv-id of the seller's receiving host (RFC 8601 §2.2).
    public var authservID = "mx.seller.example"
    /// Whether the host takes out Authentication-Results fields of incoming mails that claim to be its own.
    public var removesForgedResults = true
    /// Whether a client on loopback may state the login with XCLIENT, as a submission proxy does.
    public var trustsXCLIENT = true
    /// Largest mail in bytes that the SMTP server takes.
    public var mailSizeLimit = 40 << 20

    /// Kill-switch of all notification mails.
    public var sendsNotifications = true
    /// Whether Amazon sends the seller a copy of each answer that it relayed.
    public var sendsOwnCopies = true
    /// Language of the frame of Amazon's mails: that of the seller's account, not the buyer's. `de`, `en` or `pl`.
    public var amazonLanguage = "de"

    public var miraklKey = Secret("sandbox-mirakl-key")
    public var miraklShopID: Int64 = 2042
    /// Name of the Mirakl operator.
    public var miraklOperator = "Conrad"
    /// Domain that the operator's mails come from.
    public var miraklSenderDomain = "notification.mirakl.net"

    public var kauflandClientKey = "sandboxkaufland0123456789abcdef"
    public var kauflandSecret = Secret("5ecre75ecre75ecre75ecre75ecre75ecre75ecre75ecre75ecre75ecre75ecr")

    public var amazonClientID = "amzn1.application-oa2-client.sandbox"
    public var amazonClientSecret = Secret("sandbox-amazon-secret")
    public var amazonRefreshToken = Secret("Atzr|sandbox")
    public var amazonMarketplaceID = "A1PA6795UKMFR9"
    /// Domain of the buyers' aliases.
    public var relayDomain = "marketplace.amazon.de"
    /// Addresses that the relay takes mail from; all others are refused.
    public var approvedRelaySenders: [EmailAddress]

    /// A sandbox whose notifications go to `sellerAddress`, which is also the approved sender at the relay.
    public init(sellerAddress: EmailAddress, mailboxUser: String, lmtp: LMTPServer? = nil) {
        self.sellerAddress = sellerAddress
        self.mailboxUser = mailboxUser
        self.lmtp = lmtp
        approvedRelaySenders = [sellerAddress]
    }
}
