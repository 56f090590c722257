public import Domain

/// What somebody writes to the seller on a marketplace's site.
public struct BuyerMessage: Sendable {
    /// Who writes; everybody but the buyer is for tests of rare cases.
    public enum Author: String, Sendable, CaseIterable {
        case buyer
        /// The marketplace's staff: Mirakl's operator, Kaufland's customer service.
        case `operator`
        /// Kaufland's `system`, which may carry the buyer's first request; at bol the buyer in the seller account, whose
        /// words no mail carries.
        case system
    }

    public var marketplace: SandboxMarketplace
    /// Continues this conversation (``SandboxConversation/id``).
    public var conversation: String?
    /// Order number; nil takes the conversation's, or makes one up.
    public var order: String?
    /// Starts a conversation of its own although the order already has one.
    public var startsNewConversation = false
    public var author = Author.buyer
    /// Buyer's language, ISO 639-1.
    public var language: String
    /// Buyer's display name.
    public var name: String
    public var text: String
    public var attachments: [Attachment] = []
    /// Without a mail to the seller, as if it were lost.
    public var isSilent = false

    public init(marketplace: SandboxMarketplace, language: String, name: String, text: String) {
        self.marketplace = marketplace
        self.language = language
        self.name = name
        self.text = text
    }
}

/// Where a buyer's message went.
public struct BuyerReceipt: Sendable, Hashable {
    /// ``SandboxConversation/id``.
    public var conversation: String
    public var order: String
    /// ``SandboxMessage/id``.
    public var message: String
    /// Message-ID of the notification mail without angle brackets; nil when none was sent.
    public var notification: String?
}
