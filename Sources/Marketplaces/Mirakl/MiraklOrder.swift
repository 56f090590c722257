import Domain
import Wire

/// An order of OR11. Amounts are in minor units of its currency.
struct MiraklOrder: Sendable {
    struct Tax: Sendable, Hashable {
        var code: String
        var amount: Int64
    }

    /// Price, shipping and their taxes of a line, or of what was given back of it.
    struct Amounts: Sendable, Hashable {
        /// Without taxes where the order's mode is `TAX_EXCLUDED`.
        var price: Int64
        var shipping: Int64
        var taxes: [Tax]
        var shippingTaxes: [Tax]
    }

    /// An entry of `refunds[]` or `cancelations[]`.
    struct Return: Sendable, Hashable {
        var id: String?
        var createdAt: Timestamp?
        var amounts: Amounts
        var quantity: Int64
        /// `WAITING_REFUND`, `WAITING_REFUND_PAYMENT`, `REFUNDED`.
        var state: String?
        var reason: String?
    }

    struct Line: Sendable {
        /// Empty where there is none: then nothing can be done with it.
        var id: String
        var json: JSON
        /// `SHIPPING`, `SHIPPED`, `INCIDENT_OPEN`, …; an open list.
        var state: String?
        var changedAt: Timestamp?
        var canRefund: Bool
        var quantity: Int64
        /// Nil where the price cannot be read.
        var amounts: Amounts?
        var refunds: [Return]
        var cancelations: [Return]
    }

    var id: String
    var commercialID: String?
    var customersReference: String?
    var state: String?
    var currency: String?
    /// `TAX_INCLUDED` or `TAX_EXCLUDED`.
    var taxMode: String?
    /// Whether OR29 takes it.
    var canCancel: Bool
    var lines: [Line]
    let json: JSON

    init?(_ json: JSON) {
        guard let id = json["order_id"].scalar else { return nil }
        self.id = id
        self.json = json
        commercialID = json["commercial_id"].scalar
        customersReference = json["references"]["order_reference_for_customer"].scalar
        state = json["order_state"].filled
        currency = json["currency_iso_code"].filled
        taxMode = json["order_tax_mode"].filled
        canCancel = json["can_cancel"].bool ?? false
        lines = json["order_lines"].elements.map(Line.init)
    }

    /// Whether a number ends as Mirakl's own do, with a hyphen and up to three letters; what the customer is told does not.
    static func isWhole(_ number: OrderNumber) -> Bool {
        guard let hyphen = number.text.lastIndex(of: "-") else { return false }
        let letters = number.text[hyphen...].dropFirst()
        return (1...3).contains(letters.count) && letters.allSatisfy { $0.isASCIICapital }
    }

    /// Whether taxes come on top of prices.
    var addsTaxes: Bool { taxMode == "TAX_EXCLUDED" }
}

extension MiraklOrder.Line {
    init(_ json: JSON) {
        let id = json["order_line_id"].scalar ?? ""
        self.init(
            id: id, json: json, state: json["order_line_state"].filled,
            changedAt: json["last_updated_date"].string.flatMap { Timestamp(iso8601: $0) },
            // Where nothing is said, the marketplace decides.
            canRefund: !id.isEmpty && json["can_refund"].bool ?? true, quantity: json["quantity"].integer ?? 1,
            amounts: MiraklOrder.Amounts(json, price: "price", shipping: "shipping_price"),
            refunds: json["refunds"].elements.compactMap(MiraklOrder.Return.init),
            cancelations: json["cancelations"].elements.compactMap(MiraklOrder.Return.init))
    }

    /// What was not given back yet; nil where the price is not known.
    var rest: MiraklOrder.Amounts? {
        guard var rest = amounts else { return nil }
        for entry in refunds + cancelations { rest.take(entry.amounts) }
        return rest
    }

    /// Whether nothing of its price is left to give back; false where the price is not known.
    func isPaidBack(_ order: MiraklOrder) -> Bool { rest?.paid(addsTaxes: order.addsTaxes).goods == 0 }

    var hasIncident: Bool { !id.isEmpty && state == "INCIDENT_OPEN" }

    /// Past these states there is something to refund, nothing to cancel.
    var isTooLateToCancel: Bool {
        id.isEmpty
            || [
                "SHIPPED", "TO_COLLECT", "RECEIVED", "CLOSED", "REFUSED", "CANCELED", "INCIDENT_OPEN",
                "INCIDENT_CLOSED",
                "REFUNDED",
            ].contains(state)
    }
}

extension MiraklOrder.Return {
    init?(_ json: JSON) {
        guard let amounts = MiraklOrder.Amounts(json, price: "amount", shipping: "shipping_amount") else { return nil }
        self.init(
            id: json["id"].scalar, createdAt: json["created_date"].string.flatMap { Timestamp(iso8601: $0) },
            amounts: amounts, quantity: json["quantity"].integer ?? 0,
            state: json["state"].filled ?? json["refund_state"].filled, reason: json["reason_code"].scalar)
    }
}

extension MiraklOrder.Amounts {
    /// What is more than this is taken for nonsense, so that no sum or product leaves 64 bits.
    private static let most: Int64 = 1_000_000_000

    init?(_ json: JSON, price: String, shipping: String) {
        guard let amount = Self.minor(json[price]) else { return nil }
        let taxes = Self.taxes(json["taxes"])
        guard taxes.reduce(amount, { $0 + $1.amount }) <= Self.most else { return nil }
        self.init(
            price: amount, shipping: Self.minor(json[shipping]) ?? 0, taxes: taxes,
            shippingTaxes: Self.taxes(json["shipping_taxes"]))
    }

    private static func taxes(_ json: JSON) -> [MiraklOrder.Tax] {
        json.elements.compactMap { tax in
            guard let code = tax["code"].scalar, let amount = minor(tax["amount"]) else { return nil }
            return MiraklOrder.Tax(code: code, amount: amount)
        }
    }

    private static func minor(_ json: JSON) -> Int64? {
        guard let amount = Money(decimal: json.scalar, currency: "?")?.minorUnits, (0...most).contains(amount) else {
            return nil
        }
        return amount
    }

    mutating func take(_ other: MiraklOrder.Amounts) {
        price = max(0, price - other.price)
        shipping = max(0, shipping - other.shipping)
        Self.take(other.taxes, from: &taxes)
        Self.take(other.shippingTaxes, from: &shippingTaxes)
    }

    private static func take(_ some: [MiraklOrder.Tax], from taxes: inout [MiraklOrder.Tax]) {
        for tax in some {
            guard let index = taxes.firstIndex(where: { $0.code == tax.code }) else { continue }
            taxes[index].amount = max(0, taxes[index].amount - tax.amount)
        }
    }

    /// What the buyer paid for the goods, and for the shipping.
    func paid(addsTaxes: Bool) -> (goods: Int64, shipping: Int64) {
        guard addsTaxes else { return (price, shipping) }
        return (
            taxes.reduce(price) { $0 + $1.amount }, shippingTaxes.reduce(shipping) { $0 + $1.amount }
        )
    }
}
