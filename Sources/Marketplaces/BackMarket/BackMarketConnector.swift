public import Domain
import Transport
import Wire

/// A seller account at Back Market: care folders, orders, refunds.
///
/// `url` is the host of the region (`https://www.backmarket.fr` for Europe, which is also the default), the credentials
/// the token of the Back Office. Options: `company` and `contact` make the User-Agent that Back Market demands, `locale`
/// is the country whose language it answers in (`de-de`).
public struct BackMarketConnector: Connector {
    public let marketplace: MarketplaceName
    public let capabilities: Capabilities
    public var kind: ConnectorKind { .backmarket }

    let api: BackMarketAPI
    private let now: @Sendable () -> Timestamp

    /// Folders that are read for one order.
    private static let foldersPerOrder = 10

    init(
        _ settings: MarketplaceSettings, http: any HTTPExchange, now: @escaping @Sendable () -> Timestamp
    ) throws(ConnectorError) {
        guard case .apiKey(let key) = settings.credentials else {
            throw ConnectorError(.invalid, "a backmarket account needs the token of the Back Office", retry: .never)
        }
        marketplace = settings.name
        api = try BackMarketAPI(settings, key: key, http: http)
        self.now = now
        capabilities = Capabilities(
            actions: [
                .reply: .api, .escalate: .api, .refund: .api, .cancel: .api, .uploadInvoice: .api,
                .openConversation: .portalLink, .close: .portalLink, .reopen: .portalLink,
            ],
            limits: Capabilities.Limits(maximumFiles: 10, maximumFileBytes: 3_000_000).applying(settings.options),
            readsThreads: true, readsBack: true, readsOrders: true, sweep: .seconds(300))
    }

    public func conversations(for keys: ConversationKeys) async throws(ConnectorError) -> [Conversation] {
        try await folders(for: keys).map(\.conversation)
    }

    public func attachment(_ reference: AttachmentReference) async throws(ConnectorError) -> Attachment {
        try await api.download(reference)
    }

    public func order(_ number: OrderNumber) async throws(ConnectorError) -> OrderContext? {
        try await api.order(number)?.context(number: number)
    }

    public func post(_ post: Post) async -> PostResult {
        if post.opening != nil {
            return .refused(
                reason: RefusalCode.cannotBegin.with(
                    "only buyers begin conversations at Back Market: answer in the folder of the order, or write in "
                        + "the Back Office"))
        }
        if let refusal = capabilities.limits.refusal(of: post) { return refusal }
        let folder: BackMarketFolder
        do {
            switch try await target(of: post) {
            case .folder(let found): folder = found
            case .refused(let reason): return .refused(reason: reason)
            }
        } catch {
            return .notSent(error)
        }
        switch await api.send(post.text, files: post.attachments, to: folder.id) {
        case .failed(let result): return result
        case .taken(let response):
            // Something between here and Back Market may have answered in its place.
            guard let json = try? JSON(parsing: response.body), let id = json["id"].scalar, !id.isEmpty else {
                return .uncertain(reason: "postMessage: HTTP \(response.status), but no message id")
            }
            let date = json["date_creation"].string.flatMap { Timestamp(iso8601: $0) }
            return .accepted(id: RemoteMessageID(id), at: date ?? now())
        }
    }

    public func readBack(_ post: Post) async throws(ConnectorError) -> ReadBack {
        // Without a number every folder of the order is searched: the answer may have gone to any.
        var isDoubtful = false
        for folder in try await folders(for: ConversationKeys(thread: post.thread, order: post.order)) {
            if let thread = post.thread, thread.text != String(folder.id) { continue }
            if let message = BackMarketReadBack.find(post, in: folder) {
                return .found(
                    id: RemoteMessageID(String(message.id)), at: message.createdAt ?? post.intendedAt,
                    text: message.text)
            }
            isDoubtful = isDoubtful || BackMarketReadBack.isDoubtful(post, in: folder)
        }
        // What was changed on its way must not go out again: a person has to look.
        return isDoubtful ? .impossible : .absent
    }

    public func changes(
        since: Timestamp, from position: String?
    ) async throws(ConnectorError) -> ConversationChanges {
        // The filter counts minutes, and says "more recent": one that is under way belongs to the next look as well.
        let start = Self.minute(since - .seconds(60))
        let number = max(1, position.flatMap { Int($0) } ?? 1)
        let page = try await api.folders([("last_message_date", start)], page: number)
        let changes = page.found.compactMap { folder -> ConversationChange? in
            guard let id = folder["id"].scalar else { return nil }
            let date = folder["date_last_message"].string ?? folder["date_modification"].string
            return ConversationChange(
                thread: ThreadID(id), changedAt: date.flatMap { Timestamp(iso8601: $0) })
        }
        return ConversationChanges(changes, next: page.isLast ? nil : String(number + 1))
    }

    public var callsLeft: [String: Int] { api.door.pace.left }

    public func probe() async throws(ConnectorError) -> String {
        let count = try await api.openFolderCount()
        return count < 10 ? "\(count) open folders" : "10 or more open folders"
    }

    /// `YYYY-MM-DD-hh-mm` in UTC.
    static func minute(_ time: Timestamp) -> String {
        String(time.description.prefix(16)).replacing("T", with: "-").replacing(":", with: "-")
    }

    // MARK: Finding

    /// By number where that is known, else the folders of the order's lines: open ones first, then the newest. Only for
    /// reading: what is written goes to ``target(of:)``.
    private func folders(for keys: ConversationKeys) async throws(ConnectorError) -> [BackMarketFolder] {
        if let id = keys.thread, let folder = try await api.folder(id.text) { return [folder] }
        var folders: [BackMarketFolder] = []
        for id in try await numbers(of: keys.order) {
            if let folder = try await api.folder(id) { folders.append(folder) }
        }
        return folders
    }

    /// Folders hang on order lines, so the order tells which to ask for.
    private func numbers(of number: OrderNumber?) async throws(ConnectorError) -> [String] {
        guard let number, let order = try await api.order(number) else { return [] }
        var entries: [JSON] = []
        for line in order.lines.compactMap({ $0["id"].scalar }).prefix(Self.foldersPerOrder) {
            entries += try await api.folders([("orderline", line)])
        }
        let sorted = entries.sorted { left, right in
            let (leftClosed, rightClosed) = (left["state"].scalar == "9", right["state"].scalar == "9")
            if leftClosed != rightClosed { return rightClosed }
            return (left["date_last_message"].string ?? "") > (right["date_last_message"].string ?? "")
        }
        return Array(sorted.compactMap { $0["id"].scalar }.prefix(Self.foldersPerOrder))
    }

    enum Target {
        case folder(BackMarketFolder)
        case refused(String)
    }

    /// The one folder that a post is meant for; never another one instead.
    private func target(of post: Post) async throws(ConnectorError) -> Target {
        try await target(thread: post.thread, order: post.order)
    }

    func target(thread: ThreadID?, order: OrderNumber?) async throws(ConnectorError) -> Target {
        let id: String
        if let thread {
            id = thread.text
        } else {
            let numbers = try await numbers(of: order)
            guard let only = numbers.first else {
                return .refused(RefusalCode.noConversation.with("Back Market knows no folder for this order"))
            }
            guard numbers.count == 1 else {
                return .refused(
                    RefusalCode.severalConversations.with(
                        "the order has \(numbers.count) folders, and which one is meant is not known"))
            }
            id = only
        }
        guard let folder = try await api.folder(id) else {
            return .refused(
                RefusalCode.unknownConversation.with("Back Market does not know the folder \(id) (any more)"))
        }
        return .folder(folder)
    }
}
