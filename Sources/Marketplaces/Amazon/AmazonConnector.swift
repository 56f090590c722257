public import Domain
import Transport

/// A seller account at Amazon. Amazon has no API for buyers' messages: they come by mail, and answers go by mail to the
/// buyer's alias at the relay, from the approved sender `relayFrom`.
///
/// With credentials of Login with Amazon, the Selling Partner API (`url`, the European endpoint by default) shows orders and
/// takes first messages and invoices; with the option `seller_id` also cancellations and refunds. Without, the mail is all
/// there is.
public struct AmazonConnector: Connector {
    public let marketplace: MarketplaceName
    public let capabilities: Capabilities
    public var kind: ConnectorKind { .amazon }

    private let relay: RelayDoor
    private let relayDomains: [String]
    private let api: AmazonAPI?
    private let orders: AmazonOrders?
    private let messenger: AmazonMessenger?
    private let actions: AmazonActions?
    private let now: @Sendable () -> Timestamp

    init(
        _ settings: MarketplaceSettings, http: any HTTPExchange, submission: (any MailSubmission)?,
        now: @escaping @Sendable () -> Timestamp
    ) throws(ConnectorError) {
        marketplace = settings.name
        relay = RelayDoor(from: settings.relayFrom, submission: submission, now: now)
        relayDomains = settings.relayDomains
        self.now = now
        if settings.mode == .live, !relay.isOpen {
            throw ConnectorError(
                .invalid, "an amazon account needs the approved sender (relay_from) and a submission server",
                retry: .never)
        }
        let limits = Capabilities.Limits(
            // Figures of the help page and the API's schema; operators report refusals well below.
            maximumFiles: 5, maximumTotalBytes: 10_000_000,
            fileTypes: [
                "text/plain", "application/pdf", "application/msword",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "image/jpeg", "image/gif",
                "image/png",
            ]
        ).applying(settings.options)
        let api = try AmazonAPI(settings, http: http, now: now)
        let orders = api.map { AmazonOrders($0, now: now) }
        self.api = api
        self.orders = orders
        if let api, let orders {
            messenger = AmazonMessenger(api: api, orders: orders, limits: limits)
            // Without the token the feeds would be refused; that it has to be set keeps money off until somebody wants it.
            actions = settings.options["seller_id"].map { AmazonActions(api: api, orders: orders, seller: $0) }
        } else {
            messenger = nil
            actions = nil
        }
        let ofMessages: Capabilities.Transport = messenger == nil ? .portalLink : .api
        let ofMoney: Capabilities.Transport = actions == nil ? .portalLink : .api
        capabilities = Capabilities(
            actions: [
                .reply: .relayMail, .openConversation: ofMessages, .uploadInvoice: ofMessages, .cancel: ofMoney,
                .refund: ofMoney, .noReplyNeeded: .portalLink, .escalate: .portalLink,
            ], limits: limits, readsThreads: false, readsBack: false, readsOrders: orders != nil)
    }

    public func conversations(for keys: ConversationKeys) async throws(ConnectorError) -> [Conversation] { [] }

    public func attachment(_ reference: AttachmentReference) async throws(ConnectorError) -> Attachment {
        throw ConnectorError(.unsupported, "Amazon's attachments come with the mail", retry: .never)
    }

    public func order(_ number: OrderNumber) async throws(ConnectorError) -> OrderContext? {
        try await orders?.order(number)?.context(number: number)
    }

    public func post(_ post: Post) async -> PostResult {
        if let opening = post.opening { return await open(opening, post) }
        return await answer(post)
    }

    /// Sends the answer to the alias of the buyer's mail, and to nobody else: an address that is no alias is refused here,
    /// whatever it was taken from.
    private func answer(_ post: Post) async -> PostResult {
        guard let context = post.relay else {
            return .refused(
                reason: RefusalCode.noRelayAddress.with(
                    "there is no buyer's mail to answer; Amazon can only be answered by mail"))
        }
        guard AmazonDomains.isAlias(context.address, further: relayDomains) else {
            return .refused(
                reason: RefusalCode.noRelayAddress.with(
                    "the address of the buyer's mail is no alias of Amazon's relay"))
        }
        if let refusal = capabilities.limits.refusal(of: post) { return refusal }
        return await relay.send(post, context, answer: AmazonRelayMail.answer(post))
    }

