import Domain

extension MiraklStandIn {
    /// OR28: each call gives money back once more.
    mutating func refund(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        try Self.checkJSON(request)
        let draft = try MiraklReturnRequest(request.body, .refund, sales: sales)
        var made: [JSON] = []
        for entry in draft.entries {
            let id = nextNumber()
            sales[entry.sale].lines[entry.line].refunds.append(entry.made(id, at: now, state: "WAITING_REFUND"))
            sales[entry.sale].lines[entry.line].changed = now
            if sales[entry.sale].lines[entry.line].rest.price == 0 {
                sales[entry.sale].lines[entry.line].state = "REFUNDED"
            }
            made.append(answer(to: entry, ["refund_id": .string(id), "order_refund_id": nil]))
        }
        return .json(["order_tax_mode": .text(draft.taxMode ?? "TAX_INCLUDED"), "refunds": .array(made)])
    }

    /// OR30.
    mutating func cancelLines(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        try Self.checkJSON(request)
        let draft = try MiraklReturnRequest(request.body, .cancelation, sales: sales)
        var made: [JSON] = []
        for entry in draft.entries {
            let id = nextNumber()
            sales[entry.sale].lines[entry.line].cancelations.append(entry.made(id, at: now, state: nil))
            sales[entry.sale].lines[entry.line].changed = now
            if sales[entry.sale].lines[entry.line].rest.quantity == 0 {
                sales[entry.sale].lines[entry.line].state = "CANCELED"
            }
            made.append(answer(to: entry, ["cancelation_id": .string(id)]))
        }
        return .json(["order_tax_mode": .text(draft.taxMode ?? "TAX_INCLUDED"), "cancelations": .array(made)])
    }

    /// OR29: the whole order, without body.
    mutating func cancelOrder(_ number: String, now: Timestamp) throws(Refusal) -> Response {
        let index = try saleIndex(number)
        guard sales[index].canCancel else { throw Refusal(400, "The order cannot be cancelled") }
        for line in sales[index].lines.indices {
            sales[index].lines[line].state = "CANCELED"
            sales[index].lines[line].changed = now
        }
        return .empty(204)
    }

    /// OR64: the line stays as it is until the customer or the operator confirms.
    mutating func resolveIncident(
        _ request: Request, order number: String, line id: String
    ) throws(Refusal) -> Response {
        try Self.checkJSON(request)
        let index = try saleIndex(number)
        guard let line = sales[index].lines.firstIndex(where: { $0.id == id }) else {
            throw Refusal(404, "Order line not found")
        }
        let members = try MiraklBody.object(request.body, known: ["reason_code"])
        _ = try MiraklBody.reason(members["reason_code"], "INCIDENT_CLOSE", field: "reason_code")
        guard sales[index].lines[line].state == "INCIDENT_OPEN", !sales[index].lines[line].isResolved else {
            throw Refusal(400, "The line has no open incident")
        }
        sales[index].lines[line].isResolved = true
        return .empty(204)
    }

    func saleIndex(_ number: String) throws(Refusal) -> Int {
        guard let index = sales.indices(of: number).first else {
            throw Refusal(404, "Order not found")
        }
        return index
    }

    static func checkJSON(_ request: Request) throws(Refusal) {
        guard request.contentType == "application/json" else {
            throw Refusal(415, "Content-Type must be application/json")
        }
    }

    private func answer(to entry: MiraklReturnRequest.Entry, _ ids: [String: JSON]) -> JSON {
        let line = sales[entry.sale].lines[entry.line]
        var members: [String: JSON] = [
            "order_line_id": .string(line.id), "amount": .cents(entry.amount),
            "shipping_amount": .cents(entry.shipping),
            "quantity": .integer(entry.quantity), "reason_code": .string(entry.reason), "currency_iso_code": "EUR",
            "taxes": .taxes(entry.taxes), "shipping_taxes": .taxes(entry.shippingTaxes),
        ]
        members.merge(ids) { _, new in new }
        return .object(members)
    }
}

extension MiraklReturnRequest.Entry {
    fileprivate func made(_ id: String, at now: Timestamp, state: String?) -> MiraklSale.Return {
        MiraklSale.Return(
            id: id, created: now, amount: amount, shipping: shipping, quantity: quantity, reason: reason, taxes: taxes,
            shippingTaxes: shippingTaxes, state: state)
    }
}
