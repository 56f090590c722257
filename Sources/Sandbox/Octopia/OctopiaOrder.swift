import Domain

/// An order of one article.
struct OctopiaOrder: Sendable {
    var order: Order
    var salesChannel = "CDISFR"
    /// The customer's name for the API.
    var customer: String
    var line = randomUUID()

    var json: JSON {
        let article = order.article
        return [
            "orderId": .string(order.number), "reference": .string(order.number), "status": "Shipped",
            "salesChannel": ["id": .string(salesChannel), "name": "Cdiscount"],
            "seller": ["id": .string(OctopiaStandIn.sellerID)],
            "customer": ["reference": .string(customer)], "currencyCode": "EUR", "businessOrder": false,
            "createdAt": .time(order.placed), "purchasedAt": .time(order.placed), "updatedAt": .time(order.placed),
            "totalPrice": [
                "offerPrice": .euro(article.price + article.shipping),
                "sellingPrice": .euro(article.price + article.shipping),
            ],
            "billingAddress": ["firstName": "Anne", "lastName": "Exemple", "city": "Lyon", "countryCode": "FR"],
            "lines": [
                [
                    "orderLineId": .string(line), "status": "Shipped", "quantity": 1,
                    "offer": [
                        "id": "1", "sellerProductId": .string(article.sku), "productId": "SANDBOX0001",
                        "productTitle": .string(article.title),
                    ],
                    "sellingPrice": ["unitSalesPrice": .euro(article.price), "shippingCost": .euro(article.shipping)],
                    "shippingAddress": [
                        "firstName": "Anne", "lastName": "Exemple", "email": "c.sandbox@clemarche.example",
                    ],
                    "parcels": [["parcelNumber": "8Q00000000001", "carrierName": "Colissimo"]],
                ]
            ],
        ]
    }
}

extension JSON {
    /// A number in major units.
    static func euro(_ cents: Int64) -> JSON { .number(Double(cents) / 100) }
}
