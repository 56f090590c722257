import Domain
import Wire

/// An order of GET /order/checkout-forms/{id} (public.v1).
struct AllegroOrder: Sendable {
    private let json: JSON

    /// Nil where the answer is no order.
    init?(_ json: JSON) {
        guard json["id"].filled != nil else { return nil }
        self.json = json
    }

    struct Line: Sendable {
        var id: String
        var quantity: Int64
        var price: Money?
    }

    var buyerLogin: String? { json["buyer"]["login"].filled }
    /// Nil where the buyer did not pay through Allegro.
    var paymentID: String? { json["payment"]["id"].filled }
    /// `NEW`, `PROCESSING`, `SENT`, `CANCELLED`, …
    var fulfillment: String? { json["fulfillment"]["status"].filled }
    var deliveryCost: JSON? {
        let cost = json["delivery"]["cost"]
        guard let amount = money(cost), amount.minorUnits > 0 else { return nil }
        return allegroValue(amount)
    }

    var lines: [Line] {
        json["lineItems"].elements.compactMap { item in
            guard let id = item["id"].scalar, !id.isEmpty else { return nil }
            return Line(
                id: id, quantity: item["quantity"].scalar.flatMap { Int64($0) } ?? 1, price: money(item["price"]))
        }
    }

    /// `shipments` of GET /order/checkout-forms/{id}/shipments.
    func context(number: OrderNumber, shipments: [JSON]) -> OrderContext {
        let buyer = json["buyer"]
        let name = [buyer["firstName"], buyer["lastName"]].compactMap(\.filled).joined(separator: " ")
        let items = json["lineItems"].elements
        return OrderContext(
            number: OrderNumber(json["id"].filled ?? number.text),
            createdAt: items.compactMap { AllegroIssue.date($0["boughtAt"]) }.min(),
            state: fulfillment ?? json["status"].filled, buyerName: name.isEmpty ? buyerLogin : name,
            buyerLanguage: buyer["preferences"]["language"].filled, total: money(json["summary"]["totalToPay"]),
            lines: items.map { item in
                OrderContext.Line(
                    ids: [item["id"].scalar].compactMap(\.self),
                    title: item["offer"]["name"].filled ?? item["offer"]["id"].scalar ?? "?",
                    sku: item["offer"]["external"]["id"].filled,
                    quantity: item["quantity"].scalar.flatMap { Int($0) } ?? 1, price: money(item["price"]))
            },
            tracking: shipments.compactMap { shipment in
                guard let waybill = shipment["waybill"].scalar, !waybill.isEmpty else { return nil }
                let carrier = shipment["carrierName"].filled ?? shipment["carrierId"].filled
                return carrier.map { "\($0) \(waybill)" } ?? waybill
            })
    }

    private func money(_ json: JSON) -> Money? {
        Money(decimal: json["amount"].scalar, currency: json["currency"].filled)
    }
}

/// An amount as Allegro takes it: a text in major units with two decimals.
func allegroValue(_ money: Money) -> JSON {
    let words = money.description.split(separator: " ")
    return ["amount": .string(String(words.first ?? "0.00")), "currency": .string(money.currency)]
}
