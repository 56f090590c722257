import Domain

/// An order: two pieces of one article, paid through Allegro.
struct AllegroOrder: Sendable {
    static let pieces: Int64 = 2

    var order: Order
    /// The buyer's.
    var login: String
    var line = randomUUID()
    var payment = randomUUID()
    var fulfillment = "SENT"
    /// In grosze, of the line and of the delivery.
    var refundedLine: Int64 = 0
    var refundedDelivery: Int64 = 0

    var total: Int64 { order.article.price * Self.pieces + order.article.shipping }

    var json: JSON {
        let article = order.article
        return [
            "id": .string(order.number), "status": "READY_FOR_PROCESSING", "messageToSeller": nil,
            "buyer": [
                "id": "90000001", "email": "x7k2+9f1@allegromail.example", "login": .string(login), "firstName": "Anna",
                "lastName": "Przykładowa", "companyName": nil, "guest": false,
                "preferences": ["language": .string(order.locale(separator: "-"))],
            ],
            "payment": [
                "id": .string(payment), "type": "ONLINE", "provider": "P24", "finishedAt": .time(order.placed),
                "paidAmount": .zloty(total),
            ],
            "fulfillment": ["status": .string(fulfillment), "shipmentSummary": ["lineItemsSent": "ALL"]],
            "delivery": ["method": ["id": .string("courier"), "name": "Kurier"], "cost": .zloty(article.shipping)],
            "lineItems": [
                [
                    "id": .string(line), "quantity": .integer(Self.pieces), "price": .zloty(article.price),
                    "originalPrice": .zloty(article.price), "boughtAt": .time(order.placed),
                    "offer": [
                        "id": "7700000001", "name": .string(article.title), "external": ["id": .string(article.sku)],
                    ],
                ]
            ],
            "summary": ["totalToPay": .zloty(total)], "updatedAt": .time(order.placed), "revision": "819b5836",
            "marketplace": ["id": "allegro-pl"],
        ]
    }

    var shipment: JSON {
        [
            "id": .string("shipment-\(line)"), "waybill": "680000000000000000001", "carrierId": "INPOST",
            "carrierName": "InPost", "lineItems": [["id": .string(line)]],
            "createdAt": .time(order.placed + .seconds(86_400)),
        ]
    }
}

extension JSON {
    /// An amount as a text in major units.
    static func zloty(_ amount: Int64) -> JSON {
        let rest = String(amount % 100)
        return [
            "amount": .string("\(amount / 100).\(rest.count < 2 ? "0" : "")\(rest)"), "currency": "PLN",
        ]
    }
}

extension AllegroStandIn {
    private static let fulfillments: Set<String> = [
        "NEW", "PROCESSING", "READY_FOR_SHIPMENT", "READY_FOR_PICKUP", "SENT", "PICKED_UP", "CANCELLED", "SUSPENDED",
    ]

    func order(_ number: String) throws(Refusal) -> AllegroOrder {
        guard let order = orders[number] else { throw Refusal(404, "Order not found") }
        return order
    }

    /// PUT /order/checkout-forms/{id}/fulfillment.
    mutating func fulfil(_ number: String, _ request: Request) throws(Refusal) -> Response {
        _ = try order(number)
        var members = try Self.members(request)
        let status = try members.needed("status")
        try members.end()
        guard Self.fulfillments.contains(status) else { throw Refusal(422, "not a known value", field: "status") }
        orders[number]?.fulfillment = status
        return .empty(204)
    }
}
