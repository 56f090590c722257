import Digests
import Domain
import Wire

/// A discussion with a customer of one sales channel. Only the id is certain.
struct OctopiaDiscussion: Sendable {
    /// What an answer has to repeat.
    struct Address: Sendable {
        var id: String
        var salesChannel: String
        var customer: String
    }

    struct Message: Sendable {
        var id: String
        var role: AuthorRole
        var author: String?
        var text: String
        var createdAt: Timestamp?
    }

    var id: String
    /// `CDISFR` for Cdiscount, …
    var salesChannel: String?
    var customer: String?
    var customerName: String?
    /// The same order under the names that the API and people have for it; the API's own first.
    var orders: [String]
    var subject: String?
    var isOpen: Bool
    var createdAt: Timestamp?
    var updatedAt: Timestamp?
    /// Oldest first; a list carries the last one only.
    var messages: [Message]

    init?(_ json: JSON) {
        let json = json["discussion"].has("messages") ? json["discussion"] : json
        guard let id = json.first("discussionId", "id") else { return nil }
        self.id = id
        salesChannel =
            json.first("salesChannel", "salesChannelCode", "channel")
            ?? json["salesChannel"].first("code", "id")
        customer = json.first("customerId", "clientId") ?? json["customer"].first("customerId", "id", "reference")
        customerName = json.first("customerName") ?? json["customer"].first("name", "displayName")
        orders =
            [
                json.first("orderId") ?? json["order"].first("orderId", "id"), json.first("orderReference"),
                json.first("orderSellerId"),
            ].compactMap(\.self)
        subject = json.first("subject", "title", "topic")
        let state = json.first("status", "state")?.lowercased()
        isOpen = json["isOpen"].flag ?? !(state?.hasPrefix("clos") ?? false)
        createdAt = json.date("createdAt", "creationDate")
        updatedAt = json.date("updatedAt", "lastUpdateDate", "lastMessageDate")
        let listed = json["messages"].elements
        let single = json["lastMessage"].has("body") ? [json["lastMessage"]] : []
        let customer = customer
        var seen: Set<String> = []
        messages = (listed + single).compactMap { Message($0, of: id, customer: customer) }
            .filter { seen.insert($0.id).inserted }
            .sorted { ($0.createdAt?.milliseconds ?? 0) < ($1.createdAt?.milliseconds ?? 0) }
    }

    var address: Address? {
        guard let salesChannel, let customer else { return nil }
        return Address(id: id, salesChannel: salesChannel, customer: customer)
    }

    /// Nil where nothing says it: when it was begun is another time.
    var changedAt: Timestamp? { [updatedAt, messages.last?.createdAt].compactMap(\.self).max() }

    /// The last that is known to have happened, which orders discussions.
    var activeAt: Timestamp? { changedAt ?? createdAt }

    func isAbout(_ order: OrderNumber) -> Bool { orders.contains(order.text) }

    var conversation: Conversation {
        // Messages without a date stand first, and must not be later than those behind them.
        var latest = ([createdAt] + messages.map(\.createdAt)).compactMap(\.self).min() ?? Timestamp(seconds: 0)
        return Conversation(
            thread: ThreadID(id), order: orders.first.map { OrderNumber($0) }, topic: subject,
            buyerName: customerName ?? messages.first { $0.role == .buyer }?.author,
            // The one channel whose customers are known to write one language.
            buyerLanguage: salesChannel == "CDISFR" ? "fr" : nil,
            messages: messages.map { message in
                latest = max(latest, message.createdAt ?? latest)
                return ConversationMessage(
                    id: RemoteMessageID(message.id), role: message.role, authorName: message.author,
                    text: message.text, createdAt: message.createdAt ?? latest)
            }, isClosed: !isOpen)
    }
}

extension OctopiaDiscussion.Message {
    /// Nil without a text.
    init?(_ json: JSON, of discussion: String, customer: String?) {
        guard let text = json.first("body", "content", "text") else { return nil }
        self.text = text
        let sender = json["sender"]
        let type = sender.first("userType", "type") ?? json.first("senderType", "userType")
        let user = sender.first("userId", "id")
        author = sender.first("displayName", "name")
        createdAt = json.date("createdAt", "creationDate", "sentAt", "date")
        role = Self.role(type, isCustomer: user != nil && user == customer)
        // Ids of messages are not certain: what was said when by whom stands for one.
        id =
            json.first("messageId", "id")
            ?? "\(discussion)#"
            + hexadecimal(
                sha256("\(createdAt?.milliseconds ?? 0)\n\(type ?? "")\n\(text)".utf8).prefix(8))
    }

    /// Somebody else than customer and seller is taken for the marketplace's staff, so that he stops no clock.
    private static func role(_ type: String?, isCustomer: Bool) -> AuthorRole {
        switch type?.lowercased() {
        case "customer", "buyer", "client": .buyer
        case "seller", "shop", "vendor": .seller
        case "system": .system
        default: isCustomer ? .buyer : .operator
        }
    }
}
