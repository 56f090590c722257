import Domain

extension BolStandIn {
    /// GET /retailer/shipments; `order-id` excludes `fulfilment-method`.
    func listShipments(_ request: Request) throws(Refusal) -> Response {
        let query = try Query(request, allowed: ["page", "fulfilment-method", "order-id"])
        let page = try Self.page(query)
        let method = try query.choice("fulfilment-method", from: ["FBR", "FBB"])
        guard query["order-id"] == nil || method == nil else {
            throw Refusal(400, "Only valid without fulfilment-method", field: "order-id")
        }
        let found = orders.filter { order in
            if let id = query["order-id"] { return order.order.number == id }
            return order.isFulfilledByBol == ((method ?? "FBR") == "FBB")
        }
        let all = found.flatMap { order in order.shipments.map { JSON.object(reduced($0, of: order)) } }
        return Self.list("shipments", all, page)
    }

    /// GET /retailer/shipments/{shipment-id}.
    func shipment(_ id: String, _ request: Request) throws(Refusal) -> Response {
        _ = try Query(request, allowed: [])
        let (order, shipment) = try shipment(id)
        let item = orders[order].items[orders[order].shipments[shipment].item]
        let state = orders[order]
        var answer = reduced(state.shipments[shipment], of: state)
        answer["pickupPoint"] = false
        answer["shipmentDetails"] = .object(shipmentDetails(state))
        answer["billingDetails"] = .object(billingDetails(state))
        answer["shipmentItems"] = [
            [
                "orderItemId": .string(item.id), "quantity": .integer(Int64(item.quantity)),
                "quantityShipped": .integer(Int64(item.shipped)), "unitPrice": Self.euros(item.price),
                "product": ["ean": .string(item.ean), "title": .string(item.title)],
                "fulfilment": ["method": .string(state.isFulfilledByBol ? "FBB" : "FBR")],
            ]
        ]
        answer["transport"] = [
            "transportId": "312778947", "transporterCode": "TNT", "trackAndTrace": "3SBOL0987654321",
            "transportEvents": [
                ["eventCode": "IN_TRANSIT", "eventDateTime": .time(state.order.placed + .seconds(100_000))],
                ["eventCode": "PRE_ANNOUNCED", "eventDateTime": .time(state.order.placed + .seconds(90_000))],
            ],
        ]
        return Self.answer(.object(answer))
    }

    /// GET /retailer/shipments/invoices/requests.
    func listInvoiceRequests(_ request: Request) throws(Refusal) -> Response {
        let query = try Query(request, allowed: ["shipment-id", "page", "state"])
        let page = try Self.page(query)
        let state = try query.choice("state", from: ["OPEN", "UPLOAD_ERROR", "ALL"]) ?? "OPEN"
        var found: [JSON] = []
        for order in orders {
            for shipment in order.shipments where query["shipment-id"].map({ $0 == shipment.id }) ?? true {
                guard let newest = shipment.invoice.last else { continue }
                let group =
                    switch newest.status {
                    case "INVOICE_REQUESTED": "OPEN"
                    case "INVOICE_INCORRECT", "INVOICE_VIRUS_DETECTED": "UPLOAD_ERROR"
                    default: "ALL"
                    }
                if state == "ALL" || state == group { found.append(invoiceRequest(shipment, of: order)) }
            }
        }
        return Self.list("invoiceRequests", found, page)
    }

    /// POST /retailer/shipments/invoices/{shipment-id}: one part, named `invoice`, a PDF.
    mutating func uploadInvoice(_ id: String, _ request: Request, now: Timestamp) throws(Refusal) -> Response {
        _ = try Query(request, allowed: [])
        var type = HeaderParameters(request.headers["content-type"] ?? "")
        guard let boundary = type?.take("boundary") else { throw Refusal(400, "the body has no boundary") }
        let form: FormData
        do {
            form = try FormData(request.body, boundary: boundary)
        } catch {
            throw Refusal(400, error.detail)
        }
        guard form.parts.count == 1, form.parts[0].name == "invoice", form.parts[0].fileName?.isEmpty == false else {
            throw Refusal(400, "exactly one file is wanted", field: "invoice")
        }
        guard form.parts[0].body.starts(with: Array("%PDF".utf8)) else {
            throw Refusal(415, "Only PDF is supported")
        }
        let (order, shipment) = try shipment(id)
        let state = orders[order]
        return promise(
            id, "UPLOAD_INVOICE", "Upload an invoice for shipment \(id).",
            .invoice(order: state.order.number, shipment: state.shipments[shipment].id), now: now)
    }

    private func shipment(_ id: String) throws(Refusal) -> (order: Int, shipment: Int) {
        for order in orders.indices {
            if let shipment = orders[order].shipments.firstIndex(where: { $0.id == id }) { return (order, shipment) }
        }
        throw Refusal(404, "Shipment with id \(id) not found")
    }

    private func reduced(_ shipment: BolOrderState.Shipment, of order: BolOrderState) -> [String: JSON] {
        let item = order.items[shipment.item]
        return [
            "shipmentId": .string(shipment.id), "shipmentDateTime": .time(order.order.placed + .seconds(86_400)),
            "shipmentReference": "BOLCOM001",
            "order": ["orderId": .string(order.order.number), "orderPlacedDateTime": .time(order.order.placed)],
            "shipmentItems": [["orderItemId": .string(item.id), "ean": .string(item.ean)]],
            "transport": ["transportId": "312778947"],
        ]
    }

    private func invoiceRequest(_ shipment: BolOrderState.Shipment, of order: BolOrderState) -> JSON {
        [
            "shipmentId": .string(shipment.id), "orderId": .string(order.order.number),
            "status": .text(shipment.invoice.last?.status),
            "statusTransitions": .array(
                shipment.invoice.map { ["status": .string($0.status), "statusDateTime": .time($0.at)] }),
        ]
    }
}
