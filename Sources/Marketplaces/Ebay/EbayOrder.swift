import Domain
import Wire

/// An order of the Fulfillment interface.
struct EbayOrder: Sendable {
    let json: JSON

    var id: String? { json["orderId"].filled }
    var buyer: String? { json["buyer"]["username"].filled }
    /// The account's user name.
    var seller: String? { json["sellerId"].filled }
    /// Numbers of the listings that were bought, each once.
    var listings: [String] {
        var seen: Set<String> = []
        return lines.compactMap { $0["legacyItemId"].scalar }.filter { seen.insert($0).inserted }
    }
    var lines: [JSON] { json["lineItems"].elements }
    var total: Money? { Self.money(json["pricingSummary"]["total"]) }
    /// `NONE_REQUESTED`, `IN_PROGRESS`, `CANCELED`.
    var cancelState: String? { json["cancelStatus"]["cancelState"].filled }
    var cancelRequests: [JSON] { json["cancelStatus"]["cancelRequests"].elements }
    var hasShipped: Bool { json["orderFulfillmentStatus"].filled.map { $0 != "NOT_STARTED" } ?? false }

    func context(tracking: [String]) -> OrderContext {
        let address = json["fulfillmentStartInstructions"].elements.first?["shippingStep"]["shipTo"]
        let shipTo = address?["fullName"].filled
        let cancelled = cancelState.flatMap { $0 == "NONE_REQUESTED" ? nil : "cancellation \($0)" }
        let states = [json["orderFulfillmentStatus"].filled, json["orderPaymentStatus"].filled, cancelled]
        return OrderContext(
            number: OrderNumber(id ?? ""), createdAt: json["creationDate"].string.flatMap { Timestamp(iso8601: $0) },
            state: states.compactMap { $0 }.joined(separator: ", "),
            buyerName: shipTo ?? json["buyer"]["buyerRegistrationAddress"]["fullName"].filled ?? buyer,
            buyerLanguage: lines.lazy.compactMap { $0["purchaseMarketplaceId"].filled }
                .compactMap { Self.languages[$0] }.first,
            total: total, lines: lines.map(Self.line), tracking: tracking,
            country: countryCode(address?["contactAddress"]["countryCode"].filled))
    }

    private static func line(_ line: JSON) -> OrderContext.Line {
        let quantity = line["quantity"].scalar.flatMap { Int($0) } ?? 1
        let cost = money(line["lineItemCost"])
        // The cost is that of all pieces.
        let price = cost.flatMap { cost in
            quantity > 0 && cost.minorUnits % Int64(quantity) == 0
                ? Money(minorUnits: cost.minorUnits / Int64(quantity), currency: cost.currency) : nil
        }
        let listing = line["legacyItemId"].scalar.map { " [\($0)]" } ?? ""
        return OrderContext.Line(
            ids: line["lineItemId"].scalar.map { [$0] } ?? [], title: (line["title"].filled ?? "?") + listing,
            sku: line["sku"].filled, quantity: quantity, price: price,
            state: line["lineItemFulfillmentStatus"].filled)
    }

    /// What is still to be paid back of one line; nil where the order has no such line or names no price.
    func remainder(ofLine id: String) -> Money? {
        guard let line = lines.first(where: { $0["lineItemId"].scalar == id }) else { return nil }
        return Self.less(Self.money(line["total"]) ?? Self.money(line["lineItemCost"]), line["refunds"].elements)
    }

    /// What is still to be paid back of the whole order.
    var remainder: Money? { Self.less(total, refunds.map(\.json)) }

    /// Refunds of the order and of its lines. One that is about several lines stands, with the same id, at each; one of
    /// the order may stand at a line again.
    var refunds: [EbayRefund] {
        let ofOrder = json["paymentSummary"]["refunds"].elements.map { EbayRefund(json: $0) }
        let known = Set(ofOrder.compactMap(\.id))
        let ofLines = lines.flatMap { $0["refunds"].elements }.map { EbayRefund(json: $0) }
        return ofOrder + ofLines.filter { refund in refund.id.map { !known.contains($0) } ?? true }
    }

    private static func less(_ amount: Money?, _ refunds: [JSON]) -> Money? {
        guard let amount else { return nil }
        let paid = refunds.map { EbayRefund(json: $0) }.filter { $0.status != "FAILED" }.compactMap(\.amount)
            .filter { $0.currency == amount.currency }
        let rest = paid.reduce(amount.minorUnits) { $0 &- $1.minorUnits }
        return Money(minorUnits: max(0, rest), currency: amount.currency)
    }

    static func money(_ json: JSON) -> Money? {
        Money(decimal: json["value"].scalar, currency: json["currency"].filled)
    }

    /// Main language of the buyers of each site.
    private static let languages = [
        "EBAY_DE": "de", "EBAY_AT": "de", "EBAY_CH": "de", "EBAY_FR": "fr", "EBAY_IT": "it", "EBAY_ES": "es",
        "EBAY_NL": "nl", "EBAY_PL": "pl", "EBAY_GB": "en-GB", "EBAY_IE": "en-IE", "EBAY_US": "en-US",
        "EBAY_AU": "en-AU", "EBAY_CA": "en-CA",
    ]
}

/// A refund of an order or of a line.
struct EbayRefund: Sendable {
    let json: JSON

    var id: String? { json["refundId"].scalar }
    /// `PENDING`, `REFUNDED`, `FAILED`; lines do not state it.
    var status: String? { json["refundStatus"].filled }
    var amount: Money? { EbayOrder.money(json["amount"]) }
    /// Nil until the money has gone.
    var date: Timestamp? { json["refundDate"].string.flatMap { Timestamp(iso8601: $0) } }
}
