import Domain
import Wire

/// An order of OR11 as the agent sees it.
enum MiraklOrder {
    /// Nil if the answer lists no order with this number or with this number as its commercial id.
    static func context(_ json: JSON, number: OrderNumber) -> OrderContext? {
        let orders = json["orders"].elements
        guard
            let order = orders.first(where: { $0["order_id"].scalar == number.text })
                ?? orders.first(where: { $0["commercial_id"].scalar == number.text })
        else { return nil }
        let currency = order["currency_iso_code"].string
        let customer = order["customer"]
        let name = [customer["firstname"], customer["lastname"]].compactMap(\.filled).joined(separator: " ")
        return OrderContext(
            number: OrderNumber(order["order_id"].scalar ?? number.text),
            createdAt: order["created_date"].string.flatMap { Timestamp(iso8601: $0) },
            state: order["order_state"].filled, buyerName: name.isEmpty ? nil : name,
            buyerLanguage: customer["locale"].filled.map { $0.replacing("_", with: "-") },
            total: Money(decimal: order["total_price"].scalar, currency: currency),
            lines: order["order_lines"].elements.map { line($0, currency: currency) }, tracking: tracking(order))
    }

    private static func line(_ line: JSON, currency: String?) -> OrderContext.Line {
        let state = [line["order_line_state"], line["order_line_state_reason_label"]].compactMap(\.filled)
        return OrderContext.Line(
            title: line["product_title"].filled ?? line["offer_sku"].filled ?? "?", sku: line["offer_sku"].filled,
            quantity: line["quantity"].integer.flatMap(Int.init(exactly:)) ?? 1,
            price: Money(decimal: line["price_unit"].scalar ?? line["price"].scalar, currency: currency),
            state: state.isEmpty ? nil : state.joined(separator: ": "))
    }

    private static func tracking(_ order: JSON) -> [String] {
        let parts = [order["shipping_company"], order["shipping_tracking"], order["shipping_tracking_url"]]
        let text = parts.compactMap(\.filled).joined(separator: " ")
        return text.isEmpty ? [] : [text]
    }
}