    /// Begins a conversation through the Messaging API.
    private func open(_ opening: Post.Opening, _ post: Post) async -> PostResult {
        guard let messenger else { return .refused(reason: RefusalCode.cannotBegin.with(Self.noAPI)) }
        guard let order = post.order else {
            return .refused(
                reason: RefusalCode.cannotBegin.with(
                    "Amazon takes a first message only about an order, and none is named"))
        }
        let kinds: [AmazonMessage]
        if let topic = opening.topic {
            guard let kind = AmazonMessage(rawValue: topic) else {
                let known = AmazonMessage.allCases.map { "\($0.rawValue) (\($0.label))" }.joined(separator: ", ")
                return .refused(
                    reason: RefusalCode.cannotBegin.with("Amazon takes one of these kinds of messages: \(known)"))
            }
            kinds = [kind]
        } else {
            kinds = AmazonMessage.usual
        }
        return await messenger.send(kinds, text: post.text, files: post.attachments, on: order)
            ?? .accepted(id: nil, at: now())
    }

    /// A mail that was handed over cannot be asked for; a copy or a bounce may come, or a person has to look.
    public func readBack(_ post: Post) async throws(ConnectorError) -> ReadBack { .impossible }

    public var callsLeft: [String: Int] { api?.door.pace.left ?? [:] }

    public func probe() async throws(ConnectorError) -> String {
        guard let api else { return "mail only, no API credentials" }
        _ = try await api.tokens.current()
        return "Login with Amazon accepts the credentials"
    }

    private static let noAPI = "this account has no credentials for Amazon's API; use Seller Central"
}

extension AmazonConnector {
    public func reasons(for action: Capabilities.Action) async throws(ConnectorError) -> [Reason] {
        switch action {
        case .openConversation: messenger == nil ? [] : AmazonMessage.allCases.map(\.reason)
        case .cancel: actions == nil ? [] : AmazonReasons.cancel
        case .refund: actions == nil ? [] : AmazonReasons.refund
        default: []
        }
    }

    public func reasons(
        for action: Capabilities.Action, on order: OrderNumber
    ) async throws(ConnectorError) -> [Reason] {
        guard action == .openConversation, let messenger else { return try await reasons(for: action) }
        return try await messenger.allowed(on: order).map(\.reason)
    }

    public func perform(_ request: ActionRequest) async -> ActionResult {
        switch request.task {
        case .noReplyNeeded:
            return .refused(
                reason: "Amazon's clock stops only by the signed link in the buyer's mail: open it in Seller Central")
        case .escalate:
            return .refused(reason: "Amazon's service takes no requests from software: open a case in Seller Central")
        case .uploadInvoice(let file): return await sendInvoice(file, request)
        case .cancel(let lines, let reason):
            guard let (actions, order) = forMoney(request) else { return .refused(reason: Self.noMoney) }
            return await actions.cancel(order, lines: lines, reason: reason)
        case .refund(let refunds, let reason):
            guard let (actions, order) = forMoney(request) else { return .refused(reason: Self.noMoney) }
            return await actions.refund(order, refunds, reason: reason)
        case .close, .reopen, .resolveIncident:
            return .refused(reason: "Amazon has no such action")
        }
    }

    /// A feed can be asked for. A message or an invoice cannot be found again, and a feed without its number could be that
    /// of another program.
    public func outcome(of request: ActionRequest, handle: String?) async throws(ConnectorError) -> ActionOutcome {
        guard let actions, let handle, request.task.movesMoney else { return .impossible }
        return try await actions.outcome(of: handle)
    }

    private func sendInvoice(_ file: Attachment, _ request: ActionRequest) async -> ActionResult {
        guard let messenger else { return .refused(reason: Self.noAPI) }
        guard let order = request.order else {
            return .refused(reason: "an invoice belongs to an order, and none is named")
        }
        guard let failed = await messenger.send([.invoice], text: "", files: [file], on: order) else {
            return .done(note: nil)
        }
        return ActionResult(failed) ?? .done(note: nil)
    }

    private func forMoney(_ request: ActionRequest) -> (AmazonActions, OrderNumber)? {
        guard let actions, let order = request.order else { return nil }
        return (actions, order)
    }

    private static let noMoney =
        "cancelling and refunding need an order, credentials for Amazon's API and seller_id; use Seller Central"
}
