public import Domain

/// A conversation as the buyer sees it on the marketplace's site.
public struct SandboxConversation: Sendable {
    public var marketplace: SandboxMarketplace
    /// Mirakl: thread UUID. Kaufland: ticket number. Amazon: case id.
    public var id: String
    public var order: String
    public var buyer: String
    public var language: String
    /// What the order is about.
    public var item: String
    /// Whether the marketplace waits for the seller.
    public var awaitsSeller: Bool
    public var isClosed: Bool
    /// Amazon: the alias that answers go to.
    public var relayAddress: EmailAddress?
    /// Oldest first.
    public var messages: [SandboxMessage]
}

/// One message of a conversation.
public struct SandboxMessage: Sendable {
    public var id: String
    public var role: AuthorRole
    public var name: String
    /// As the buyer sees it: no markup, line feeds between lines.
    public var text: String
    public var sent: Timestamp
    public var attachments: [SandboxAttachment]
    /// Kaufland: an interim notice, which leaves the seller responsible.
    public var isInterim = false
}

/// A file of a message; its bytes come from ``Sandbox/attachment(_:at:)``.
public struct SandboxAttachment: Sendable {
    public var id: String
    public var name: String
    public var size: Int
}
