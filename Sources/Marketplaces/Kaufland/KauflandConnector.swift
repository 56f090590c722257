public import Domain

/// A seller account at Kaufland Global Marketplace; one pair of keys serves all storefronts.
///
/// `url` is the API's base with its version (`https://sellerapi.kaufland.com/v2`, which is also the default).
public struct KauflandConnector: Connector {
    public let marketplace: MarketplaceName
    public let capabilities: Capabilities
    public var kind: ConnectorKind { .kaufland }

    private let api: KauflandAPI
    private let now: @Sendable () -> Timestamp

    /// Tickets that are read for one order.
    private static let ticketsPerOrder = 10

    init(
        _ settings: MarketplaceSettings, http: any HTTPExchange, now: @escaping @Sendable () -> Timestamp
    ) throws(ConnectorError) {
        guard case .clientKey(let key, let secret) = settings.credentials else {
            throw ConnectorError(.invalid, "a kaufland account needs client key and secret", retry: .never)
        }
        marketplace = settings.name
        api = KauflandAPI(
            base: WebAddress(settings.url ?? "https://sellerapi.kaufland.com/v2"), clientKey: key, secret: secret,
            caFile: settings.caFile, timeout: settings.timeout, http: http, now: now)
        self.now = now
        capabilities = Capabilities(
            actions: [.reply: .api, .escalate: .portalLink],
            limits: Capabilities.Limits(
                // Files travel as base 64 inside the signed JSON; no limit is published, so the total is kept small.
                maximumCharacters: 65_535, maximumTotalBytes: 15_000_000,
                fileTypes: [
                    "text/plain", "image/png", "image/jpeg", "image/gif", "image/tiff", "application/pdf",
                    "application/msword", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                ]
            ).applying(settings.options),
            readsThreads: true, readsBack: true, readsOrders: true)
    }

    public func conversations(for keys: ConversationKeys) async throws(ConnectorError) -> [Conversation] {
        try await tickets(for: keys).map(\.conversation)
    }

    public func attachment(_ reference: AttachmentReference) async throws(ConnectorError) -> Attachment {
        try await api.download(reference)
    }

    public func order(_ number: OrderNumber) async throws(ConnectorError) -> OrderContext? {
        do {
            return try await api.order(number).context(number: number)
        } catch {
            guard error.kind == .notFound else { throw error }
            return nil
        }
    }

    public func post(_ post: Post) async -> PostResult {
        if let refusal = capabilities.limits.refusal(of: post) { return refusal }
        let ticket: KauflandTicket
        do {
            switch try await target(of: post) {
            case .ticket(let found): ticket = found
            case .refused(let reason): return .refused(reason: reason)
            }
        } catch {
            return .notSent(error)
        }
        // What is the newest message now is certainly older than the answer.
        var post = post
        let newest = ticket.messages.last.map(\.id) ?? Int64.min
        if newest > post.lastKnown.flatMap({ Int64($0.text) }) ?? Int64.min {
            post.lastKnown = RemoteMessageID(String(newest))
        }
        let message = KauflandMessageRequest(text: post.text, attachments: post.attachments)
        if let failed = await api.send(message, to: ticket.id) { return failed }
        // The answer carries nothing, so it may as well be that of something in between: only the message itself proves
        // that it was taken.
        do {
            guard let found = KauflandReadBack.find(post, in: try await api.ticket(ticket.id)) else {
                return .uncertain(reason: "tickets/messages: taken, but the ticket does not show it")
            }
            return .accepted(id: RemoteMessageID(String(found.id)), at: found.createdAt ?? now())
        } catch {
            return .uncertain(reason: "tickets/messages: taken, but not read back: \(error.detail)")
        }
    }

    public func readBack(_ post: Post) async throws(ConnectorError) -> ReadBack {
        // Without a number every ticket of the order is searched: the answer may have gone to any.
        let tickets: [KauflandTicket]
        if let id = post.thread {
            tickets = try await ticket(id).map { [$0] } ?? []
        } else {
            tickets = try await self.tickets(for: ConversationKeys(order: post.order))
        }
        for ticket in tickets {
            if let message = KauflandReadBack.find(post, in: ticket) {
                return .found(id: RemoteMessageID(String(message.id)), at: message.createdAt ?? post.intendedAt)
            }
        }
        return .absent
    }

    public func probe() async throws(ConnectorError) -> String {
        let storefronts = try await api.storefronts()
        return storefronts.isEmpty ? "no storefront" : "storefronts \(storefronts.joined(separator: ", "))"
    }

    /// By ticket number where that is known, else all tickets of the order, the one that waits first. Only for reading:
    /// what is written goes to ``target(of:)``.
    private func tickets(for keys: ConversationKeys) async throws(ConnectorError) -> [KauflandTicket] {
        if let id = keys.thread, let ticket = try await ticket(id) { return [ticket] }
        var tickets: [KauflandTicket] = []
        for id in try await numbers(of: keys.order).prefix(Self.ticketsPerOrder) {
            if let ticket = try await ticket(ThreadID(id)) { tickets.append(ticket) }
        }
        return tickets
    }

    /// Nil where there is none with this number.
    private func ticket(_ id: ThreadID) async throws(ConnectorError) -> KauflandTicket? {
        do {
            return try await api.ticket(id.text)
        } catch {
            guard error.kind == .notFound else { throw error }
            return nil
        }
    }

    /// The numbers of an order's tickets; none where there is no such order.
    private func numbers(of order: OrderNumber?) async throws(ConnectorError) -> [String] {
        guard let order else { return [] }
        do {
            return try await api.order(order).tickets
        } catch {
            guard error.kind == .notFound else { throw error }
            return []
        }
    }

    private enum Target {
        case ticket(KauflandTicket)
        case refused(String)
    }

    /// The one ticket that a post is meant for; never another one instead.
    private func target(of post: Post) async throws(ConnectorError) -> Target {
        let id: ThreadID
        if let thread = post.thread {
            id = thread
        } else {
            let numbers = try await numbers(of: post.order)
            guard let number = numbers.first else {
                return .refused("the marketplace knows no ticket for this order")
            }
            guard numbers.count == 1 else {
                return .refused("the order has \(numbers.count) tickets, and which one is meant is not known")
            }
            id = ThreadID(number)
        }
        guard let ticket = try await ticket(id) else {
            return .refused("the marketplace does not know the ticket \(id.text) (any more)")
        }
        return .ticket(ticket)
    }
}
