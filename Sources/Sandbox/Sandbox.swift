import Domain

/// Strict local stand-ins for three marketplaces, the seller's mail host and the internet behind it, with a page on
/// which a person writes as the buyer and sees the answer arrive.
///
/// Everything listens on 127.0.0.1 and lives in memory; ``stop()`` forgets it.
public actor Sandbox {
    private let options: SandboxOptions
    private var httpPort: UInt16 = 0

    /// Port of the SMTP server, once started.
    public private(set) var smtpPort: UInt16 = 0

    public init(options: SandboxOptions) {
        self.options = options
    }

    /// Binds both ports; throws ``SandboxError`` where one is taken.
    public func start() async throws {}

    /// Closes every connection.
    public func stop() async {}

    /// Returns when somebody asked for the end with `POST /sandbox/quit`.
    public func waitUntilQuit() async {}

    /// `url` of a Mirakl account; operations follow as `/api/…`.
    public var miraklURL: String { "\(pageURL)mirakl" }
    /// `url` of a Kaufland account; operations follow as `/tickets…`.
    public var kauflandURL: String { "\(pageURL)kaufland/v2" }
    /// `url` of an Amazon account; operations follow as `/orders/2026-01-01/…`.
    public var amazonURL: String { "\(pageURL)amazon" }
    /// Where Amazon's access tokens come from.
    public var tokenURL: String { "\(pageURL)amazon/auth/o2/token" }
    /// The page, with a slash at the end.
    public var pageURL: String { "http://127.0.0.1:\(httpPort)/" }

    /// Writes as the buyer and sends the seller the marketplace's notification mail.
    ///
    /// The message stands in the conversation even when the mail could not be delivered; then it throws.
    @discardableResult
    public func write(_ message: BuyerMessage) async throws -> BuyerReceipt {
        throw SandboxError(.unknownConversation, "nothing is there yet")
    }

    /// Every conversation, newest activity first.
    public func conversations() async -> [SandboxConversation] { [] }

    /// Bytes of an attachment, whoever sent it.
    public func attachment(_ id: String, at marketplace: SandboxMarketplace) async -> [UInt8]? { nil }

    /// Mails that passed through, oldest first.
    public func mails() async -> [SandboxMail] { [] }

    /// What each operation was asked.
    public func counts() async -> [SandboxCount] { [] }

    public func add(_ fault: SandboxFault) async {}
    public func clearFaults() async {}
}
