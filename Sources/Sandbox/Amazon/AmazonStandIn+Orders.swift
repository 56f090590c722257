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
        if included.contains("PACKAGES") {
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
                "fulfillmentStatus": "SHIPPED", "fulfilledBy": "MERCHANT", "fulfillmentServiceLevel": "STANDARD",
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
        if included.contains("FULFILLMENT") {
            item["fulfillment"] = ["quantityFulfilled": 1, "quantityUnfulfilled": 0]
        }
        return .object(item)
    }

    /// getMessagingActionsForOrder of Messaging v1.
    func actions(_ id: String, _ request: Request) throws(Refusal) -> Response {
        let marketplace = try marketplace(request)
        _ = try known(id)
        let base = "/messaging/v1/orders/\(id)"
        let actions = ["confirmOrderDetails", "unexpectedProblem", "legalDisclosure", "invoice"].map { name -> JSON in
            ["href": .string("\(base)/messages/\(name)?marketplaceIds=\(marketplace)"), "name": .string(name)]
        }
        return .json(
            [
                "_links": [
                    "actions": .array(actions), "self": ["href": .string("\(base)?marketplaceIds=\(marketplace)")],
                ]
            ], type: "application/hal+json")
    }

    /// GetAttributes of Messaging v1: the buyer's language.
    func attributes(_ id: String, _ request: Request) throws(Refusal) -> Response {
        _ = try marketplace(request)
        let locale = try known(id).locale(separator: "-")
        return .json(["buyer": ["locale": .string(locale)]], type: "application/hal+json")
    }

    /// The one marketplace that both messaging operations must be told.
    private func marketplace(_ request: Request) throws(Refusal) -> String {
        let query = try Query(request, allowed: ["marketplaceIds"])
        guard query["marketplaceIds"] == account.marketplaceID else {
            throw Refusal(400, "Invalid Input", code: "InvalidInput", field: "marketplaceIds")
        }
        return account.marketplaceID
    }

    private func known(_ id: String) throws(Refusal) -> Order {
        guard Self.isOrderID(id) else { throw Refusal(400, "Invalid Input", code: "InvalidInput", field: "orderId") }
        guard let found = cases.first(where: { $0.order.number == id }) else {
            throw Refusal(404, "Order not found", code: "NotFound")
        }
        return found.order
    }

    private static func itemID(_ order: Order) -> String { order.number.filter { $0 != "-" } }

    private static func money(_ cents: Int64) -> JSON {
        let rest = cents % 100
        return ["amount": .string("\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"), "currencyCode": "EUR"]
    }
}
