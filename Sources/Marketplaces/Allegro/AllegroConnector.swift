public import Domain

/// A seller account at Allegro: the message centre, and disputes and claims as conversations of their own.
///
/// One thread of the message centre holds all talk with one login. Here it is one conversation for each order that was
/// talked about, all with the same ``ThreadID``.
public struct AllegroConnector: Connector {
    public let marketplace: MarketplaceName
    public let capabilities: Capabilities
    public var kind: ConnectorKind { .allegro }

    let api: AllegroAPI
    let options: [String: String]
    let now: @Sendable () -> Timestamp

    init(
        _ settings: MarketplaceSettings, http: any HTTPExchange, now: @escaping @Sendable () -> Timestamp
    ) throws(ConnectorError) {
        marketplace = settings.name
        api = try AllegroAPI(settings, http: http)
        options = settings.options
        self.now = now
        capabilities = Capabilities(
            actions: [
                .reply: .api, .openConversation: .api, .close: .api, .noReplyNeeded: .api, .refund: .api,
                .cancel: .api, .escalate: .portalLink, .resolveIncident: .portalLink, .uploadInvoice: .portalLink,
            ],
            limits: AllegroLimits.widest.applying(settings.options), readsThreads: true, readsBack: true,
            readsOrders: true, sweep: .seconds(300))
    }

    public func limits(in thread: ThreadID?) -> Capabilities.Limits { AllegroLimits.limits(in: thread, options) }

    public func attachment(_ reference: AttachmentReference) async throws(ConnectorError) -> Attachment {
        guard let file = AllegroFile(handle: reference.handle) else {
            throw ConnectorError(.invalid, "attachment: not a file of Allegro's", retry: .never)
        }
        return try await api.download(file, name: reference.name)
    }

    public func order(_ number: OrderNumber) async throws(ConnectorError) -> OrderContext? {
        guard let order = try await api.order(number) else { return nil }
        return order.context(number: number, shipments: try await api.shipments(of: number))
    }

    public var callsLeft: [String: Int] { api.door.pace.left }

    public func probe() async throws(ConnectorError) -> String {
        // Two rights of the token: messaging and disputes.
        let unread = try await api.threads(offset: 0).found.filter { $0.isRead == false }.count
        let issues = try await api.openIssues(offset: 0)
        let open = "\(issues.found.count)\(issues.next == nil ? "" : " or more")"
        return "message centre with \(unread) unread of the newest 20 threads, \(open) open issues"
    }
}
