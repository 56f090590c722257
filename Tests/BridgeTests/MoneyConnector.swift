import Domain
import Marketplaces
import Synchronization

/// A marketplace with one order that refunds and cancels what it is asked to, and counts.
final class MoneyConnector: Connector {
    struct Script: Sendable {
        var order: OrderContext?
        var isDown = false
        /// How the next action ends; done without one.
        var results: [ActionResult] = []
        /// What can be found out later about an action.
        var outcome = ActionOutcome.impossible
        /// The same of work that the marketplace has a name for.
        var work: [String: ActionOutcome] = [:]
    }

    let marketplace: MarketplaceName = "conrad"
    let kind = ConnectorKind.mirakl
    let capabilities: Capabilities
    private let script = Mutex(Script(order: MoneyConnector.order))
    private let seen = Mutex<(requests: [ActionRequest], posts: [Post])>(([], []))

    static let order = OrderContext(
        number: "12345-A", createdAt: Fixtures.now, state: "SHIPPING", buyerName: "Zerlina", buyerLanguage: "de",
        total: Money(minorUnits: 4500, currency: "EUR"),
        lines: [
            OrderContext.Line(
                ids: ["a"], title: "Kettle", sku: "K-1", quantity: 2, price: Money(minorUnits: 1250, currency: "EUR")),
            OrderContext.Line(ids: ["b"], title: "Cup", quantity: 3, price: Money(minorUnits: 500, currency: "EUR")),
        ], tracking: ["DHL 0034"])

    /// - Parameter doors: what agents can ask for beside answers, and how
    init(doors: Doors = MoneyConnector.doors, choosesRecipients: Bool = true) {
        capabilities = Capabilities(
            actions: doors.merging([.reply: .api]) { given, _ in given }, limits: Capabilities.Limits(),
            readsThreads: true, readsBack: true, readsOrders: true, choosesRecipients: choosesRecipients)
    }

    typealias Doors = [Capabilities.Action: Capabilities.Transport]

    static let doors: Doors = [.refund: .api, .cancel: .api, .close: .api]

    var requests: [ActionRequest] { seen.withLock { $0.requests } }
    var posts: [Post] { seen.withLock { $0.posts } }
    func change(_ change: @Sendable (inout Script) -> Void) { script.withLock { change(&$0) } }

    func conversations(for keys: ConversationKeys) async throws(ConnectorError) -> [Conversation] { [] }
    func attachment(_ reference: AttachmentReference) async throws(ConnectorError) -> Domain.Attachment {
        throw ConnectorError(.notFound, "no files", retry: .never)
    }
    func order(_ number: OrderNumber) async throws(ConnectorError) -> OrderContext? {
        let (order, isDown) = script.withLock { ($0.order, $0.isDown) }
        if isDown { throw ConnectorError(.unavailable, "down", retry: .later) }
        return order
    }
    func reasons(for action: Capabilities.Action) async throws(ConnectorError) -> [Reason] {
        if script.withLock({ $0.isDown }) { throw ConnectorError(.unavailable, "down", retry: .later) }
        return [Reason(code: "damaged", label: "damaged"), Reason(code: "late", label: "late delivery")]
    }
    func post(_ post: Post) async -> PostResult {
        let count = seen.withLock { seen in
            seen.posts.append(post)
            return seen.posts.count
        }
        return .accepted(id: RemoteMessageID("m\(count)"), at: post.intendedAt)
    }
    func readBack(_ post: Post) async throws(ConnectorError) -> ReadBack { .impossible }
    func perform(_ request: ActionRequest) async -> ActionResult {
        seen.withLock { $0.requests.append(request) }
        return script.withLock { $0.results.isEmpty ? .done(note: nil) : $0.results.removeFirst() }
    }
    func outcome(of request: ActionRequest, handle: String?) async throws(ConnectorError) -> ActionOutcome {
        script.withLock { script in handle.flatMap { script.work[$0] } ?? script.outcome }
    }
    func probe() async throws(ConnectorError) -> String { "money" }
}
