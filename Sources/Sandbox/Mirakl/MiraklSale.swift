import Domain

/// An order of OR11 with its lines, refunds and documents. Amounts are in cents.
struct MiraklSale: Keyed, Sendable {
    struct Tax: Sendable, Hashable {
        var code: String
        var amount: Int64
    }

    /// An entry of `refunds` or `cancelations`.
    struct Return: Sendable {
        var id: String
        var created: Timestamp
        var amount: Int64
        var shipping: Int64
        var quantity: Int64
        var reason: String
        var taxes: [Tax]
        var shippingTaxes: [Tax]
        /// Refunds only: `WAITING_REFUND` until the operator has paid it out.
        var state: String?
    }

    struct Line: Sendable {
        var id: String
        var article: Article
        var quantity: Int64
        var state: String
        /// Why the incident was opened.
        var incident: String?
        /// The shop said that it is solved; the customer has not confirmed it.
        var isResolved = false
        var price: Int64
        var shipping: Int64
        var taxes: [Tax] = []
        var shippingTaxes: [Tax] = []
        var refunds: [Return] = []
        var cancelations: [Return] = []
        var changed: Timestamp

        static let sendable: Set<String> = [
            "STAGING", "WAITING_ACCEPTANCE", "WAITING_DEBIT", "WAITING_DEBIT_PAYMENT", "SHIPPING",
        ]

        var canCancel: Bool { Self.sendable.contains(state) }
        var canRefund: Bool {
            ["SHIPPED", "TO_COLLECT", "RECEIVED", "INCIDENT_OPEN", "INCIDENT_CLOSED"].contains(state)
        }

        /// What was not given back yet.
        var rest: (price: Int64, shipping: Int64, taxes: [Tax], shippingTaxes: [Tax], quantity: Int64) {
            var rest = (
                price: price, shipping: shipping, taxes: taxes, shippingTaxes: shippingTaxes, quantity: quantity
            )
            for entry in refunds + cancelations {
                rest.price -= entry.amount
                rest.shipping -= entry.shipping
                rest.taxes = rest.taxes.map { $0.less(entry.taxes) }
                rest.shippingTaxes = rest.shippingTaxes.map { $0.less(entry.shippingTaxes) }
            }
            for entry in cancelations { rest.quantity -= entry.quantity }
            return rest
        }
    }

    struct Document: Sendable {
        var id: Int64
        var name: String
        var type: String
        var size: Int
        var uploaded: Timestamp
    }

    var order: Order
    var customerID: String
    var taxMode = "TAX_INCLUDED"
    var lines: [Line]
    var documents: [Document] = []

    var keys: [String] { [order.number] }

    /// The state of the lines where they agree, else that of the one furthest behind.
    var state: String {
        let alive = lines.filter { $0.state != "CANCELED" }
        if alive.isEmpty { return "CANCELED" }
        if alive.contains(where: \.canCancel) { return "SHIPPING" }
        return alive.allSatisfy { $0.state == "RECEIVED" } ? "RECEIVED" : "SHIPPED"
    }

    var canCancel: Bool { lines.allSatisfy(\.canCancel) }
    var hasIncident: Bool { lines.contains { $0.state == "INCIDENT_OPEN" } }
    var changed: Timestamp { lines.map(\.changed).max() ?? order.placed }

    /// `2500000001` of `2500000001-A`.
    var commercialID: String { order.number.split(separator: "-").dropLast().joined(separator: "-") }

    /// The order of somebody who wrote: one piece that was sent.
    init(sent order: Order, customerID: String) {
        self.order = order
        self.customerID = customerID
        lines = [
            Line(
                id: "\(order.number)-1", article: order.article, quantity: 1, state: "SHIPPED",
                price: order.article.price, shipping: order.article.shipping, changed: order.placed + .seconds(86_400))
        ]
    }

    init(order: Order, customerID: String, taxMode: String = "TAX_INCLUDED", lines: [Line]) {
        self.order = order
        self.customerID = customerID
        self.taxMode = taxMode
        self.lines = lines
    }
}

extension MiraklSale.Tax {
    fileprivate func less(_ others: [MiraklSale.Tax]) -> MiraklSale.Tax {
        let sum = others.filter { $0.code == code }.reduce(0) { $0 + $1.amount }
        return MiraklSale.Tax(code: code, amount: amount - sum)
    }
}
