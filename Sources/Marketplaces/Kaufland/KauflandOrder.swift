import Domain
import Wire

/// An order of GET /orders/{id_order}.
struct KauflandOrder: Sendable {
    private let json: JSON
    let units: [KauflandUnit]

    init(_ json: JSON) {
        self.json = json
        units = json["order_units"].elements.map(KauflandUnit.init)
    }

    /// Kaufland packs and sends it: the seller can neither refund nor cancel.
    var isFulfilledByKaufland: Bool { json["fulfillment_type"].string == "fulfilled_by_kaufland" }

    /// The order's tickets as far as the order shows them: open ones first, then by their last change, newest first.
    var summaries: [KauflandTicket] {
        var seen: Set<String> = []
        return json["order_units"].elements.flatMap { $0["tickets"].elements }
            .compactMap(KauflandTicket.init)
            .sorted { left, right in
                if left.isOpen != right.isOpen { return left.isOpen }
                return (left.updatedAt?.milliseconds ?? 0, left.id) > (right.updatedAt?.milliseconds ?? 0, right.id)
            }
            .filter { seen.insert($0.id).inserted }
    }

    var tickets: [String] { summaries.map(\.id) }

    /// Invoices that were uploaded, with `embedded=order_invoices`.
    var invoices: [(name: String?, createdAt: Timestamp?)] {
        json["order_invoices"].elements.map { invoice in
            (invoice["original_name"].filled, invoice["ts_created_iso"].string.flatMap { Timestamp(iso8601: $0) })
        }
    }

    /// Kaufland keeps one unit for each piece; equal pieces are shown as one line.
    func context(number: OrderNumber) -> OrderContext {
        var lines: [OrderContext.Line] = []
        var firsts: [KauflandUnit] = []
        for unit in units {
            if let index = firsts.firstIndex(where: { $0.isSameLine(as: unit) }) {
                lines[index].quantity += 1
                if !unit.id.isEmpty { lines[index].ids.append(unit.id) }
                continue
            }
            firsts.append(unit)
            lines.append(
                OrderContext.Line(
                    ids: unit.id.isEmpty ? [] : [unit.id], title: unit.title, sku: unit.offer, quantity: 1,
                    price: unit.price.flatMap { price in
                        unit.currency.map { Money(minorUnits: price, currency: $0) }
                    }, state: unit.status))
        }
        let address = json["shipping_address"].has("last_name") ? json["shipping_address"] : json["billing_address"]
        let name = [address["first_name"], address["last_name"]].compactMap(\.filled).joined(separator: " ")
        return OrderContext(
            number: OrderNumber(json["id_order"].scalar ?? number.text),
            createdAt: json["ts_created_iso"].string.flatMap { Timestamp(iso8601: $0) },
            state: Set(units.compactMap(\.status)).count == 1 ? units.first?.status : nil,
            buyerName: name.isEmpty ? nil : name, total: total, lines: lines,
            country: countryCode(address["country"].filled))
    }

    private var total: Money? {
        guard let currency = units.first?.currency else { return nil }
        var sum: Int64 = 0
        for unit in units {
            guard unit.currency == currency, let whole = unit.whole else { return nil }
            let (partial, overflow) = sum.addingReportingOverflow(whole)
            guard !overflow else { return nil }
            sum = partial
        }
        return Money(minorUnits: sum, currency: currency)
    }
}
