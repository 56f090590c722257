public import Domain
import Transport

/// A seller account at Amazon. Amazon has no API for buyers' messages: they come by mail, and answers go by mail to the
/// buyer's alias at the relay, from the approved sender `relayFrom`.
///
/// With credentials of Login with Amazon, orders are looked up at the Selling Partner API (`url`, the European endpoint
/// by default); without, the mail is all there is.
public struct AmazonConnector: Connector {
    public let marketplace: MarketplaceName
    public let capabilities: Capabilities
    public var kind: ConnectorKind { .amazon }

    private let relay: RelayDoor
    private let relayDomains: [String]
    private let tokens: AmazonAccessTokens?
    private let orders: AmazonOrders?

    init(
        _ settings: MarketplaceSettings, http: any HTTPExchange, submission: (any MailSubmission)?,
        now: @escaping @Sendable () -> Timestamp
    ) throws(ConnectorError) {
        marketplace = settings.name
        relay = RelayDoor(from: settings.relayFrom, submission: submission, now: now)
        relayDomains = settings.relayDomains
        switch settings.credentials {
        case .none:
            tokens = nil
            orders = nil
        case .oauth(let clientID, let clientSecret, let refreshToken):
            let tokens = AmazonAccessTokens(
                address: settings.tokenURL ?? "https://api.amazon.com/auth/o2/token", clientID: clientID,
                clientSecret: clientSecret, refreshToken: refreshToken, settings: settings, http: http, now: now)
            self.tokens = tokens
            orders = AmazonOrders(tokens: tokens, settings: settings, http: http, now: now)
        default:
            throw ConnectorError(.invalid, "an amazon account takes OAuth credentials or none", retry: .never)
        }
        if settings.mode == .live, !relay.isOpen {
            throw ConnectorError(
                .invalid, "an amazon account needs the approved sender (relay_from) and a submission server",
                retry: .never)
        }
        capabilities = Capabilities(
            actions: [.reply: .relayMail, .noReplyNeeded: .portalLink],
            limits: Capabilities.Limits(
                // Figures of the help page and the API's schema; operators report refusals well below.
                maximumFiles: 5, maximumTotalBytes: 10_000_000,
                fileTypes: [
                    "text/plain", "application/pdf", "application/msword",
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "image/jpeg",
                    "image/gif",
                    "image/png",
                ]
            ).applying(settings.options),
            readsThreads: false, readsBack: false, readsOrders: orders != nil)
    }

    public func conversations(for keys: ConversationKeys) async throws(ConnectorError) -> [Conversation] { [] }

    public func attachment(_ reference: AttachmentReference) async throws(ConnectorError) -> Attachment {
        throw ConnectorError(.unsupported, "Amazon's attachments come with the mail", retry: .never)
    }

    public func order(_ number: OrderNumber) async throws(ConnectorError) -> OrderContext? {
        try await orders?.context(number)
    }

    /// Sends the answer to the alias of the buyer's mail, and to nobody else: an address that is no alias is refused here,
    /// whatever it was taken from.
    public func post(_ post: Post) async -> PostResult {
        guard let context = post.relay else {
            return .refused(reason: "there is no buyer's mail to answer; Amazon can only be answered by mail")
        }
        guard AmazonDomains.isAlias(context.address, further: relayDomains) else {
            return .refused(reason: "the address of the buyer's mail is no alias of Amazon's relay")
        }
        if let refusal = capabilities.limits.refusal(of: post) { return refusal }
        return await relay.send(post, context, answer: AmazonRelayMail.answer(post))
    }

    /// A mail that was handed over cannot be asked for; a copy or a bounce may come, or a person has to look.
    public func readBack(_ post: Post) async throws(ConnectorError) -> ReadBack { .impossible }

    public func probe() async throws(ConnectorError) -> String {
        guard let tokens else { return "mail only, no API credentials" }
        _ = try await tokens.current()
        return "Login with Amazon accepts the credentials"
    }
}
