import Domain
import Wire

extension MiraklOrder {
    /// The order as the agent sees it.
    var context: OrderContext {
        let customer = json["customer"]
        let name = [customer["firstname"], customer["lastname"]].compactMap(\.filled).joined(separator: " ")
        return OrderContext(
            number: OrderNumber(id), createdAt: json["created_date"].string.flatMap { Timestamp(iso8601: $0) },
            state: state, buyerName: name.isEmpty ? nil : name,
            buyerLanguage: customer["locale"].filled.map { $0.replacing("_", with: "-") },
            total: Money(decimal: json["total_price"].scalar, currency: currency),
            lines: lines.map { $0.context(of: self) }, tracking: tracking,
            country: countryCode(customer["shipping_address"]["country_iso_code"].filled))
    }

    private var tracking: [String] {
        let parts = [json["shipping_company"], json["shipping_tracking"], json["shipping_tracking_url"]]
        let text = parts.compactMap(\.filled).joined(separator: " ")
        return text.isEmpty ? [] : [text]
    }
}

extension MiraklOrder.Line {
    fileprivate func context(of order: MiraklOrder) -> OrderContext.Line {
        var words = [state, json["order_line_state_reason_label"].filled].compactMap { $0 }.joined(separator: ": ")
        // Nothing else tells how long an incident is open: its line rests until it is closed.
        if hasIncident, let changedAt { words += ", since \(changedAt)" }
        return OrderContext.Line(
            ids: id.isEmpty ? [] : [id], title: json["product_title"].filled ?? json["offer_sku"].filled ?? "?",
            sku: json["offer_sku"].filled, quantity: Int(exactly: quantity) ?? 1,
            price: Money(decimal: json["price_unit"].scalar ?? json["price"].scalar, currency: order.currency),
            givenBack: givenBack(order),
            state: words.isEmpty ? nil : words)
    }

    /// As OR30 gives it: all that is left, with shipping and the taxes that come on top.
    private func givenBack(_ order: MiraklOrder) -> Money? {
        guard let paid = rest?.paid(addsTaxes: order.addsTaxes), let currency = order.currency else { return nil }
        let sum = paid.goods.addingReportingOverflow(paid.shipping)
        return sum.overflow ? nil : Money(minorUnits: sum.partialValue, currency: currency)
    }
}
