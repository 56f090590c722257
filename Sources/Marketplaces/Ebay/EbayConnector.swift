public import Domain
import Transport
import Wire

/// A seller account at eBay: members' messages, orders, refunds.
///
/// `url` is the interface's host (`https://api.ebay.com`, which is also the default). Options: `seller` is the account's
/// user name, by which its own messages are known (else it is learnt from orders and conversations); `unsigned_payments`
/// says that the seller is registered outside EU and UK, where refunds need no digital signature.
public struct EbayConnector: Connector {
    public let marketplace: MarketplaceName
    public let capabilities: Capabilities
    public var kind: ConnectorKind { .ebay }

    let api: EbayAPI
    let now: @Sendable () -> Timestamp
    private let seller: EbaySeller

    /// Characters of one message (sendMessage).
    private static let longestText = 2000
    /// eBay's list lags; what is asked for begins that much earlier.
    private static let overlap = Duration.seconds(600)
    /// Conversations that are read for one order.
    private static let conversationsPerOrder = 10

    init(
        _ settings: MarketplaceSettings, http: any HTTPExchange, now: @escaping @Sendable () -> Timestamp
    ) throws(ConnectorError) {
        guard case .oauth(let clientID, let clientSecret, let refreshToken) = settings.credentials else {
            throw ConnectorError(
                .invalid, "an ebay account needs client_id, client_secret and refresh_token", retry: .never)
        }
        marketplace = settings.name
        api = EbayAPI(
            settings, clientID: clientID, clientSecret: clientSecret, refreshToken: refreshToken, http: http)
        seller = EbaySeller(configured: settings.options["seller"])
        self.now = now
        let money: Capabilities.Transport = settings.options["unsigned_payments"] == "true" ? .api : .portalLink
        capabilities = Capabilities(
            actions: [
                .reply: .api, .openConversation: .api, .close: .api, .reopen: .api, .noReplyNeeded: .api,
                .escalate: .portalLink, .refund: money, .cancel: money,
            ],
            limits: Capabilities.Limits(
                maximumCharacters: Self.longestText, maximumFiles: 0,
                noFiles: "eBay takes no files but only https addresses that it can fetch them from: send the answer "
                    + "without files, with a link in its text where that is allowed, or attach them in Seller Hub"
            ).applying(settings.options),
            readsThreads: true, readsBack: true, readsOrders: true, sweep: .seconds(300))
    }

    public func conversations(for keys: ConversationKeys) async throws(ConnectorError) -> [Conversation] {
        if let thread = keys.thread, let found = try await api.conversation(thread.text) {
            return [found.conversation(seller: try await seller(of: found), order: keys.order)]
        }
        guard let order = keys.order, let known = try await api.order(order) else { return [] }
        var result: [Conversation] = []
        for candidate in try await candidates(for: known) {
            guard let found = try await api.conversation(candidate.id) else { continue }
            seller.learn(besides: known.buyer, in: found.parties)
            // The same listing may have been bought twice, so the order is only named where the listing is the order's.
            result.append(
                found.conversation(seller: try await seller(of: found), order: candidate.isAboutOrder ? order : nil))
        }
        return result
    }

    public func attachment(_ reference: AttachmentReference) async throws(ConnectorError) -> Attachment {
        try await api.download(reference)
    }

    public func order(_ number: OrderNumber) async throws(ConnectorError) -> OrderContext? {
        guard let order = try await api.order(number) else { return nil }
        seller.learn(order.seller)
        guard order.hasShipped, let id = order.id else { return order.context(tracking: []) }
        return order.context(tracking: try await api.tracking(of: id))
    }

    public func post(_ post: Post) async -> PostResult {
        if let refusal = capabilities.limits.refusal(of: post) { return refusal }
        let message: EbayMessageRequest
        do {
            switch try await target(of: post) {
            case .place(let place): message = EbayMessageRequest(place: place, text: post.text)
            case .refused(let reason): return .refused(reason: reason)
            }
        } catch {
            return .notSent(error)
        }
        switch await api.send(message) {
        case .failed(let result): return result
        case .taken(let response):
            // Something between here and eBay may have answered in its place.
            guard let json = try? JSON(parsing: response.body), let id = json["messageId"].scalar, !id.isEmpty else {
                return .uncertain(reason: "sendMessage: HTTP \(response.status), but no message id")
            }
            seller.learn(json["senderUserName"].filled ?? json["senderUsername"].filled)
            let date = json["createdDate"].string.flatMap { Timestamp(iso8601: $0) }
            return .accepted(
                id: RemoteMessageID(id), at: date ?? now(), text: json["messageBody"].filled.map(EbayText.plain))
        }
    }

    public func readBack(_ post: Post) async throws(ConnectorError) -> ReadBack {
        var conversations: [EbayConversation] = []
        if let id = post.thread {
            if let found = try await api.conversation(id.text) { conversations.append(found) }
        } else if let order = post.order, let known = try await api.order(order) {
            seller.learn(known.seller)
            for candidate in try await candidates(for: known, all: true) {
                guard let found = try await api.conversation(candidate.id) else { continue }
                seller.learn(besides: known.buyer, in: found.parties)
                conversations.append(found)
            }
        }
        var isDoubtful = false
        for conversation in conversations {
            let name = try await seller(of: conversation)
            if let message = EbayReadBack.find(post, in: conversation, seller: name) {
                return .found(
                    id: RemoteMessageID(message.id), at: message.createdAt ?? post.intendedAt, text: message.text)
            }
            isDoubtful = isDoubtful || EbayReadBack.isDoubtful(post, in: conversation, seller: name)
        }
        // What was changed on its way must not go out again: a person has to look.
        return isDoubtful ? .impossible : .absent
    }

