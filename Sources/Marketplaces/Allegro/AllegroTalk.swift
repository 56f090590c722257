import Domain

/// One thread of the message centre: all that was ever said between the seller and one login, over many orders.
struct AllegroTalk: Sendable {
    let place: AllegroPlace
    /// Oldest first; without those that never reached anybody.
    let messages: [AllegroMessage]
    /// What each message is about: the order that it names, else the one of the message before it, unless the buyer asks
    /// about an offer.
    private let orders: [OrderNumber?]

    init(thread: String, messages: [AllegroMessage]) {
        place = .thread(thread)
        self.messages = messages.filter { !$0.isStopped }.sorted {
            ($0.createdAt?.milliseconds ?? 0, $0.id) < ($1.createdAt?.milliseconds ?? 0, $1.id)
        }
        var orders: [OrderNumber?] = []
        var current: OrderNumber?
        for message in self.messages {
            if let order = message.order {
                current = order
            } else if message.isInbound, message.isAboutOffer {
                current = nil
            }
            orders.append(current)
        }
        self.orders = orders
    }

    /// What the talk is about now.
    var currentOrder: OrderNumber? { orders.last ?? nil }

    var login: String? { messages.last { $0.isInbound }?.login }

    /// One for each order, and one for what is about none; the newest activity first.
    var conversations: [Conversation] {
        var seen: Set<OrderNumber?> = []
        return orders.reversed().filter { seen.insert($0).inserted }.map(conversation)
    }

    /// The part of the talk that a ticket with these keys stands for: what was said about its order; where nothing was, or
    /// no order is known, what the buyer wrote last, unless that is about another order.
    func conversation(for order: OrderNumber?) -> Conversation? {
        if let order, orders.contains(order) { return conversation(about: order) }
        let last = messages.lastIndex { $0.isInbound } ?? messages.indices.last
        guard let last, order == nil || orders[last] == nil else { return nil }
        return conversation(about: orders[last])
    }

    private func conversation(about order: OrderNumber?) -> Conversation {
        var shown: [ConversationMessage] = []
        var latest = Timestamp(seconds: 0)
        var topic: String?
        for (message, subject) in zip(messages, orders) where subject == order {
            latest = max(latest, message.createdAt ?? latest)
            if message.isInbound { topic = message.subject ?? topic }
            shown.append(
                ConversationMessage(
                    id: RemoteMessageID(message.id), role: message.isInbound ? .buyer : .seller,
                    authorName: message.login, text: message.text, createdAt: message.createdAt ?? latest,
                    attachments: message.files))
        }
        return Conversation(
            thread: place.thread, order: order, topic: topic, buyerName: login, messages: shown)
    }
}
