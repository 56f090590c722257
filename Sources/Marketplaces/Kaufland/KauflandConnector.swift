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
            guard let found = try await tickets(for: ConversationKeys(thread: post.thread, order: post.order)).first
            else { return .refused(reason: "the marketplace knows no ticket for this order") }
            ticket = found
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
        // The answer carries no id: read it. A fault here changes nothing, the message has been taken.
        let found = (try? await api.ticket(ticket.id)).flatMap { KauflandReadBack.find(post, in: $0) }
        return .accepted(
            id: found.map { RemoteMessageID(String($0.id)) }, at: found?.createdAt ?? now())
    }

    public func readBack(_ post: Post) async throws(ConnectorError) -> ReadBack {
        for ticket in try await tickets(for: ConversationKeys(thread: post.thread, order: post.order)) {
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

    /// By ticket number where that is known, else all tickets of the order, the one that waits first.
    private func tickets(for keys: ConversationKeys) async throws(ConnectorError) -> [KauflandTicket] {
        if let id = keys.thread {
            do {
                return [try await api.ticket(id.text)]
            } catch {
                guard error.kind == .notFound else { throw error }
            }
        }
        guard let number = keys.order else { return [] }
        do {
            var tickets: [KauflandTicket] = []
            for id in try await api.order(number).tickets.prefix(Self.ticketsPerOrder) {
                tickets.append(try await api.ticket(id))
            }
            return tickets
        } catch {
            guard error.kind == .notFound else { throw error }
            return []
        }
    }
}
