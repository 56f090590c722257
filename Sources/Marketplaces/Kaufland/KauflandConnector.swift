public import Domain

/// A seller account at Kaufland Global Marketplace; one pair of keys serves all storefronts.
///
/// `url` is the API's base with its version (`https://sellerapi.kaufland.com/v2`, which is also the default).
public struct KauflandConnector: Connector {
    public let marketplace: MarketplaceName
    public let capabilities: Capabilities
    public var kind: ConnectorKind { .kaufland }

    let api: KauflandAPI
    let now: @Sendable () -> Timestamp

    /// Tickets that are read for one order.
    private static let ticketsPerOrder = 10
    /// How much earlier than asked for the list of changes begins: clocks differ, and the marketplace's rules.
    private static let overlap = Duration.seconds(600)

    init(
        _ settings: MarketplaceSettings, http: any HTTPExchange, now: @escaping @Sendable () -> Timestamp
    ) throws(ConnectorError) {
        guard case .clientKey(let key, let secret) = settings.credentials else {
            throw ConnectorError(.invalid, "a kaufland account needs client key and secret", retry: .never)
        }
        marketplace = settings.name
        api = KauflandAPI(settings, key: key, secret: secret, http: http, now: now)
        self.now = now
        capabilities = Capabilities(
            actions: [
                .reply: .api, .openConversation: .api, .close: .api, .escalate: .portalLink, .refund: .api,
                .cancel: .api, .uploadInvoice: .api,
            ],
            limits: Capabilities.Limits(
                // Files travel as base 64 inside the signed JSON; no limit is published, so the total is kept small.
                maximumCharacters: 65_535, maximumTotalBytes: 15_000_000,
                fileTypes: [
                    "text/plain", "image/png", "image/jpeg", "image/gif", "image/tiff", "application/pdf",
                    "application/msword", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                ]
            ).applying(settings.options),
            readsThreads: true, readsBack: true, readsOrders: true, sweep: .seconds(120))
    }

    public func conversations(for keys: ConversationKeys) async throws(ConnectorError) -> [Conversation] {
        try await tickets(for: keys).map(\.conversation)
    }

    public func attachment(_ reference: AttachmentReference) async throws(ConnectorError) -> Attachment {
        try await api.download(reference)
    }

    public func order(_ number: OrderNumber) async throws(ConnectorError) -> OrderContext? {
        try await api.order(number)?.context(number: number)
    }

    public func readBack(_ post: Post) async throws(ConnectorError) -> ReadBack {
        // Without a number every ticket of the order is searched: the answer may have gone to any.
        let tickets: [KauflandTicket]
        if let id = post.thread {
            tickets = try await api.ticket(id).map { [$0] } ?? []
        } else {
            tickets = try await self.tickets(for: ConversationKeys(order: post.order))
        }
        for ticket in tickets {
            if let message = KauflandReadBack.find(post, in: ticket) {
                return .found(
                    id: RemoteMessageID(String(message.id)), at: message.createdAt ?? post.intendedAt,
                    text: message.text)
            }
        }
        return tickets.contains { KauflandReadBack.isDoubtful(post, in: $0) } ? .impossible : .absent
    }

    /// The list names neither order nor messages: each ticket has to be read. Tickets of orders that Kaufland itself
    /// fulfils are only listed when asked for by their word, which is marked to go away.
    public func changes(
        since: Timestamp, from position: String?
    ) async throws(ConnectorError) -> ConversationChanges {
        let place = KauflandListPosition(position)
        let page: (tickets: [KauflandTicket], next: Int?)
        do {
            page = try await api.tickets(
                since: since - Self.overlap, fulfillment: place.fulfillment.rawValue, offset: place.offset)
        } catch {
            guard place.fulfillment == .byKaufland, error.kind == .invalid else { throw error }
            return ConversationChanges([])
        }
        var seen: Set<String> = []
        let changes = page.tickets.filter { seen.insert($0.id).inserted }.map {
            ConversationChange(
                thread: ThreadID($0.id), order: $0.order.map { OrderNumber($0) }, changedAt: $0.updatedAt)
        }
        return ConversationChanges(changes, next: place.behind(page.next)?.text)
    }

    public var callsLeft: [String: Int] { api.door.pace.left }

    public func probe() async throws(ConnectorError) -> String {
        let storefronts = try await api.storefronts()
        return storefronts.isEmpty ? "no storefront" : "storefronts \(storefronts.joined(separator: ", "))"
    }

    /// By ticket number where that is known, else all tickets of the order, the one that waits first. Only for reading:
    /// what is written goes to ``target(thread:order:)``.
    private func tickets(for keys: ConversationKeys) async throws(ConnectorError) -> [KauflandTicket] {
        if let id = keys.thread, let ticket = try await api.ticket(id) { return [ticket] }
        guard let number = keys.order, let order = try await api.order(number) else { return [] }
        var tickets: [KauflandTicket] = []
        for id in order.tickets.prefix(Self.ticketsPerOrder) {
            if let ticket = try await api.ticket(ThreadID(id)) { tickets.append(ticket) }
        }
        return tickets
    }

    enum Target: Sendable {
        case ticket(KauflandTicket)
        case refused(String)
    }

    /// The one ticket that something is meant for; never another one instead.
    func target(thread: ThreadID?, order: OrderNumber?) async throws(ConnectorError) -> Target {
        let id: ThreadID
        if let thread {
            id = thread
        } else {
            var numbers: [String] = []
            if let order { numbers = try await api.order(order)?.tickets ?? [] }
            guard let number = numbers.first else {
                return .refused(RefusalCode.noConversation.with("the marketplace knows no ticket for this order"))
            }
            guard numbers.count == 1 else {
                return .refused(
                    RefusalCode.severalConversations.with(
                        "the order has \(numbers.count) tickets, and which one is meant is not known"))
            }
            id = ThreadID(number)
        }
        guard let ticket = try await api.ticket(id) else {
            return .refused(
                RefusalCode.unknownConversation.with("the marketplace does not know the ticket \(id.text) (any more)"))
        }
        return .ticket(ticket)
    }
}
