import Domain
import Wire

/// An order of GET /orders/{id_order}.
struct KauflandOrder: Sendable {
    private let json: JSON

    init(_ json: JSON) { self.json = json }

    /// Numbers of the order's tickets: open ones first, then by their last change, newest first.
    var tickets: [String] {
        var seen: Set<String> = []
        return json["order_units"].elements.flatMap { $0["tickets"].elements }
            .compactMap(KauflandTicket.init)
            .sorted { left, right in
                if left.isOpen != right.isOpen { return left.isOpen }
                return (left.updatedAt?.milliseconds ?? 0, left.id) > (right.updatedAt?.milliseconds ?? 0, right.id)
            }
            .map(\.id).filter { seen.insert($0).inserted }
    }

    /// Kaufland keeps one unit for each piece; equal pieces are shown as one line.
    func context(number: OrderNumber) -> OrderContext {
        var lines: [OrderContext.Line] = []
        for unit in json["order_units"].elements {
            let line = OrderContext.Line(
                title: unit["product"]["title"].filled ?? unit["id_offer"].filled ?? "?", sku: unit["id_offer"].filled,
                quantity: 1, price: money(unit["price"], unit), state: unit["status"].filled)
            if let index = lines.firstIndex(where: {
                $0.title == line.title && $0.price == line.price && $0.state == line.state
            }) {
                lines[index].quantity += 1
            } else {
                lines.append(line)
            }
        }
        let units = json["order_units"].elements
        let address = json["shipping_address"].has("last_name") ? json["shipping_address"] : json["billing_address"]
        let name = [address["first_name"], address["last_name"]].compactMap(\.filled).joined(separator: " ")
        return OrderContext(
            number: OrderNumber(json["id_order"].scalar ?? number.text),
            createdAt: json["ts_created_iso"].string.flatMap { Timestamp(iso8601: $0) },
            state: Set(units.compactMap { $0["status"].filled }).count == 1 ? units.first?["status"].filled : nil,
            buyerName: name.isEmpty ? nil : name, total: total(units), lines: lines)
    }

    /// Prices are minor units of the storefront's currency.
    private func money(_ amount: JSON, _ unit: JSON) -> Money? {
        guard let amount = amount.integer, let currency = unit["currency"].filled else { return nil }
        return Money(minorUnits: amount, currency: currency)
    }

    private func total(_ units: [JSON]) -> Money? {
        guard let currency = units.first?["currency"].filled, !units.isEmpty else { return nil }
        var sum: Int64 = 0
        for unit in units {
            guard unit["currency"].filled == currency, let price = unit["price"].integer else { return nil }
            sum = sum &+ price &+ (unit["shipping_rate"].integer ?? 0)
        }
        return Money(minorUnits: sum, currency: currency)
    }
}
