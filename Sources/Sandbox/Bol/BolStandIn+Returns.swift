import Domain

extension BolStandIn {
    /// GET /retailer/returns: unhandled oldest first, handled newest first.
    func listReturns(_ request: Request) throws(Refusal) -> Response {
        let query = try Query(request, allowed: ["page", "handled", "fulfilment-method"])
        let page = try Self.page(query)
        let handled = try query.boolean("handled") ?? false
        let method = try query.choice("fulfilment-method", from: ["FBR", "FBB"]) ?? "FBR"
        var found = returns.filter { $0.isHandled == handled && (method == "FBB") == isFulfilledByBol($0) }
        found.sort { handled ? $0.registered > $1.registered : $0.registered < $1.registered }
        return Self.list("returns", found.map { .object(head($0, items: .object(reducedItem($0)))) }, page)
    }

    /// GET /retailer/returns/{return-id}.
    func oneReturn(_ id: String, _ request: Request) throws(Refusal) -> Response {
        _ = try Query(request, allowed: [])
        guard let one = returns.first(where: { $0.id == id }) else {
            throw Refusal(404, "Return with id \(id) not found")
        }
        let order = orders.first { $0.order.number == one.order }
        var item = reducedItem(one)
        item["title"] = .string(order?.items.first { $0.ean == one.ean }?.title ?? "?")
        item["trackAndTrace"] = "3SBOL0987654321"
        item["transporterName"] = "PostNL"
        item["customerDetails"] = .object(order.map(billingDetails) ?? ["salutation": "UNKNOWN"])
        return Self.answer(.object(head(one, items: .object(item))))
    }

    /// PUT /retailer/returns/{rma-id}.
    mutating func handleReturn(_ rma: String, _ request: Request, now: Timestamp) throws(Refusal) -> Response {
        _ = try Query(request, allowed: [])
        guard let number = Int64(rma) else { throw Refusal(400, "not an integer", field: "rma-id") }
        let (quantity, handling) = try Self.handling(
            try Self.members(request.body, ["handlingResult", "quantityReturned"]), further: ["STILL_APPROVED"])
        return promise(
            rma, "HANDLE_RETURN_ITEM", "Handle the return item with return number \(rma).",
            .handle(rma: number, quantity: quantity, handling: handling), now: now)
    }

    /// POST /retailer/returns.
    mutating func createReturn(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        _ = try Query(request, allowed: [])
        let members = try Self.members(request.body, ["orderItemId", "quantityReturned", "handlingResult"])
        let (quantity, handling) = try Self.handling(members, further: [])
        let (order, item) = try known(members["orderItemId"])
        return promise(
            item, "CREATE_RETURN_ITEM", "Create a return for order item \(item).",
            .create(order: order, item: item, quantity: quantity, handling: handling), now: now)
    }

    /// The order and item that a member names; 400 for none of this account.
    func known(_ value: JSON?) throws(Refusal) -> (order: String, item: String) {
        guard let id = value?.string, !id.isEmpty else { throw Refusal(400, "must be a string", field: "orderItemId") }
        guard let order = orders.first(where: { $0.items.contains { $0.id == id } }) else {
            throw Refusal(400, "Order item with id \(id) not found", field: "orderItemId")
        }
        return (order.order.number, id)
    }

    private static func handling(
        _ members: [String: JSON], further: Set<String>
    ) throws(Refusal) -> (quantity: Int, handling: String) {
        guard let quantity = members["quantityReturned"]?.integer, (1...9999).contains(quantity) else {
            throw Refusal(400, "must be between 1 and 9999", field: "quantityReturned")
        }
        guard let handling = members["handlingResult"]?.string,
            BolReturnState.handlings.union(further).contains(handling)
        else { throw Refusal(400, "Request contains invalid value(s)", field: "handlingResult") }
        return (Int(quantity), handling)
    }

    private func isFulfilledByBol(_ one: BolReturnState) -> Bool {
        orders.first { $0.order.number == one.order }?.isFulfilledByBol ?? false
    }

    private func head(_ one: BolReturnState, items: JSON) -> [String: JSON] {
        [
            "returnId": .string(one.id), "registrationDateTime": .time(one.registered),
            "fulfilmentMethod": .string(isFulfilledByBol(one) ? "FBB" : "FBR"), "returnItems": [items],
        ]
    }

    private func reducedItem(_ one: BolReturnState) -> [String: JSON] {
        [
            "rmaId": .string(String(one.rma)), "orderId": .string(one.order), "ean": .string(one.ean),
            "expectedQuantity": .integer(Int64(one.expected)),
            "returnReason": [
                "mainReason": "Niet naar verwachting", "customerComments": "Hij is kleiner dan op de foto.",
            ],
            "handled": .bool(one.isHandled),
            "processingResults": .array(
                one.results.map { result in
                    [
                        "quantity": .integer(Int64(result.quantity)), "processingResult": "ACCEPTED",
                        "handlingResult": .string(result.handling), "processingDateTime": .time(result.at),
                    ]
                }),
        ]
    }
}
