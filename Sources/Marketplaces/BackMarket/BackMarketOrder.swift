import Domain
import Wire

/// An order of GET /ws/orders/{order_id}.
struct BackMarketOrder: Sendable {
    let json: JSON

    var id: String? { json["order_id"].scalar }
    var lines: [JSON] { json["orderlines"].elements }

    func line(_ id: String) -> JSON? { lines.first { $0["id"].scalar == id } }

    /// What the buyer paid for all pieces of a line; nil where that cannot be told.
    func price(ofWhole line: JSON) -> Money? {
        guard let price = price(of: line) else { return nil }
        let pieces = Self.pieces(line)
        guard pieces != 1 else { return price }
        return namesPiecePrices.flatMap { $0 ? price.times(pieces) : price }
    }

    static func pieces(_ line: JSON) -> Int { line["quantity"].scalar.flatMap { Int($0) } ?? 1 }

    /// As it is named, of one piece or of all.
    func price(of line: JSON) -> Money? {
        Money(decimal: line["price"].scalar, currency: line["currency"].filled ?? json["currency"].filled)
    }

    /// Whether the prices of the lines are those of one piece. The reference does not say; the order's own price, which has no
    /// shipping, does: it is the sum of the lines. Nil where it fits both or neither.
    private var namesPiecePrices: Bool? {
        guard let whole = Money(decimal: json["price"].scalar, currency: json["currency"].filled) else { return nil }
        var plain = Money(minorUnits: 0, currency: whole.currency)
        var times = plain
        for line in lines {
            guard let price = price(of: line), let first = plain.adding(price),
                let second = price.times(Self.pieces(line)).flatMap(times.adding)
            else { return nil }
            (plain, times) = (first, second)
        }
        return (plain == whole) == (times == whole) ? nil : times == whole
    }

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
            total: total(currency), lines: lines.map(line),
            tracking: tracking.isEmpty ? [] : [tracking.joined(separator: " ")],
            country: countryCode(address["country"].filled))
    }

    private func line(_ line: JSON) -> OrderContext.Line {
        let pieces = Self.pieces(line)
        let whole = price(ofWhole: line)
        // Of a whole that does not divide by its pieces no price is named: a guess would be what is given back.
        let price = whole.flatMap { whole in
            pieces > 0 && whole.minorUnits % Int64(pieces) == 0
                ? Money(minorUnits: whole.minorUnits / Int64(pieces), currency: whole.currency) : nil
        }
        return OrderContext.Line(
            ids: line["id"].scalar.map { [$0] } ?? [],
            title: line["product"].filled ?? line["listing"].filled ?? "?", sku: line["listing"].filled,
            quantity: pieces, price: price, givenBack: whole,
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
