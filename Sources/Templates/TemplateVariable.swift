/// What a template can name: `{{order.number}}`. Raw values are the words of the configuration.
public enum TemplateVariable: String, Sendable, Hashable, CaseIterable {
    case orderNumber = "order.number"
    case orderDate = "order.date"
    case orderTotal = "order.total"
    /// The marketplace's own word.
    case orderState = "order.state"
    case buyerName = "buyer.name"
    case itemTitle = "item.title"
    case itemSKU = "item.sku"
    case itemQuantity = "item.quantity"
    /// Of one piece.
    case itemPrice = "item.price"
    /// Carrier and number of the only parcel.
    case tracking
    /// Until when the buyer's question has to be answered.
    case deadline
    case marketplace
    case agentName = "agent.name"
    case today
}
