import Domain
import Wire

extension AmazonOrder {
    /// An answer of getOrder, version 2026-01-01; nil where it holds no order.
    init?(current json: JSON) {
        let order = json["order"]
        guard order["orderId"].scalar != nil else { return nil }
        let fulfillment = order["fulfillment"]
        let status = fulfillment["fulfillmentStatus"].filled
        self.init(
            createdAt: order["createdTime"].string.flatMap { Timestamp(iso8601: $0) },
            marketplaceID: order["salesChannel"]["marketplaceId"].filled, status: status,
            sender: fulfillment["fulfilledBy"].filled, isSentByAmazon: fulfillment["fulfilledBy"].string == "AMAZON",
            progress: Progress(current: status), buyerName: order["buyer"]["buyerName"].filled,
            total: Money(amazon: order["proceeds"]["grandTotal"]),
            items: order["orderItems"].elements.map(Item.init(current:)),
            tracking: order["packages"].elements.compactMap(Self.tracking))
    }

    private static func tracking(_ package: JSON) -> String? {
        let parts = [package["carrier"], package["trackingNumber"], package["packageStatus"]["status"]]
        let text = parts.compactMap(\.filled).joined(separator: " ")
        return text.isEmpty ? nil : text
    }

    /// Answers of getOrder and getOrderItems, version 0; nil where they hold no order.
    init?(old json: JSON, items: JSON) {
        let order = json["payload"]
        guard order["AmazonOrderId"].scalar != nil else { return nil }
        let status = order["OrderStatus"].filled
        self.init(
            createdAt: order["PurchaseDate"].string.flatMap { Timestamp(iso8601: $0) },
            marketplaceID: order["MarketplaceId"].filled, status: status, sender: order["FulfillmentChannel"].filled,
            isSentByAmazon: order["FulfillmentChannel"].string == "AFN", progress: Progress(old: status),
            buyerName: order["BuyerInfo"]["BuyerName"].filled, total: Money(amazon: order["OrderTotal"]),
            items: items["payload"]["OrderItems"].elements.map(Item.init(old:)))
    }
}

extension AmazonOrder.Progress {
    /// `fulfillmentStatus`; values that are not known yet allow nothing.
    init(current status: String?) {
        self =
            switch status {
            case "PENDING", "PENDING_AVAILABILITY": .waiting
            case "UNSHIPPED": .unshipped
            case "PARTIALLY_SHIPPED": .partlyShipped
            case "SHIPPED": .shipped
            case "CANCELLED": .cancelled
            default: .unknown
            }
    }

    /// `OrderStatus`.
    init(old status: String?) {
        self =
            switch status {
            case "Pending", "PendingAvailability": .waiting
            case "Unshipped": .unshipped
            case "PartiallyShipped": .partlyShipped
            case "Shipped", "InvoiceUnconfirmed": .shipped
            case "Canceled": .cancelled
            default: .unknown
            }
    }
}

extension AmazonOrder.Item {
    init(current item: JSON) {
        let product = item["product"]
        let quantity = item["quantityOrdered"].count ?? 1
        let unitPrice = Money(amazon: product["price"]["unitPrice"])
        let breakdowns = item["proceeds"]["breakdowns"].elements
        var paid = breakdowns.compactMap { AmazonPrice($0["type"].string, Money(amazon: $0["subtotal"])) }
        if !paid.contains(where: { $0.component == .principal }),
            let principal = unitPrice?.times(quantity).map({ AmazonPrice(component: .principal, amount: $0) })
        {
            paid.insert(principal, at: 0)
        }
        let discount = breakdowns.first { $0["type"].string == "DISCOUNT" }.flatMap { Money(amazon: $0["subtotal"]) }
        let wish = item["cancellation"]["cancellationRequest"]
        self.init(
            id: item["orderItemId"].scalar, title: product["title"].filled ?? "?", asin: product["asin"].filled,
            sku: product["sellerSku"].filled, quantity: quantity,
            shipped: item["fulfillment"]["quantityFulfilled"].count ?? 0, unitPrice: unitPrice, paid: paid,
            isDiscounted: discount.map { $0.minorUnits != 0 } ?? false,
            cancellationWish: wish["requester"].filled == nil ? nil : wish["cancelReason"].filled ?? "",
            cancelledBy: item["cancellation"]["cancellationExecution"]["cancelledBy"].filled)
    }

    init(old item: JSON) {
        let quantity = item["QuantityOrdered"].count ?? 1
        // Here the price is that of all pieces.
        let price = Money(amazon: item["ItemPrice"])
        let paid: [AmazonPrice] = [
            (AmazonPrice.Component.principal, price), (.shipping, Money(amazon: item["ShippingPrice"])),
        ].compactMap { component, amount in amount.map { AmazonPrice(component: component, amount: $0) } }
        let discounts = [item["PromotionDiscount"], item["ShippingDiscount"]].compactMap { Money(amazon: $0) }
        let wish = item["BuyerRequestedCancel"]
        self.init(
            id: item["OrderItemId"].scalar, title: item["Title"].filled ?? "?", asin: item["ASIN"].filled,
            sku: item["SellerSKU"].filled, quantity: quantity, shipped: item["QuantityShipped"].count ?? 0,
            unitPrice: quantity > 0 ? price.map { $0.divided(by: quantity) } : nil, paid: paid,
            isDiscounted: discounts.contains { $0.minorUnits != 0 },
            cancellationWish: wish["IsBuyerRequestedCancel"].isTrue ? wish["BuyerCancelReason"].filled ?? "" : nil)
    }
}

extension AmazonPrice {
    /// Nil for taxes, which come on top in some countries and are within the price in others, and for what is not known.
    init?(_ type: String?, _ amount: Money?) {
        guard let amount else { return nil }
        switch type {
        case "ITEM": self.init(component: .principal, amount: amount)
        case "SHIPPING": self.init(component: .shipping, amount: amount)
        case "GIFT_WRAP": self.init(component: .giftWrap, amount: amount)
        default: return nil
        }
    }
}

extension Money {
    /// `{"amount","currencyCode"}`, in version 0 with capitals.
    init?(amazon json: JSON) {
        self.init(
            decimal: json["amount"].scalar ?? json["Amount"].scalar,
            currency: json["currencyCode"].filled ?? json["CurrencyCode"].filled)
    }

    /// Nil where it does not fit.
    func times(_ count: Int) -> Money? {
        let (product, overflows) = minorUnits.multipliedReportingOverflow(by: Int64(count))
        return overflows ? nil : Money(minorUnits: product, currency: currency)
    }

    /// Rounded towards zero; `count` is at least 1.
    fileprivate func divided(by count: Int) -> Money {
        Money(minorUnits: minorUnits / Int64(count), currency: currency)
    }
}

extension JSON {
    /// A number of pieces, written as a number or a string.
    fileprivate var count: Int? { scalar.flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil } }

    /// True as a Boolean, or as the string that version 0 writes.
    fileprivate var isTrue: Bool { bool == true || string == "true" }
}
