import Domain

/// A conversation of a Mirakl operator (M10's Thread).
struct MiraklThread: Keyed, Sendable {
    enum Participant: String, Sendable, CaseIterable {
        case customer = "CUSTOMER"
        case shop = "SHOP"
        case `operator` = "OPERATOR"
    }

    struct Message: Sendable {
        var id: String
        var author: Participant
        var authorName: String
        var to: [Participant]
        /// Light HTML, as posted.
        var body: String
        var sent: Timestamp
        var attachments: [SandboxAttachment]
    }

    struct Topic: Sendable {
        /// `FREE_TEXT` or `REASON_CODE`.
        var type: String
        var value: String
    }

    var id: String
    var topic: Topic
    var order: Order
    /// False: between shop and operator alone, with an empty order.
    var isAboutOrder = true
    var customerID: String
    /// Who may receive; a thread that the operator opened may leave the customer out.
    var authorized: [Participant]
    var created: Timestamp
    /// Oldest first.
    var messages: [Message] = []
    /// Start of the answer clock; nil when no answer is owed.
    var shopReplyNeededSince: Timestamp?

    var keys: [String] { [id, order.number] }

    var entityType: String { isAboutOrder ? "MMP_ORDER" : "SELLER_OPERATOR" }

    var updated: Timestamp { messages.last?.sent ?? created }

    /// Appends `message`, whose author starts or stops the shop's clock.
    mutating func append(_ message: Message) {
        messages.append(message)
        if message.author == .shop {
            shopReplyNeededSince = nil
        } else if message.to.contains(.shop), shopReplyNeededSince == nil {
            shopReplyNeededSince = message.sent
        }
    }
}
