/// One write that an action consists of: bol takes one item, one return or one invoice at a time.
enum BolStep: Sendable, Hashable {
    /// PUT /retailer/orders/cancellation
    case cancel(item: String, reason: String)
    /// PUT /retailer/returns/{rma-id}; `rma` is not the id of the return.
    case handleReturn(rma: Int64, quantity: Int)
    /// POST /retailer/returns
    case createReturn(item: String, quantity: Int)

    var makesReturn: Bool {
        if case .createReturn = self { true } else { false }
    }

    /// The one result that pays the buyer back without leaving the goods with him. CUSTOMER_KEEPS_PRODUCT_PAID is never
    /// sent: bol's own pages disagree about whether it pays.
    static let credit = "RETURN_RECEIVED"
    /// Pieces of one call.
    static let pieces = 1...9999
}

/// Why an action is not possible as it was asked for; fit for the agent.
struct BolRefusal: Error, Sendable, Hashable {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}
