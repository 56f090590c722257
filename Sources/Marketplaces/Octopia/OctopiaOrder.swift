import Domain
import Wire

/// An order of GET /orders/{orderId}. Only the id is certain.
struct OctopiaOrder: Sendable {
    private let json: JSON

    init?(_ json: JSON) {
        guard json.first("orderId", "id", "reference") != nil else { return nil }
        self.json = json
    }

    var salesChannel: String? {
        json["salesChannel"].first("id", "code") ?? json.first("salesChannel", "salesChannelId")
    }
    var customer: String? { json["customer"].first("customerId", "id", "reference") ?? json.first("customerId") }

    func context(number: OrderNumber) -> OrderContext {
        let lines = json["lines"].elements
        let shipping = lines.lazy.map { $0["shippingAddress"] }.first { $0.has("lastName") }
        let address = shipping ?? json["billingAddress"]
        let name = [address["firstName"], address["lastName"]].compactMap(\.filled).joined(separator: " ")
        let parcels = (lines + [json]).flatMap { $0["parcels"].elements }
        var seen: Set<String> = []
        return OrderContext(
            number: OrderNumber(json.first("orderId", "id") ?? number.text),
            createdAt: json.date("purchasedAt", "createdAt"), state: json.first("status"),
            buyerName: name.isEmpty ? nil : name, buyerLanguage: salesChannel == "CDISFR" ? "fr" : nil,
            total: money(json["totalPrice"]["sellingPrice"].scalar ?? json.first("totalPrice")),
            lines: lines.map { line in
                let offer = line["offer"]
                let price = line["sellingPrice"]["unitSalesPrice"].scalar ?? line["offerPrice"]["unitSalesPrice"].scalar
                return OrderContext.Line(
                    ids: [line.first("orderLineId", "id")].compactMap(\.self),
                    title: offer.first("productTitle", "productId") ?? line.first("title") ?? "?",
                    sku: offer.first("sellerProductId"),
                    quantity: line["quantity"].scalar.flatMap { Int($0) } ?? 1, price: money(price),
                    state: line.first("status"))
            },
            tracking: parcels.compactMap { parcel in
                guard let number = parcel.first("parcelNumber") else { return nil }
                let words = [parcel.first("carrierName"), number].compactMap(\.self).joined(separator: " ")
                return seen.insert(words).inserted ? words : nil
            })
    }

    private func money(_ amount: String?) -> Money? {
        Money(decimal: amount, currency: json.first("currencyCode", "currency"))
    }
}
