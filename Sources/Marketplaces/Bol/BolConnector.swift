public import Domain

/// A seller account at bol. bol has no interface for buyers' questions: what a buyer writes in a contact comes by mail from
/// an alias, and is answered by mail to it. A question that starts in the seller account is only announced, and answered
/// there.
///
/// With the credentials of its Retailer API (`url`, `https://api.bol.com` by default), orders are looked up, cancelled and
/// paid back; without, the mail is all there is. `reply_via_order_relay` lets answers to announced questions go to the
/// alias that the order tells, which begins another contact and may not count as an answer.
public struct BolConnector: Connector {
    public let marketplace: MarketplaceName
    public let capabilities: Capabilities
    public var kind: ConnectorKind { .bol }

    let api: BolAPI?
    let orders: BolOrders?
    private let relay: RelayDoor
    private let relayDomains: [String]
    private let answersByOrder: Bool

    init(
        _ settings: MarketplaceSettings, http: any HTTPExchange, submission: (any MailSubmission)?,
        now: @escaping @Sendable () -> Timestamp
    ) throws(ConnectorError) {
        marketplace = settings.name
        relay = RelayDoor(from: settings.relayFrom, submission: submission, now: now)
        relayDomains = settings.relayDomains
        answersByOrder = settings.options["reply_via_order_relay"] == "true"
        switch settings.credentials {
        case .none: api = nil
        case .oauthClient(let clientID, let clientSecret):
            api = BolAPI(settings, clientID: clientID, clientSecret: clientSecret, http: http, now: now)
        default:
            throw ConnectorError(
                .invalid, "a bol account takes client_id and client_secret, or neither", retry: .never)
        }
        orders = api.map { BolOrders($0, now: now) }
        if settings.mode == .live, !relay.isOpen {
            throw ConnectorError(
                .invalid, "a bol account needs the approved sender (relay_from) and a submission server",
                retry: .never)
        }
        capabilities = Self.capabilities(hasAPI: api != nil, options: settings.options)
    }

    private static func capabilities(hasAPI: Bool, options: [String: String]) -> Capabilities {
        let door: Capabilities.Transport = hasAPI ? .api : .portalLink
        return Capabilities(
            actions: [
                .reply: .relayMail, .openConversation: hasAPI ? .relayMail : .portalLink, .close: .portalLink,
                .noReplyNeeded: .portalLink, .escalate: .portalLink, .refund: door, .cancel: door,
                .uploadInvoice: door,
            ],
            limits: Capabilities.Limits(
                // bol publishes no limits of its relay.
                maximumTotalBytes: 10_000_000, fileTypes: ["application/pdf", "image/jpeg", "image/png"]
            ).applying(options),
            readsThreads: false, readsBack: false, readsOrders: hasAPI)
    }

    public func conversations(for keys: ConversationKeys) async throws(ConnectorError) -> [Conversation] { [] }

    public func attachment(_ reference: AttachmentReference) async throws(ConnectorError) -> Attachment {
        throw ConnectorError(.unsupported, "bol's attachments come with the mail", retry: .never)
    }

    public func order(_ number: OrderNumber) async throws(ConnectorError) -> OrderContext? {
        try await orders?.context(number)
    }

    /// Sends the answer to the alias of the buyer's mail, or to the order's, and to nobody else: an address that is no alias
    /// is refused here, whatever it was taken from.
    public func post(_ post: Post) async -> PostResult {
        if let refusal = capabilities.limits.refusal(of: post) { return refusal }
        if let context = post.relay, post.opening == nil {
            guard BolDomains.isAlias(context.address, further: relayDomains) else {
                return .refused(
                    reason: RefusalCode.noRelayAddress.with(
                        "the address of the buyer's mail is no alias of bol's relay"))
            }
            return await relay.send(post, context)
        }
        guard answersByOrder || post.opening != nil else {
            return .refused(
                reason: RefusalCode.portalOnly.with(
                    "bol only announced this question, and takes the answer in the seller account only: paste the"
                        + " text there and close the question"))
        }
        return await beginContact(post)
    }

    /// A mail that was handed over cannot be asked for; a bounce may come, or a person has to look.
    public func readBack(_ post: Post) async throws(ConnectorError) -> ReadBack { .impossible }

    public var callsLeft: [String: Int] { api?.door.pace.left ?? [:] }

    public func probe() async throws(ConnectorError) -> String {
        guard let api else { return "mail only, no API credentials" }
        return "retailer \(try await api.ownName())"
    }

    /// Writes to the alias that the order tells.
    private func beginContact(_ post: Post) async -> PostResult {
        guard let api else { return .refused(reason: Self.notConfigured) }
        guard let number = post.order else {
            return .refused(
                reason: RefusalCode.noRelayAddress.with(
                    "the order is not known, and without it bol tells no address of the buyer"))
        }
        let order: BolOrder?
        do {
            order = try await api.order(BolValue.orderID(number))
        } catch {
            return .notSent(error)
        }
        guard let order else { return .refused(reason: RefusalCode.unknownOrder.with(Self.unknown(number))) }
        guard let address = order.address, BolDomains.isAlias(address, further: relayDomains) else {
            return .refused(
                reason: RefusalCode.noRelayAddress.with(
                    "bol tells no address of the buyer for this order (any more)"))
        }
        let subject = Self.subject(order, topic: post.opening?.topic)
        let context = Post.RelayContext(address: address, subject: subject, messageID: nil, quoted: "")
        return await relay.send(post, context, isReply: false)
    }

    /// In the buyer's language: an answer in another one breaks bol's rules.
    private static func subject(_ order: BolOrder, topic: String?) -> String {
        let isFrench = order.language?.lowercased().hasPrefix("fr") ?? false
        let words = isFrench ? "Votre commande \(order.id)" : "Je bestelling \(order.id)"
        return topic.map { "\(words): \($0)" } ?? words
    }

    static let notConfigured =
        "no key of bol's API is configured for this account (client_id, client_secret), so this is done in the seller"
        + " account only"

    static func unknown(_ number: OrderNumber) -> String {
        "bol knows no order \(number.text) of this account"
    }
}
