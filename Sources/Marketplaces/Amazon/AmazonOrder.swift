import Domain
import Wire

/// An order of getOrder, version 2026-01-01.
enum AmazonOrder {
    static func context(_ json: JSON, number: OrderNumber) -> OrderContext? {
        let order = json["order"]
        guard order["orderId"].filled != nil else { return nil }
        let fulfillment = order["fulfillment"]
        // Amazon itself serves buyers of orders that it ships; the agent should know.
        let state = [fulfillment["fulfillmentStatus"], fulfillment["fulfilledBy"]].compactMap(\.filled)
        return OrderContext(
            number: number, createdAt: order["createdTime"].string.flatMap { Timestamp(iso8601: $0) },
            state: state.isEmpty ? nil : state.joined(separator: ", "), buyerName: order["buyer"]["buyerName"].filled,
            total: money(order["proceeds"]["grandTotal"]), lines: order["orderItems"].elements.map(line),
            tracking: order["packages"].elements.compactMap(tracking))
    }

    private static func line(_ item: JSON) -> OrderContext.Line {
        let product = item["product"]
        let asin = product["asin"].filled.map { " [ASIN: \($0)]" } ?? ""
        let cancellation = item["cancellation"]["cancellationRequest"]
        let state = cancellation["requester"].filled.map { "cancellation requested by \($0)" }
        return OrderContext.Line(
            title: (product["title"].filled ?? "?") + asin, sku: product["sellerSku"].filled,
            quantity: item["quantityOrdered"].integer.flatMap(Int.init(exactly:)) ?? 1,
            price: money(product["price"]["unitPrice"]), state: state)
    }

    private static func tracking(_ package: JSON) -> String? {
        let parts = [package["carrier"], package["trackingNumber"], package["packageStatus"]["status"]]
        let text = parts.compactMap(\.filled).joined(separator: " ")
        return text.isEmpty ? nil : text
    }

    private static func money(_ json: JSON) -> Money? {
        Money(decimal: json["amount"].scalar, currency: json["currencyCode"].filled)
    }
}
