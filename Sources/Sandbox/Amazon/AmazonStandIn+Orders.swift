import Domain

extension AmazonStandIn {
    private static let datasets: Set<String> = [
        "BUYER", "RECIPIENT", "PROCEEDS", "EXPENSE", "PROMOTION", "CANCELLATION", "FULFILLMENT", "PACKAGES", "TAX",
        "PAYMENT", "FULFILLMENT_ORDERS",
    ]

    /// Whether `text` has the form 3-7-7 of an order id.
    static func isOrderID(_ text: String) -> Bool {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.utf8.count) == [3, 7, 7]
            && groups.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }

    /// getOrder of Orders 2026-01-01. The buyer's address is not told any more.
    func order(_ id: String, _ request: Request) throws(Refusal) -> Response {
        let query = try Query(request, allowed: ["includedData"])
        let included = try query.words("includedData", from: Self.datasets) ?? []
        let found = try known(id)
        let state = state(of: id)
        let price = Self.money(found.article.price + found.article.shipping)
        var order: [String: JSON] = [
            "orderId": .string(id), "createdTime": .time(found.placed),
            "lastUpdatedTime": .time(found.placed + .seconds(86_400)),
            "salesChannel": [
                "channelName": "AMAZON", "marketplaceId": .string(account.marketplaceID),
                "marketplaceName": .string("Amazon\(account.relayDomain.dropFirst("marketplace.amazon".count))"),
            ],
            "orderItems": [item(of: found, included)],
        ]
        if included.contains("BUYER") { order["buyer"] = ["buyerName": .string(found.buyer)] }
        if included.contains("PROCEEDS") { order["proceeds"] = ["grandTotal": price] }
        if included.contains("PACKAGES"), state.progress == .shipped, !state.isSentByAmazon {
            order["packages"] = [
                [
                    "packageReferenceId": "1", "packageStatus": ["status": "IN_TRANSIT"], "carrier": "DHL",
                    "shipTime": .time(found.placed + .seconds(86_400)), "trackingNumber": "00340434161094000000",
                    "packageItems": [["orderItemId": .string(Self.itemID(found)), "quantity": 1]],
                ]
            ]
        }
        if included.contains("FULFILLMENT") {
            order["fulfillment"] = [
                "fulfillmentStatus": .string(state.progress.rawValue),
                "fulfilledBy": .string(state.isSentByAmazon ? "AMAZON" : "MERCHANT"),
                "fulfillmentServiceLevel": "STANDARD",
                "deliverByWindow": [
                    "earliestDateTime": .time(found.placed + .seconds(2 * 86_400)),
                    "latestDateTime": .time(found.placed + .seconds(5 * 86_400)),
                ],
            ]
        }
        return .json(["order": .object(order)])
    }

    private func item(of order: Order, _ included: Set<String>) -> JSON {
        let article = order.article
        var item: [String: JSON] = [
            "orderItemId": .string(Self.itemID(order)), "quantityOrdered": 1,
            "product": [
                "asin": .string(article.asin), "title": .string(article.title), "sellerSku": .string(article.sku),
                "price": ["unitPrice": Self.money(article.price)],
            ],
        ]
        let state = state(of: order.number)
        if included.contains("FULFILLMENT") {
            let count: JSON = state.progress == .shipped ? 1 : 0
            item["fulfillment"] = ["quantityFulfilled": count, "quantityUnfulfilled": count == 1 ? 0 : 1]
        }
        if included.contains("PROCEEDS") {
            item["proceeds"] = [
                "proceedsTotal": Self.money(article.price + article.shipping),
                "breakdowns": [
                    ["type": "ITEM", "subtotal": Self.money(article.price)],
                    ["type": "SHIPPING", "subtotal": Self.money(article.shipping)],
                ],
            ]
        }
        if included.contains("CANCELLATION") {
            var cancellation: [String: JSON] = [:]
            if let wish = state.wish {
                cancellation["cancellationRequest"] = ["requester": "BUYER", "cancelReason": .string(wish)]
            }
            if let reason = state.cancelReason {
                cancellation["cancellationExecution"] = ["cancelledBy": "MERCHANT", "cancelReason": .string(reason)]
            }
            if !cancellation.isEmpty { item["cancellation"] = .object(cancellation) }
        }
        return .object(item)
    }

    /// getOrder of Orders v0, without what needs a restricted token.
    func oldOrder(_ id: String, _ request: Request) throws(Refusal) -> Response {
        _ = try Query(request, allowed: [])
        let found = try known(id)
        let state = state(of: id)
        let shipped: JSON = state.progress == .shipped ? 1 : 0
        return .json([
            "payload": [
                "AmazonOrderId": .string(id), "PurchaseDate": .time(found.placed),
                "LastUpdateDate": .time(found.placed + .seconds(86_400)), "OrderStatus": .string(state.progress.old),
                "FulfillmentChannel": .string(state.isSentByAmazon ? "AFN" : "MFN"),
                "OrderTotal": Self.oldMoney(found.article.price + found.article.shipping),
                "NumberOfItemsShipped": shipped, "NumberOfItemsUnshipped": shipped == 1 ? 0 : 1,
                "MarketplaceId": .string(account.marketplaceID),
            ]
        ])
    }

    /// getOrderItems of Orders v0; some flags are strings there.
    func oldItems(_ id: String, _ request: Request) throws(Refusal) -> Response {
        _ = try Query(request, allowed: ["NextToken"])
        let found = try known(id)
        let state = state(of: id)
        var item: [String: JSON] = [
            "ASIN": .string(found.article.asin), "OrderItemId": .string(Self.itemID(found)),
            "SellerSKU": .string(found.article.sku), "Title": .string(found.article.title), "QuantityOrdered": 1,
            "QuantityShipped": state.progress == .shipped ? 1 : 0, "ItemPrice": Self.oldMoney(found.article.price),
            "ShippingPrice": Self.oldMoney(found.article.shipping), "IsGift": "false",
        ]
        if let wish = state.wish {
            item["BuyerRequestedCancel"] = ["IsBuyerRequestedCancel": "true", "BuyerCancelReason": .string(wish)]
        }
        return .json(["payload": ["AmazonOrderId": .string(id), "OrderItems": [.object(item)]]])
    }

    func state(of order: String) -> AmazonOrderState { states[order] ?? AmazonOrderState(order: order) }

    func known(_ id: String) throws(Refusal) -> Order {
        guard Self.isOrderID(id) else { throw Refusal(400, "Invalid Input", code: "InvalidInput", field: "orderId") }
        guard let found = cases.first(where: { $0.order.number == id }) else {
            throw Refusal(404, "Order not found", code: "NotFound")
        }
        return found.order
    }

    static func itemID(_ order: Order) -> String { order.number.filter { $0 != "-" } }

    private static func money(_ cents: Int64) -> JSON {
        ["amount": .string(decimal(cents)), "currencyCode": "EUR"]
    }

    private static func oldMoney(_ cents: Int64) -> JSON { ["CurrencyCode": "EUR", "Amount": .string(decimal(cents))] }

    private static func decimal(_ cents: Int64) -> String {
        "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    }
}
