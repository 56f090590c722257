import Domain

extension BolStandIn {
    /// GET /retailer/orders: pages of 50; an empty answer is an object without members.
    func listOrders(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        let query = try Query(
            request,
            allowed: [
                "page", "fulfilment-method", "status", "change-interval-minute", "latest-change-date", "vvb-only",
            ])
        let page = try Self.page(query)
        _ = try query.integer("change-interval-minute", in: 1...60)
        _ = try query.boolean("vvb-only")
        let status = try query.choice("status", from: ["OPEN", "SHIPPED", "ALL"]) ?? "OPEN"
        let method = try query.choice("fulfilment-method", from: ["FBR", "FBB", "ALL"]) ?? "FBR"
        let found = orders.filter { order in
            let isOpen = order.items.contains { $0.shipped + $0.cancelled < $0.quantity }
            return (status == "ALL" || isOpen == (status == "OPEN"))
                && (method == "ALL" || order.isFulfilledByBol == (method == "FBB"))
        }
        return Self.list("orders", found.map(reduced), page)
    }

    /// GET /retailer/orders/{order-id}.
    func order(_ id: String, _ request: Request) throws(Refusal) -> Response {
        _ = try Query(request, allowed: [])
        guard let order = orders.first(where: { $0.order.number == id }) else {
            throw Refusal(404, "Order with id \(id) not found")
        }
        return Self.answer([
            "orderId": .string(id), "pickupPoint": false, "orderPlacedDateTime": .time(order.order.placed),
            "shipmentDetails": .object(shipmentDetails(order)), "billingDetails": .object(billingDetails(order)),
            "orderItems": .array(order.items.map { item(of: order, $0) }),
        ])
    }

    func shipmentDetails(_ order: BolOrderState) -> [String: JSON] {
        var details = person(order, alias: order.alias)
        details["language"] = .string(order.language)
        return details
    }

    func billingDetails(_ order: BolOrderState) -> [String: JSON] { person(order, alias: order.billingAlias) }

    private func person(_ order: BolOrderState, alias: String) -> [String: JSON] {
        let names = order.order.buyer.split(separator: " ", maxSplits: 1).map(String.init)
        return [
            "salutation": "UNKNOWN", "firstName": .string(names.first ?? "Billie"),
            "surname": .string(names.count > 1 ? names[1] : "Jansen"), "streetName": "Dorpstraat", "houseNumber": "1",
            "zipCode": "1111ZZ", "city": "Utrecht", "countryCode": "NL",
            "email": .string("\(alias)@\(BolAccount.orderDomain)"),
        ]
    }

    private func item(of order: BolOrderState, _ item: BolOrderState.Item) -> JSON {
        [
            "orderItemId": .string(item.id), "cancellationRequest": .bool(order.isCancellationRequested),
            "fulfilment": [
                "method": .string(order.isFulfilledByBol ? "FBB" : "FBR"),
                "distributionParty": .string(order.isFulfilledByBol ? "BOL" : "RETAILER"),
                "latestDeliveryDate": .string(Self.date(order.order.placed + .seconds(3 * 86_400))),
                "timeFrameType": "REGULAR",
            ],
            "offer": [
                "offerId": "6ff736b5-cdd0-4150-8c67-78269ee986f5", "reference": .string(order.order.article.sku),
            ],
            "product": ["ean": .string(item.ean), "title": .string(item.title)],
            "quantity": .integer(Int64(item.quantity)), "quantityShipped": .integer(Int64(item.shipped)),
            "quantityCancelled": .integer(Int64(item.cancelled)), "unitPrice": Self.euros(item.price),
            "totalPrice": Self.euros(item.price * Int64(item.quantity)), "discounts": [], "commission": .number(5.18),
            "latestChangedDateTime": .time(order.order.placed),
        ]
    }

    private func reduced(_ order: BolOrderState) -> JSON {
        [
            "orderId": .string(order.order.number), "orderPlacedDateTime": .time(order.order.placed),
            "orderItems": .array(
                order.items.map { item in
                    [
                        "orderItemId": .string(item.id), "ean": .string(item.ean),
                        "fulfilmentMethod": .string(order.isFulfilledByBol ? "FBB" : "FBR"),
                        "fulfilmentStatus": .string(
                            item.shipped + item.cancelled < item.quantity ? "OPEN" : "HANDLED"),
                        "quantity": .integer(Int64(item.quantity)),
                        "quantityShipped": .integer(Int64(item.shipped)),
                        "quantityCancelled": .integer(Int64(item.cancelled)),
                        "cancellationRequest": .bool(order.isCancellationRequested),
                        "latestChangedDateTime": .time(order.order.placed),
                    ]
                }),
        ]
    }

    /// GET /retailer/retailers/{retailer-id}; `current` is the account itself.
    func retailer(_ id: String, _ request: Request) throws(Refusal) -> Response {
        _ = try Query(request, allowed: [])
        guard id == "current" || id == "1055479" else { throw Refusal(404, "Retailer with id \(id) not found") }
        return Self.answer([
            "retailerId": "1055479", "displayName": .string(account.name), "companyName": .string(account.name),
            "vatNumber": "NL999999999B99", "kvkNumber": "99887766", "registrationDate": "2015-06-17",
        ])
    }
}
