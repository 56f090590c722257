import Domain

extension KauflandStandIn {
    private static let refundReasons: Set<String> = [
        "delivery_damage", "delivery_delay", "incomplete_delivery", "incorrect_delivery", "refund_postage_fee",
        "defect",
        "other_refund", "refund_return_postage_fee",
    ]
    private static let cancelReasons: Set<String> = [
        "BuyerCancelled", "ShippingAddressUndeliverable", "WrongCatalogData", "GeneralAdjustment",
        "MerchandiseNotReceived", "NoInventory", "DelayedInventory", "WrongPrice", "NoReactionBuyer",
        "UndeliverableRegion",
    ]

    /// GET /orders/{id_order}; each unit carries its tickets.
    func order(_ number: String, _ query: Query) throws(Refusal) -> Response {
        let embedded = try query.words("embedded", from: ["order_invoices", "delivery", "kss_delivery"]) ?? []
        guard let sale = sales.first(where: { $0.order.number == number }) else {
            throw Refusal(404, "Order not found", code: "/problems/not-found")
        }
        let units = sale.units.map { unit -> JSON in
            var members = sale.json(unit)
            // An order's unit lacks what the order itself says.
            for key in ["buyer", "billing_address", "shipping_address", "fulfillment_type"] { members[key] = nil }
            members["tickets"] = .array(tickets.filter { $0.orderUnits.contains(unit.id) }.map { .object($0.summary) })
            return .object(members)
        }
        let invoices = JSON.array(sale.invoices.map { sale.json($0) })
        return .json([
            "data": [
                "id_order": .string(number), "ts_created_iso": .seconds(sale.order.placed),
                "is_marketplace_deemed_supplier": false, "storefront": .string(sale.storefront),
                "fulfillment_type": .string(sale.fulfillment), "order_units": .array(units),
                "billing_address": sale.address, "shipping_address": sale.address, "buyer": sale.buyer,
                "order_invoices": embedded.contains("order_invoices") ? invoices : .null,
            ]
        ])
    }

    /// GET /order-units/{id_order_unit}.
    func unit(_ id: String, _ query: Query) throws(Refusal) -> Response {
        let embedded = try query.words("embedded", from: ["tickets", "return_unit", "delivery"]) ?? []
        let (sale, index) = try unitIndex(id)
        let unit = sales[sale].units[index]
        var members = sales[sale].json(unit)
        if embedded.contains("tickets") {
            members["tickets"] = .array(tickets.filter { $0.orderUnits.contains(unit.id) }.map { .object($0.summary) })
        }
        return .json(["data": .object(members)])
    }

    /// PATCH /order-units/{id_order_unit}/refund: each call gives money back once more.
    mutating func refund(_ request: Request, unit id: String) throws(Refusal) -> Response {
        let (sale, index) = try unitIndex(id)
        let members = try KauflandBody.object(request, known: ["amount", "reason"])
        guard let amount = members["amount"]?.integer, amount > 0 else {
            throw Refusal(400, "must be a positive integer", field: "amount")
        }
        _ = try KauflandBody.word(members["reason"], from: Self.refundReasons, field: "reason")
        let unit = sales[sale].units[index]
        let notAllowed = Refusal(400, "Action is not allowed", code: "/problems/action-not-allowed")
        guard !sales[sale].isFulfilledByKaufland, !unit.isCancellable, unit.status != "cancelled" else {
            throw notAllowed
        }
        guard unit.refunded + amount <= unit.article.price + unit.article.shipping else { throw notAllowed }
        sales[sale].units[index].refunded += amount
        return .empty(204)
    }

    /// PATCH /order-units/{id_order_unit}/cancel.
    mutating func cancel(_ request: Request, unit id: String) throws(Refusal) -> Response {
        let (sale, index) = try unitIndex(id)
        let members = try KauflandBody.object(request, known: ["reason"])
        let reason = try KauflandBody.word(members["reason"], from: Self.cancelReasons, field: "reason")
        guard !sales[sale].isFulfilledByKaufland else {
            throw Refusal(403, "Cancelling is not allowed", code: "/problems/order-units/cancel-not-allowed")
        }
        guard sales[sale].units[index].isCancellable else {
            throw Refusal(400, "Cancelling is not possible", code: "/problems/order-units/cancel-not-possible")
        }
        sales[sale].units[index].status = "cancelled"
        sales[sale].units[index].cancelReason = reason
        return .empty(204)
    }

    /// POST /order-invoices/{id_order}.
    mutating func upload(_ request: Request, order number: String, now: Timestamp) throws(Refusal) -> Response {
        guard let index = sales.firstIndex(where: { $0.order.number == number }) else {
            throw Refusal(404, "Order not found", code: "/problems/not-found")
        }
        let members = try KauflandBody.object(request, known: ["original_name", "mime_type", "data"])
        guard let name = members["original_name"]?.string, !name.isEmpty else {
            throw Refusal(400, "is required", field: "original_name")
        }
        let type = try KauflandBody.word(members["mime_type"], from: ["application/pdf"], field: "mime_type")
        _ = try KauflandBody.base64(members["data"], field: "data")
        let invoice = KauflandSale.Invoice(id: nextNumber(), name: name, type: type, uploaded: now)
        sales[index].invoices.append(invoice)
        return .json(["data": sales[index].json(invoice)], status: 201)
    }

    private func unitIndex(_ id: String) throws(Refusal) -> (sale: Int, unit: Int) {
        guard let number = Int64(id) else { throw Refusal(400, "not an integer", field: "id_order_unit") }
        for (sale, unit) in sales.indices.lazy.compactMap({ index in
            sales[index].units.firstIndex { $0.id == number }.map { (index, $0) }
        }) { return (sale, unit) }
        throw Refusal(404, "Order unit not found", code: "/problems/not-found")
    }
}
