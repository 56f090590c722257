import Domain
import Wire

/// An order as either version of the Orders API tells of it.
struct AmazonOrder: Sendable, Hashable {
    /// How far it has come; what software may do with it depends on that.
    enum Progress: Sendable { case waiting, unshipped, partlyShipped, shipped, cancelled, unknown }

    struct Item: Sendable, Hashable {
        /// Nil where the answer names none: then nothing can be done with it by API.
        var id: String?
        var title: String
        var asin: String?
        var sku: String?
        var quantity: Int
        var shipped: Int
        var unitPrice: Money?
        /// What the buyer paid for it beside taxes that come on top.
        var paid: [AmazonPrice] = []
        /// Whether the buyer paid less than ``paid`` says.
        var isDiscounted = false
        /// Why the buyer asked to cancel it; nil if nobody did. Empty where no reason was given.
        var cancellationWish: String?
        var cancelledBy: String?
    }

    var createdAt: Timestamp?
    var marketplaceID: String?
    /// Amazon's own word for ``progress``.
    var status: String?
    /// Amazon's own word for who sends it.
    var sender: String?
    /// Sent by Amazon from its own stock, which then looks after the buyer, too.
    var isSentByAmazon: Bool
    var progress: Progress
    var buyerName: String?
    /// BCP 47; the Orders API does not tell it.
    var buyerLanguage: String?
    var total: Money?
    var items: [Item]
    var tracking: [String] = []

    /// Whether the buyer asked to cancel it, or a part.
    var isCancellationWished: Bool { items.contains { $0.cancellationWish != nil } }

    func context(number: OrderNumber) -> OrderContext {
        var state = [status, sender].compactMap(\.self).joined(separator: ", ")
        if isSentByAmazon { state += " (fulfilled by Amazon: its own service looks after this order)" }
        return OrderContext(
            number: number, createdAt: createdAt, state: state.isEmpty ? nil : state, buyerName: buyerName,
            buyerLanguage: buyerLanguage, total: total, lines: items.map(\.line), tracking: tracking,
            fulfilment: sender == nil ? nil : isSentByAmazon ? .marketplace : .seller)
    }
}

extension AmazonOrder.Item {
    var line: OrderContext.Line {
        var states: [String] = []
        if let cancelledBy { states.append("cancelled by \(cancelledBy)") }
        if let wish = cancellationWish {
            states.append(wish.isEmpty ? "cancellation requested by BUYER" : "cancellation requested by BUYER: \(wish)")
        }
        return OrderContext.Line(
            ids: [id].compactMap(\.self), title: title + (asin.map { " [ASIN: \($0)]" } ?? ""), sku: sku,
            quantity: quantity, price: unitPrice, state: states.isEmpty ? nil : states.joined(separator: ", "))
    }
}

/// A part of what was paid for an item, by the name that refunds have for it.
struct AmazonPrice: Sendable, Hashable {
    enum Component: String, Sendable {
        case principal = "Principal"
        case shipping = "Shipping"
        case giftWrap = "GiftWrap"
    }

    var component: Component
    var amount: Money
}
