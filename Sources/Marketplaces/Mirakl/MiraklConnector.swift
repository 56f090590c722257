public import Domain
import Wire
import Digests
import Wire

/// A seller account at an operator that runs on Mirakl.
///
/// `url` is the operator's instance (`https://shop.mirakl.net`), the credentials are a raw API key. Options: `shop_id`
/// for keys that serve several shops, `locale` for labels of reasons.
public struct MiraklConnector: Connector {
    public let marketplace: MarketplaceName
    public let capabilities: Capabilities
    public var kind: ConnectorKind { .mirakl }

    private let api: MiraklAPI
    private let reasons: MiraklReasons
    private let now: @Sendable () -> Timestamp

    /// Attachments over all conversations of one order (M12).
    private static let filesPerOrder = 50
    /// Messages that one conversation may hold (M12).
    private static let messagesPerThread = 1000

    init(
        _ settings: MarketplaceSettings, http: any HTTPExchange, now: @escaping @Sendable () -> Timestamp
    ) throws(ConnectorError) {
        guard let url = settings.url else {
            throw ConnectorError(.invalid, "a mirakl account needs the operator's url", retry: .never)
        }
        guard case .apiKey(let key) = settings.credentials else {
            throw ConnectorError(.invalid, "a mirakl account needs an API key", retry: .never)
        }
        marketplace = settings.name
        api = MiraklAPI(
            base: WebAddress(url), key: key, shop: settings.options["shop_id"], caFile: settings.caFile,
            timeout: settings.timeout, http: http)
        reasons = MiraklReasons(api: api, locale: settings.options["locale"], now: now)
        self.now = now
        capabilities = Capabilities(
            actions: [.reply: .api, .noReplyNeeded: .portalLink],
            limits: Capabilities.Limits(maximumFiles: Self.filesPerOrder, maximumTotalBytes: 30_000_000)
                .applying(settings.options),
            readsThreads: true, readsBack: true, readsOrders: true, choosesRecipients: true)
    }

    public func conversations(for keys: ConversationKeys) async throws(ConnectorError) -> [Conversation] {
        let threads = try await threads(for: keys)
        // Reason codes are only asked for where there is one to explain.
        let labels = threads.contains { $0.topicType == "REASON_CODE" } ? await reasons.current() : [:]
        return threads.map { $0.conversation(reasons: labels) }
    }

    public func attachment(_ reference: AttachmentReference) async throws(ConnectorError) -> Attachment {
        try await api.download(reference)
    }

    public func order(_ number: OrderNumber) async throws(ConnectorError) -> OrderContext? {
        let found = try await api.orders("order_ids", number)
        if let context = MiraklOrder.context(found, number: number) { return context }
        return nil
    }

    public func post(_ post: Post) async -> PostResult {
        if let refusal = capabilities.limits.refusal(of: post) { return refusal }
        let thread: MiraklThread
        do {
            // Read first: who may be written to, and whether the conversation still exists.
            switch try await target(of: post) {
            case .thread(let found): thread = found
            case .refused(let reason): return .refused(reason: reason)
            }
        } catch {
            return .notSent(error)
        }
        if let refusal = refusal(of: post, in: thread) { return refusal }
        switch MiraklRecipients.choose(post.recipients, answering: post.answering, in: thread) {
        case .refused(let reason): return .refused(reason: reason)
        case .to(let recipients):
            let input = MiraklMessageInput(text: post.text, recipients: recipients, attachments: post.attachments)
            return await api.send(input, in: thread.id, boundary: hexadecimal(randomBytes(16)), date: now())
        }
    }

    public func reachesBuyer(_ post: Post) async throws(ConnectorError) -> Bool {
        switch post.recipients {
        case .buyer, .both: return true
        case .operator: return false
        case .automatic:
            guard case .thread(let thread) = try await target(of: post),
                case .to(let readers) = MiraklRecipients.choose(.automatic, answering: post.answering, in: thread)
            else { return false }
            return readers.contains { $0.type == "CUSTOMER" }
        }
    }

    public func readBack(_ post: Post) async throws(ConnectorError) -> ReadBack {
        // Without a thread every one of the order is searched: the answer may have gone to any.
        let threads: [MiraklThread]
        if let id = post.thread {
            threads = try await thread(id).map { [$0] } ?? []
        } else {
            threads = try await self.threads(for: ConversationKeys(order: post.order))
        }
        for thread in threads {
            if let message = MiraklReadBack.find(post, in: thread) {
                return .found(id: RemoteMessageID(message.id), at: message.createdAt)
            }
        }
        return .absent
    }

    public func probe() async throws(ConnectorError) -> String {
        let account = try await api.account()
        let name = account["shop_name"].filled ?? "?"
        let id = account["shop_id"].scalar.map { " (\($0))" } ?? ""
        let state = account["shop_state"].filled.map { ", \($0)" } ?? ""
        return "shop \(name)\(id)\(state)"
    }

    /// By thread where that is known. A thread that is gone (404, which a wrong `shop_id` also looks like) is looked for
    /// once more by the order. Only for reading: what is written goes to ``target(of:)``.
    private func threads(for keys: ConversationKeys) async throws(ConnectorError) -> [MiraklThread] {
        if let id = keys.thread, let thread = try await thread(id) { return [thread] }
        guard let order = keys.order else { return [] }
        return MiraklThreadChoice.ordered(try await api.threads(of: order), notifiedAt: keys.notifiedAt)
    }

    /// Nil where there is none with this id.
    private func thread(_ id: ThreadID) async throws(ConnectorError) -> MiraklThread? {
        do {
            return try await api.thread(id)
        } catch {
            guard error.kind == .notFound else { throw error }
            return nil
        }
    }

    private enum Target {
        case thread(MiraklThread)
        case refused(String)
    }

    /// The one conversation that a post is meant for; never another one instead.
    private func target(of post: Post) async throws(ConnectorError) -> Target {
        if let id = post.thread {
            guard let thread = try await thread(id) else {
                return .refused("the marketplace does not know this conversation (any more), or not for this shop")
            }
            return .thread(thread)
        }
        let threads = try await self.threads(for: ConversationKeys(order: post.order))
        guard let thread = threads.first else {
            return .refused("the marketplace knows no conversation for this order")
        }
        guard threads.count == 1 else {
            return .refused("the order has \(threads.count) conversations, and which one is meant is not known")
        }
        return .thread(thread)
    }

    private func refusal(of post: Post, in thread: MiraklThread) -> PostResult? {
        let files = thread.messages.reduce(post.attachments.count) { $0 + $1.attachments.count }
        if files > Self.filesPerOrder, !post.attachments.isEmpty {
            return .refused(reason: "an order takes \(Self.filesPerOrder) attachments in all")
        }
        if thread.messages.count >= Self.messagesPerThread {
            return .refused(reason: "the conversation is full (\(Self.messagesPerThread) messages)")
        }
        return nil
    }
}
