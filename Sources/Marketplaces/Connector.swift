public import Domain

/// One marketplace account as the bridge uses it: read conversations, post answers, look orders up.
///
/// A connector speaks one marketplace's dialect and knows its limits. It keeps no state but caches (access tokens, reason
/// codes), takes no decisions about tickets and never retries a write by itself.
public protocol Connector: Sendable {
    var marketplace: MarketplaceName { get }
    var kind: ConnectorKind { get }
    var capabilities: Capabilities { get }

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

    /// A harmless call that proves address, credentials and clock; for `doctor`. Returns one line to show.
    func probe() async throws(ConnectorError) -> String
}

extension Connector {
    public func reachesBuyer(_ post: Post) async throws(ConnectorError) -> Bool { true }
}
