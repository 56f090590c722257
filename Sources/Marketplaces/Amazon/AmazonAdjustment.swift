import Domain

/// Why something cannot be asked of Amazon, in words for the agent.
struct AmazonRefusal: Error, Sendable, Hashable {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}

/// What of one item of an order goes back to the buyer.
struct AmazonAdjustment: Sendable, Hashable {
    /// `orderItemId`
    var item: String
    /// Each above zero, and none more than was paid under that name.
    var prices: [AmazonPrice]

    /// The items and amounts of a refund; all that was sent and paid where `refunds` is empty. What was refunded before is
    /// not shown by the API: Amazon itself refuses more than is left.
    static func all(
        of order: AmazonOrder, _ refunds: [ActionRequest.Refund]
    ) throws(AmazonRefusal) -> [AmazonAdjustment] {
        var refunds = refunds
        if refunds.isEmpty {
            refunds = order.items.filter { $0.shipped > 0 }.compactMap(\.id).map { ActionRequest.Refund(line: $0) }
        }
        guard !refunds.isEmpty else { throw AmazonRefusal("no item of this order was sent") }
        guard Set(refunds.map(\.line)).count == refunds.count else {
            throw AmazonRefusal("an item is named more than once")
        }
        var result: [AmazonAdjustment] = []
        for refund in refunds {
            guard let item = order.items.first(where: { $0.id == refund.line }) else {
                throw AmazonRefusal("the order has no item \(refund.line)")
            }
            guard item.shipped > 0 else {
                throw AmazonRefusal("the item \(refund.line) was not sent; cancel it instead")
            }
            result.append(AmazonAdjustment(item: refund.line, prices: try prices(refund, item)))
        }
        return result
    }

    private static func prices(
        _ refund: ActionRequest.Refund, _ item: AmazonOrder.Item
    ) throws(AmazonRefusal) -> [AmazonPrice] {
        let paid = item.paid.filter { $0.amount.minorUnits > 0 }
        guard !paid.isEmpty else { throw AmazonRefusal("Amazon does not tell what was paid for item \(refund.line)") }
        if let amount = refund.amount, !refund.isWhole { return try split(amount, paid, refund.line) }
        guard !item.isDiscounted else {
            throw AmazonRefusal("the buyer had a discount on item \(refund.line): name the amount to refund")
        }
        guard let quantity = refund.quantity, quantity != item.quantity else {
            guard item.shipped >= item.quantity else {
                throw AmazonRefusal(
                    "of item \(refund.line), \(item.shipped) of \(item.quantity) were sent: name the amount to refund")
            }
            guard let amount = refund.amount else { return paid }
            return try split(amount, paid, refund.line)
        }
        guard quantity >= 1, quantity < item.quantity, let amount = item.unitPrice?.times(quantity) else {
            throw AmazonRefusal("of item \(refund.line), \(item.quantity) were bought")
        }
        return try split(amount, paid, refund.line)
    }

    /// Takes the amount from the price first, then from shipping, then from gift wrap.
    private static func split(
        _ amount: Money, _ paid: [AmazonPrice], _ item: String
    ) throws(AmazonRefusal) -> [AmazonPrice] {
        guard amount.minorUnits > 0 else { throw AmazonRefusal("an amount above zero is needed") }
        guard paid.allSatisfy({ $0.amount.currency == amount.currency }) else {
            throw AmazonRefusal("item \(item) was paid in another currency than \(amount.currency)")
        }
        var rest = amount.minorUnits
        var result: [AmazonPrice] = []
        for price in paid where rest > 0 {
            let part = min(rest, price.amount.minorUnits)
            rest -= part
            result.append(
                AmazonPrice(component: price.component, amount: Money(minorUnits: part, currency: amount.currency)))
        }
        guard rest == 0 else { throw AmazonRefusal("\(amount) is more than was paid for item \(item)") }
        return result
    }
}
