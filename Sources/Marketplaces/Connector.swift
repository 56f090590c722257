public import Domain

/// One marketplace account as the bridge uses it: read conversations, post answers, look orders up.
///
/// A connector speaks one marketplace's dialect and knows its limits. It keeps no state but caches (access tokens, reason
/// codes), takes no decisions about tickets and never retries a write by itself.
public protocol Connector: Sendable {
    var marketplace: MarketplaceName { get }
    var kind: ConnectorKind { get }
    var capabilities: Capabilities { get }

    /// What one answer in this conversation may hold, where kinds of conversation differ; nil = a new one.
    func limits(in thread: ThreadID?) -> Capabilities.Limits

    /// The conversations that a notification with these keys may be about, likeliest first (by the notification's time
    /// where that tells them apart), else newest activity first; empty if the marketplace knows none. A connector without a read API (``Capabilities/readsThreads``) returns an empty list.
    func conversations(for keys: ConversationKeys) async throws(ConnectorError) -> [Conversation]

    /// The content of an attachment that a conversation lists.
    func attachment(_ reference: AttachmentReference) async throws(ConnectorError) -> Attachment

    /// What the marketplace knows of the order; nil if it has no such order or no way to look it up.
    func order(_ number: OrderNumber) async throws(ConnectorError) -> OrderContext?

    /// Sends one answer. Never throws: each way it can end is a value, because each asks for another next step.
    func post(_ post: Post) async -> PostResult

    /// Whether the buyer is among the readers of a post, sent or still to be sent. Only where the operator takes part
    /// (``Capabilities/choosesRecipients``) it can be otherwise. With ``Post/answering`` the answer stays the same for
    /// ever; without, it holds as long as nobody writes.
    func reachesBuyer(_ post: Post) async throws(ConnectorError) -> Bool

    /// Looks for a post whose outcome is unknown among what the marketplace shows now.
    func readBack(_ post: Post) async throws(ConnectorError) -> ReadBack

    /// The reasons that the marketplace takes for an action now, in the account's language; empty where it takes none.
    func reasons(for action: Capabilities.Action) async throws(ConnectorError) -> [Reason]

    /// As ``reasons(for:)``, but only those that fit this order now, where the marketplace says which they are.
    func reasons(for action: Capabilities.Action, on order: OrderNumber) async throws(ConnectorError) -> [Reason]

    /// Carries one action out, at most once. Never throws: each way it can end is a value.
    func perform(_ request: ActionRequest) async -> ActionResult

    /// What became of an action that is pending (`handle` is the marketplace's name for it) or whose outcome is unknown.
    func outcome(of request: ActionRequest, handle: String?) async throws(ConnectorError) -> ActionOutcome

    /// The conversations that changed at or after `since`, by the marketplace's own clock, in any order and part by part;
    /// for the sweep. Only where ``Capabilities/sweep`` says that there is such a list.
    ///
    /// - Parameter position: ``ConversationChanges/next`` of the part before; nil = from the list's start.
    func changes(since: Timestamp, from position: String?) async throws(ConnectorError) -> ConversationChanges

    /// How many calls could be made now without a wait, by operation (`all` = all together): of each whose rate is known
    /// and that was called, and 0 where the marketplace asked for a pause.
    var callsLeft: [String: Int] { get }

    /// A harmless call that proves address, credentials and clock; for `doctor`. Returns one line to show.
    func probe() async throws(ConnectorError) -> String
}

extension Connector {
    public var callsLeft: [String: Int] { [:] }

    public func limits(in thread: ThreadID?) -> Capabilities.Limits { capabilities.limits }

    public func reachesBuyer(_ post: Post) async throws(ConnectorError) -> Bool { true }

    public func reasons(for action: Capabilities.Action) async throws(ConnectorError) -> [Reason] { [] }

    public func reasons(
        for action: Capabilities.Action, on order: OrderNumber
    ) async throws(ConnectorError) -> [Reason] { try await reasons(for: action) }

    public func perform(_ request: ActionRequest) async -> ActionResult {
        .refused(reason: "\(kind.rawValue) has no way for software to do this")
    }

    public func outcome(of request: ActionRequest, handle: String?) async throws(ConnectorError) -> ActionOutcome {
        .impossible
    }

    public func changes(
        since: Timestamp, from position: String?
    ) async throws(ConnectorError) -> ConversationChanges { ConversationChanges([]) }
}
