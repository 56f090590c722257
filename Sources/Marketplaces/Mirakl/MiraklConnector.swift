public import Domain
import Wire

/// A seller account at an operator that runs on Mirakl.
///
/// `url` is the operator's instance (`https://shop.mirakl.net`), the credentials are a raw API key. Options: `shop_id`
/// for keys that serve several shops, `locale` for labels of reasons.
public struct MiraklConnector: Connector {
    public let marketplace: MarketplaceName
    public let capabilities: Capabilities
    public var kind: ConnectorKind { .mirakl }

    let api: MiraklAPI
    let reasons: MiraklReasons
    let now: @Sendable () -> Timestamp

    /// Attachments over all conversations of one order (M12).
    static let filesPerOrder = 50
    /// Messages that one conversation may hold (M12).
    static let messagesPerThread = 1000
    /// How much earlier than asked for the list of changes begins: Mirakl's clock rules, and messages may appear late.
    private static let overlap = Duration.seconds(600)

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
        api = MiraklAPI(settings, url: url, key: key, http: http)
        reasons = MiraklReasons(api: api, locale: settings.options["locale"], now: now)
        self.now = now
        capabilities = Capabilities(
            actions: [
                .reply: .api, .openConversation: .api, .noReplyNeeded: .portalLink, .escalate: .api, .refund: .api,
                .cancel: .api, .resolveIncident: .api, .uploadInvoice: .api,
            ],
            limits: Capabilities.Limits(maximumFiles: Self.filesPerOrder, maximumTotalBytes: 30_000_000)
                .applying(settings.options),
            readsThreads: true, readsBack: true, readsOrders: true, choosesRecipients: true, sweep: .seconds(900))
    }

    public func conversations(for keys: ConversationKeys) async throws(ConnectorError) -> [Conversation] {
        var threads = try await threads(for: keys)
        for (index, thread) in threads.enumerated() where !thread.isWhole {
            if let whole = try await api.thread(ThreadID(thread.id)) { threads[index] = whole }
        }
        let labels = await labels(for: threads)
        return threads.map { $0.conversation(reasons: labels) }
    }

    /// Conversations without an order are among them: questions of the operator, and of buyers about offers.
    public func changes(
        since: Timestamp, from position: String?
    ) async throws(ConnectorError) -> ConversationChanges {
        let page = try await api.changedThreads(since: since - Self.overlap, token: position)
        let labels = await labels(for: page.threads)
        let changes = page.threads.map { thread in
            ConversationChange(
                thread: ThreadID(thread.id), order: thread.order.map { OrderNumber($0) }, changedAt: thread.updatedAt,
                conversation: thread.isWhole ? thread.conversation(reasons: labels) : nil)
        }
        return ConversationChanges(changes, next: page.next)
    }

    public func attachment(_ reference: AttachmentReference) async throws(ConnectorError) -> Attachment {
        try await api.download(reference)
    }

    public func order(_ number: OrderNumber) async throws(ConnectorError) -> OrderContext? {
        try await api.order(number)?.context
    }

    public func readBack(_ post: Post) async throws(ConnectorError) -> ReadBack {
        // Without a thread every one of the order is searched: the answer may have gone to any.
        let threads: [MiraklThread]
        if let id = post.thread {
            threads = try await api.thread(id).map { [$0] } ?? []
        } else {
            threads = try await self.threads(for: ConversationKeys(order: post.order))
        }
        for thread in threads {
            if let message = MiraklReadBack.find(post, in: thread) {
                return .found(
                    id: RemoteMessageID(message.id), at: message.createdAt, text: MiraklText.plain(message.body))
            }
        }
        return threads.contains { MiraklReadBack.isDoubtful(post, in: $0) } ? .impossible : .absent
    }

    public var callsLeft: [String: Int] { api.door.pace.left }

    public func probe() async throws(ConnectorError) -> String {
        let account = try await api.account()
        let name = account["shop_name"].filled ?? "?"
        let id = account["shop_id"].scalar.map { " (\($0))" } ?? ""
        let state = account["shop_state"].filled.map { ", \($0)" } ?? ""
        let delay = account["order_messages_response_delay"].integer.map { ", answers after \($0 / 60) min on average" }
        return "shop \(name)\(id)\(state)\(delay ?? "")\(await features())"
    }

    /// What the operator has switched on; a key that may not ask for it is no fault.
    private func features() async -> String {
        do throws(ConnectorError) {
            let features = try await api.platform()["features"]
            let mode = features["order_tax_mode"].filled.map { ", \($0)" } ?? ""
            let noReply = features["no_reply_needed"].bool.map { ", \"no reply needed\" \($0 ? "on" : "off")" } ?? ""
            return mode + noReply
        } catch {
            return ", features not told (\(error.kind.rawValue))"
        }
    }

    /// By thread where that is known. A thread that is gone (404, which a wrong `shop_id` also looks like) is looked for
    /// once more by the order. Only for reading: what is written goes to ``target(of:)``.
    func threads(for keys: ConversationKeys) async throws(ConnectorError) -> [MiraklThread] {
        if let id = keys.thread, let thread = try await api.thread(id) { return [thread] }
        guard let number = keys.order else { return [] }
        var threads = try await api.threads(of: number)
        // Some operators' mails name what the customer calls the order.
        if threads.isEmpty, !MiraklOrder.isWhole(number), let order = try await api.order(number) {
            threads = try await api.threads(of: OrderNumber(order.id))
        }
        return MiraklThreadChoice.ordered(threads, notifiedAt: keys.notifiedAt)
    }

    /// Reason codes are only asked for where there is one to explain.
    private func labels(for threads: [MiraklThread]) async -> [String: String] {
        threads.contains { $0.topicType == "REASON_CODE" } ? await reasons.labels() : [:]
    }
}
