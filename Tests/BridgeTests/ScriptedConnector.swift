import Domain
import Marketplaces
import Synchronization

/// A marketplace that plays a script, and remembers what it was asked.
final class ScriptedConnector: Connector {
    struct Script: Sendable {
        var posts: [PostResult] = []
        var readBacks: [ReadBack] = []
        var actions: [ActionResult] = []
        var outcomes: [ActionOutcome] = []
        var changes: [ConversationChange] = []
        /// The parts of the list behind ``changes``.
        var laterChanges: [[ConversationChange]] = []
        /// The list's end says that it goes on where it is.
        var neverEnds = false
        var conversations: [Conversation] = []
        /// Why nothing can be read.
        var error: ConnectorError?
        /// Why no conversation can be read, though the list of them can.
        var readError: ConnectorError?
        /// What happens here while an answer is looked for there.
        var duringLook: (@Sendable () async -> Void)?
        /// What is shown of every order; nil = orders cannot be looked at.
        var order: Result<OrderContext?, ConnectorError>?
    }

    let marketplace: MarketplaceName
    let kind = ConnectorKind.mirakl
    let capabilities: Capabilities
    private let script: Mutex<Script>
    private let seen = Mutex<
        (requests: [ActionRequest], posts: [Post], lookedFor: [Post], since: [Timestamp], reads: Int, orders: Int)
    >(([], [], [], [], 0, 0))

    init(
        marketplace: MarketplaceName = "conrad",
        actions: [Capabilities.Action: Capabilities.Transport] = [.reply: .api],
        _ script: Script
    ) {
        self.marketplace = marketplace
        capabilities = Capabilities(
            actions: actions, limits: Capabilities.Limits(), readsThreads: true, readsBack: true,
            readsOrders: script.order != nil,
            sweep: .seconds(60))
        self.script = Mutex(script)
    }

    var requests: [ActionRequest] { seen.withLock { $0.requests } }
    var posts: [Post] { seen.withLock { $0.posts } }
    var lookedFor: [Post] { seen.withLock { $0.lookedFor } }
    var sweptSince: [Timestamp] { seen.withLock { $0.since } }
    var reads: Int { seen.withLock { $0.reads } }
    var orderReads: Int { seen.withLock { $0.orders } }

    func change(_ change: @Sendable (inout Script) -> Void) { script.withLock { change(&$0) } }

    func conversations(for keys: ConversationKeys) async throws(ConnectorError) -> [Conversation] {
        seen.withLock { $0.reads += 1 }
        let script = script.withLock { $0 }
        if let error = script.error ?? script.readError { throw error }
        return script.conversations.filter { $0.thread == keys.thread }
    }
    func attachment(_ reference: AttachmentReference) async throws(ConnectorError) -> Domain.Attachment {
        throw ConnectorError(.notFound, "no files", retry: .never)
    }
    func order(_ number: OrderNumber) async throws(ConnectorError) -> OrderContext? {
        seen.withLock { $0.orders += 1 }
        return try script.withLock { $0.order }?.get() ?? nil
    }
    func post(_ post: Post) async -> PostResult {
        seen.withLock { $0.posts.append(post) }
        return script.withLock { $0.posts.isEmpty ? .refused(reason: "no script") : $0.posts.removeFirst() }
    }
    func readBack(_ post: Post) async throws(ConnectorError) -> ReadBack {
        seen.withLock { $0.lookedFor.append(post) }
        let now = script.withLock { $0 }
        await now.duringLook?()
        if let error = now.error { throw error }
        return script.withLock { $0.readBacks.isEmpty ? .impossible : $0.readBacks.removeFirst() }
    }
    func perform(_ request: ActionRequest) async -> ActionResult {
        seen.withLock { $0.requests.append(request) }
        return script.withLock { $0.actions.isEmpty ? .refused(reason: "no script") : $0.actions.removeFirst() }
    }
    func outcome(of request: ActionRequest, handle: String?) async throws(ConnectorError) -> ActionOutcome {
        script.withLock { $0.outcomes.isEmpty ? .impossible : $0.outcomes.removeFirst() }
    }
    func changes(since: Timestamp, from position: String?) async throws(ConnectorError) -> ConversationChanges {
        if position == nil { seen.withLock { $0.since.append(since) } }
        let script = script.withLock { $0 }
        if let error = script.error { throw error }
        let parts = [script.changes] + script.laterChanges
        let number = position.flatMap { Int($0) } ?? 0
        let isLast = number + 1 >= parts.count
        return ConversationChanges(
            parts.indices.contains(number) ? parts[number] : [],
            next: isLast ? (script.neverEnds ? position ?? "0" : nil) : String(number + 1))
    }
    func probe() async throws(ConnectorError) -> String { "script" }
}
