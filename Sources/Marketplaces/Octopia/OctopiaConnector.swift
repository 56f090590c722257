public import Domain

/// A seller account at Octopia: Cdiscount and the shops beside it, told apart by each discussion's sales channel.
public struct OctopiaConnector: Connector {
    public let marketplace: MarketplaceName
    public let capabilities: Capabilities
    public var kind: ConnectorKind { .octopia }

    let api: OctopiaAPI
    let now: @Sendable () -> Timestamp

    /// Discussions that are read for one order.
    private static let discussionsPerOrder = 10

    init(
        _ settings: MarketplaceSettings, http: any HTTPExchange, now: @escaping @Sendable () -> Timestamp
    ) throws(ConnectorError) {
        marketplace = settings.name
        api = try OctopiaAPI(settings, http: http)
        self.now = now
        capabilities = Capabilities(
            actions: [
                .reply: .api, .openConversation: .api, .close: .api, .reopen: .api, .noReplyNeeded: .portalLink,
                .escalate: .portalLink, .refund: .portalLink, .cancel: .portalLink, .uploadInvoice: .portalLink,
            ],
            // No way to send a file is known.
            limits: Capabilities.Limits(minimumCharacters: 13, maximumCharacters: 5_000, maximumFiles: 0),
            readsThreads: true, readsBack: true, readsOrders: true, sweep: .seconds(300))
    }

    public func conversations(for keys: ConversationKeys) async throws(ConnectorError) -> [Conversation] {
        if let thread = keys.thread, let found = try await api.discussion(thread.text) { return [found.conversation] }
        guard let order = keys.order else { return [] }
        return try await discussions(about: order).map(\.conversation)
    }

    public func attachment(_ reference: AttachmentReference) async throws(ConnectorError) -> Attachment {
        throw ConnectorError(.unsupported, "Octopia's API has no files of messages", retry: .never)
    }

    public func order(_ number: OrderNumber) async throws(ConnectorError) -> OrderContext? {
        try await api.order(number)?.context(number: number)
    }

    /// The open discussions: closed ones leave the list, which can be asked for no time.
    public func changes(
        since: Timestamp, from position: String?
    ) async throws(ConnectorError) -> ConversationChanges {
        let number = max(1, position.flatMap { Int($0) } ?? 1)
        let page = try await api.openDiscussions(page: number)
        let changes = page.found.compactMap(OctopiaDiscussion.init).compactMap { discussion -> ConversationChange? in
            if let changed = discussion.changedAt, changed < since { return nil }
            return ConversationChange(
                thread: ThreadID(discussion.id), order: discussion.orders.first.map { OrderNumber($0) },
                changedAt: discussion.changedAt)
        }
        return ConversationChanges(changes, next: page.isLast ? nil : String(number + 1))
    }

    public var callsLeft: [String: Int] { api.door.pace.left }

    public func probe() async throws(ConnectorError) -> String {
        let page = try await api.openDiscussions(page: 1)
        let channels = Set(page.found.compactMap { OctopiaDiscussion($0)?.salesChannel }).sorted()
        return channels.isEmpty
            ? "discussions can be read, none is open"
            : "discussions can be read, open ones at \(channels.joined(separator: ", "))"
    }

    /// The open discussions about an order, the newest activity first. Lists carry one message of each, so they are read
    /// again.
    func discussions(about order: OrderNumber) async throws(ConnectorError) -> [OctopiaDiscussion] {
        let listed = try await api.openDiscussions().filter { $0.isAbout(order) }
            .sorted { ($0.activeAt?.milliseconds ?? 0) > ($1.activeAt?.milliseconds ?? 0) }
        var found: [OctopiaDiscussion] = []
        for line in listed.prefix(Self.discussionsPerOrder) {
            if let discussion = try await api.discussion(line.id) { found.append(discussion) }
        }
        return found
    }
}
