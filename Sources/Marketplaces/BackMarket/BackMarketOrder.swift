import Domain
import Wire

/// An order of GET /ws/orders/{order_id}.
struct BackMarketOrder: Sendable {
    let json: JSON

    var id: String? { json["order_id"].scalar }
    var lines: [JSON] { json["orderlines"].elements }

    func line(_ id: String) -> JSON? { lines.first { $0["id"].scalar == id } }

    func context(number: OrderNumber) -> OrderContext {
        let address = json["shipping_address"]
        // Two spellings: the one of orders, and the older one of folders.
        let name = [
            address["firstName"].filled ?? address["first_name"].filled,
            address["lastName"].filled ?? address["last_name"].filled,
        ].compactMap { $0 }.joined(separator: " ")
        let currency = json["currency"].filled
        let tracking = [json["shipper_display"], json["tracking_number"], json["tracking_url"]].compactMap(\.filled)
        return OrderContext(
            number: OrderNumber(id ?? number.text),
            createdAt: json["date_creation"].string.flatMap { Timestamp(iso8601: $0) },
            state: json["state"].scalar.map { Self.states[$0] ?? "state \($0)" },
            buyerName: name.isEmpty ? nil : name, buyerLanguage: json["country_code"].filled,
            total: total(currency), lines: lines.map { line($0, currency) },
            tracking: tracking.isEmpty ? [] : [tracking.joined(separator: " ")],
            country: countryCode(address["country"].filled))
    }

    private func line(_ line: JSON, _ currency: String?) -> OrderContext.Line {
        OrderContext.Line(
            ids: line["id"].scalar.map { [$0] } ?? [],
            title: line["product"].filled ?? line["listing"].filled ?? "?", sku: line["listing"].filled,
            quantity: line["quantity"].scalar.flatMap { Int($0) } ?? 1,
            price: Money(decimal: line["price"].scalar, currency: line["currency"].filled ?? currency),
            state: line["state"].scalar.map { Self.lineStates[$0] ?? "state \($0)" })
    }

    /// The order's price is told without that of shipping.
    private func total(_ currency: String?) -> Money? {
        guard let price = Money(decimal: json["price"].scalar, currency: currency) else { return nil }
        let shipping = Money(decimal: json["shipping_price"].scalar, currency: currency)
        return Money(minorUnits: price.minorUnits &+ (shipping?.minorUnits ?? 0), currency: price.currency)
    }

    private static let states = [
        "0": "new, payment is checked", "10": "waits for the payment", "1": "paid, to be accepted",
        "3": "accepted, to be sent", "8": "not paid", "9": "sent",
    ]

    private static let lineStates = [
        "0": "new", "1": "paid, to be accepted", "2": "accepted, to be sent", "3": "sent", "4": "cancelled",
        "5": "refunded before it was sent", "6": "refunded after it was sent", "7": "not paid",
        "8": "waits for the payment", "9": "on hold",
    ]
}