    public func changes(
        since: Timestamp, from position: String?
    ) async throws(ConnectorError) -> ConversationChanges {
        let number = max(0, position.flatMap { Int($0) } ?? 0)
        let page = try await api.conversations(
            [("start_time", EbayText.time(since - Self.overlap))], page: number)
        let changes = page.found.compactMap { conversation -> ConversationChange? in
            guard let id = conversation["conversationId"].scalar else { return nil }
            // Not the conversation's own date: it was begun then, and may hold what nobody has seen.
            let date = conversation["latestMessage"]["createdDate"].string
            return ConversationChange(
                thread: ThreadID(id), changedAt: date.flatMap { Timestamp(iso8601: $0) })
        }
        return ConversationChanges(changes, next: page.isLast ? nil : String(number + 1))
    }

    public var callsLeft: [String: Int] { api.door.pace.left }

    public func probe() async throws(ConnectorError) -> String {
        let count = try await api.conversationCount()
        let order = try await api.anyOrder()
        seller.learn(order?.seller)
        return "user \(order?.seller ?? "unknown"), \(count.map(String.init) ?? "?") conversations"
    }

    // MARK: Finding

    struct Candidate: Sendable {
        var id: String
        /// Whether its listing is one of the order's.
        var isAboutOrder: Bool
        var latest: Timestamp?
    }

    /// The conversations with an order's buyer: those about its listings, newest first, then those about none. Those
    /// about other listings only with `all`.
    func candidates(for order: EbayOrder, all: Bool = false) async throws(ConnectorError) -> [Candidate] {
        guard let buyer = order.buyer else { return [] }
        let listings = Set(order.listings)
        let found = try await api.conversations([("other_party_username", buyer)]).compactMap { json -> Candidate? in
            guard let id = json["conversationId"].scalar else { return nil }
            let listing = json["referenceId"].scalar
            guard all || listing.map({ listings.contains($0) }) ?? true else { return nil }
            let date = json["latestMessage"]["createdDate"].string ?? json["createdDate"].string
            return Candidate(
                id: id, isAboutOrder: listing.map { listings.contains($0) } ?? false,
                latest: date.flatMap { Timestamp(iso8601: $0) })
        }
        let sorted = found.sorted { left, right in
            if left.isAboutOrder != right.isAboutOrder { return left.isAboutOrder }
            return (left.latest?.milliseconds ?? 0, left.id) > (right.latest?.milliseconds ?? 0, right.id)
        }
        return Array(sorted.prefix(Self.conversationsPerOrder))
    }

    /// The account's user name in a conversation; nil where neither the configuration nor eBay tells it.
    private func seller(of conversation: EbayConversation) async throws(ConnectorError) -> String? {
        let parties = conversation.parties
        if let name = seller.name(among: parties) { return name }
        guard seller.mayAsk(at: now()) else { return nil }
        seller.learn(try await api.anyOrder()?.seller)
        if let name = seller.name(among: parties) { return name }
        let latest = try await api.conversations([], page: 0).found.map { json -> Set<String> in
            var other = EbayConversation(id: "")
            other.read([["messages": .array([json["latestMessage"]])]])
            return other.parties
        }
        seller.learn(EbaySeller.common(to: [parties] + latest.filter { !$0.isEmpty }))
        return seller.name(among: parties)
    }

    private enum Target {
        case place(EbayMessageRequest.Place)
        case refused(String)
    }

    /// Where a post goes: into one conversation that exists, or to the buyer of an order.
    private func target(of post: Post) async throws(ConnectorError) -> Target {
        if let thread = post.thread {
            guard try await api.conversation(thread.text) != nil else {
                return .refused(
                    RefusalCode.unknownConversation.with(
                        "eBay does not know this conversation between members (any more)"))
            }
            return .place(.conversation(thread.text))
        }
        guard let number = post.order, let order = try await api.order(number) else {
            return .refused(
                RefusalCode.unknownOrder.with("eBay does not know this order, or it is another seller's"))
        }
        if post.opening != nil {
            guard let buyer = order.buyer else {
                return .refused(RefusalCode.readerMissing.with("eBay does not name the buyer of this order"))
            }
            // With several listings, which one is meant is not known.
            let listing = order.listings.count == 1 ? order.listings.first : nil
            return .place(.buyer(buyer, listing: listing))
        }
        let candidates = try await candidates(for: order).filter(\.isAboutOrder)
        guard let only = candidates.first else {
            return .refused(
                RefusalCode.noConversation.with("eBay knows no conversation about this order's articles"))
        }
        guard candidates.count == 1 else {
            return .refused(
                RefusalCode.severalConversations.with(
                    "there are \(candidates.count) conversations about this order's articles, and which one is meant is "
                        + "not known"))
        }
        return .place(.conversation(only.id))
    }
}
