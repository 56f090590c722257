import Domain

/// A ticket of Kaufland's seller API.
struct KauflandTicket: Sendable {
    enum Status: String, Sendable, CaseIterable {
        case opened
        case buyerClosed = "buyer_closed"
        case sellerClosed = "seller_closed"
        case bothClosed = "both_closed"
        case finallyClosed = "customer_service_closed_final"
    }

    enum Role: String, Sendable {
        case seller, buyer, system
        case customerService = "customer_service"
    }

    struct Message: Sendable {
        var id: Int64
        var role: Role
        var name: String
        var text: String
        var sent: Timestamp
        var isInterim = false
    }

    /// Files hang on the ticket, not on a message; the message is remembered for the buyer's view only.
    struct File: Sendable {
        var file: SandboxAttachment
        var message: Int64
        var sent: Timestamp
    }

    /// Eleven digits beginning with `001`; a text, since the zeros count.
    var id: String
    var order: Order
    /// Units of the order.
    var orderUnits: [Int64]
    var buyerID: Int64
    var storefront: String
    var fulfillment = "fulfilled_by_merchant"
    var created: Timestamp
    var updated: Timestamp
    var status = Status.opened
    var openReason = "contact_other"
    var topic = "delivery_other_question"
    /// Whether the buyer waits for the seller.
    var isSellerResponsible = true
    /// Oldest first.
    var messages: [Message] = []
    var files: [File] = []

    /// Appends `message`, which moves the responsibility: to the seller, unless it is the seller's own final word.
    mutating func append(_ message: Message, files new: [SandboxAttachment]) {
        messages.append(message)
        files += new.map { File(file: $0, message: message.id, sent: message.sent) }
        updated = message.sent
        if message.role != .seller {
            isSellerResponsible = true
        } else if !message.isInterim {
            isSellerResponsible = false
        }
    }
}
