import Domain

extension EbayStandIn {
    /// Whether `text` has the form 2-5-5 of an order id.
    static func isOrderID(_ text: String) -> Bool {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.utf8.count) == [2, 5, 5]
            && groups.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }

    mutating func settle(now: Timestamp) {
        for number in purchases.keys { purchases[number]?.settle(now: now) }
    }

    /// GET /order/{orderId}.
    func order(_ id: String, _ request: Request) throws(Refusal) -> Response {
        let query = try Query(request, allowed: ["fieldGroups"])
        guard query["fieldGroups"].map({ $0 == "TAX_BREAKDOWN" }) ?? true else {
            throw Refusal(400, "Invalid field group", code: "32800")
        }
        return .json(json(try purchase(id)))
    }

    /// GET /order.
    func orders(_ request: Request) throws(Refusal) -> Response {
        let query = try Query(request, allowed: ["fieldGroups", "filter", "limit", "offset", "orderIds"])
        let limit = Int(try query.integer("limit", in: 1...200) ?? 50)
        let offset = Int(try query.integer("offset", in: 0...1_000_000) ?? 0)
        var found = purchases.values.sorted { $0.order.number < $1.order.number }
        if let ids = try query.words("orderIds") { found = found.filter { ids.contains($0.order.number) } }
        return .json([
            "orders": .array(found.dropFirst(offset).prefix(limit).map(json)), "total": .integer(Int64(found.count)),
            "limit": .integer(Int64(limit)), "offset": .integer(Int64(offset)),
            "href": "https://api.ebay.com/sell/fulfillment/v1/order",
        ])
    }

    /// GET /order/{orderId}/shipping_fulfillment.
    func shipments(of id: String) throws(Refusal) -> Response {
        let purchase = try purchase(id)
        guard purchase.hasShipped else { return .json(["fulfillments": [], "total": 0]) }
        return .json([
            "fulfillments": [
                [
                    "fulfillmentId": "9405509699937003457459", "shipmentTrackingNumber": "00340434161094000000",
                    "shippingCarrierCode": "DHL", "shippedDate": .string(ebayTime(purchase.order.placed)),
                    "lineItems": .array(purchase.lineIDs.map { ["lineItemId": .string($0), "quantity": 1] }),
                ]
            ], "total": 1,
        ])
    }

    func purchase(_ id: String) throws(Refusal) -> EbayPurchase {
        guard Self.isOrderID(id) else { throw Refusal(400, "Invalid order ID: \(id)", code: "32100") }
        guard let purchase = purchases[id] else { throw Refusal(404, "Not Found", code: "32100") }
        return purchase
    }

    private func json(_ purchase: EbayPurchase) -> JSON {
        let order = purchase.order
        return [
            "orderId": .string(order.number),
            "creationDate": .string(ebayTime(order.placed)),
            "lastModifiedDate": .string(ebayTime(order.placed + .seconds(86_400))),
            "orderFulfillmentStatus": purchase.hasShipped ? "FULFILLED" : "NOT_STARTED",
            "orderPaymentStatus": purchase.refunded == 0
                ? "PAID" : purchase.refunded < purchase.total ? "PARTIALLY_REFUNDED" : "FULLY_REFUNDED",
            "sellerId": .string(account.seller),
            "buyer": [
                "username": .string(purchase.buyer), "taxAddress": ["countryCode": "DE", "postalCode": "10115"],
                "buyerRegistrationAddress": ["fullName": .string(order.buyer)],
            ],
            "pricingSummary": [
                "priceSubtotal": money(purchase.total - order.article.shipping),
                "deliveryCost": money(order.article.shipping),
                "total": money(purchase.total),
            ],
            "cancelStatus": cancelStatus(purchase),
            "paymentSummary": [
                "totalDueSeller": money(purchase.total),
                "refunds": .array(
                    purchase.refunds.filter { $0.line == nil }.map { refund in
                        var members = json(refund)
                        members["refundStatus"] = refund.isPaid ? "REFUNDED" : "PENDING"
                        return .object(members)
                    }),
                "payments": [
                    [
                        "paymentMethod": "EBAY", "paymentReferenceId": "1000000000", "amount": money(purchase.total),
                        "paymentStatus": "PAID", "paymentDate": .string(ebayTime(order.placed)),
                    ]
                ],
            ],
            "fulfillmentStartInstructions": [
                [
                    "fulfillmentInstructionsType": "SHIP_TO",
                    "shippingStep": [
                        "shipTo": [
                            "fullName": .string(order.buyer),
                            "contactAddress": [
                                "addressLine1": "Musterstr. 1", "city": "Musterstadt", "postalCode": "10115",
                                "countryCode": "DE",
                            ],
                        ], "shippingServiceCode": "DE_DHLPaket",
                    ],
                ]
            ],
            "fulfillmentHrefs": [], "lineItems": .array(purchase.lineIDs.map { line($0, of: purchase) }),
            "ebayCollectAndRemitTax": false,
        ]
    }

    private func line(_ id: String, of purchase: EbayPurchase) -> JSON {
        let article = purchase.order.article
        return [
            "lineItemId": .string(id), "legacyItemId": .string(purchase.listing),
            "sku": .string(article.sku), "title": .string(article.title), "quantity": 1, "soldFormat": "FIXED_PRICE",
            "lineItemCost": money(article.price), "total": money(purchase.total(ofLine: id)),
            "listingMarketplaceId": "EBAY_DE", "purchaseMarketplaceId": "EBAY_DE",
            "lineItemFulfillmentStatus": purchase.hasShipped ? "FULFILLED" : "NOT_STARTED",
            "deliveryCost": ["shippingCost": money(article.shipping)], "taxes": [], "appliedPromotions": [],
            "properties": ["buyerProtection": true],
            "refunds": .array(purchase.refunds.filter { $0.line == id }.map { .object(json($0)) }),
        ]
    }

    /// Undated until it is paid.
    private func json(_ refund: EbayPurchase.Refund) -> [String: JSON] {
        var members: [String: JSON] = ["refundId": .string(refund.id), "amount": money(refund.cents)]
        if refund.isPaid { members["refundDate"] = .string(ebayTime(refund.made)) }
        return members
    }

    private func cancelStatus(_ purchase: EbayPurchase) -> JSON {
        guard let cancellation = purchase.cancellation else {
            return ["cancelState": "NONE_REQUESTED", "cancelRequests": []]
        }
        let state =
            switch cancellation.state {
            case .requested, .agreed: "IN_PROGRESS"
            case .completed: "CANCELED"
            case .rejected: "NONE_REQUESTED"
            }
        let shown = cancellation.state == .agreed ? "IN_PROGRESS" : cancellation.state.rawValue
        return [
            "cancelState": .string(state),
            "cancelRequests": [
                [
                    "cancelRequestId": .string(cancellation.id), "cancelRequestState": .string(shown),
                    "cancelInitiator": cancellation.isBuyers ? "Buyer" : "Seller",
                    "cancelReason": .string(cancellation.reason),
                    "cancelRequestedDate": .string(ebayTime(cancellation.changed)),
                ]
            ],
        ]
    }

    /// Amounts are texts with two decimals.
    func money(_ cents: Int64) -> JSON {
        let rest = cents % 100
        return ["value": .string("\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"), "currency": "EUR"]
    }
}
