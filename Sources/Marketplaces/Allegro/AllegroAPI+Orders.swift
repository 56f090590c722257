import Domain
import Wire

/// Orders and money.
extension AllegroAPI {
    private static let refundPages = 4

    private func form(_ number: OrderNumber) -> WebAddress { base.path("order", "checkout-forms", number.text) }

    /// GET /order/checkout-forms/{id}; nil where the seller has no such order. Order numbers are UUIDs; others are not asked
    /// for.
    func order(_ number: OrderNumber) async throws(ConnectorError) -> AllegroOrder? {
        guard IDShape.isUUID(number.text) else { return nil }
        return try await door.jsonIfFound(get("getOrderDetails", form(number))).flatMap(AllegroOrder.init)
    }

    /// GET /order/checkout-forms/{id}/shipments.
    func shipments(of number: OrderNumber) async throws(ConnectorError) -> [JSON] {
        try await door.jsonIfFound(get("getOrderShipments", form(number).path("shipments")))?["shipments"].elements
            ?? []
    }

    /// PUT /order/checkout-forms/{id}/fulfillment.
    func cancel(_ number: OrderNumber) async -> APIDoor.Written {
        await door.write(
            call("setOrderFulfillment", "PUT", form(number).path("fulfillment"), body: ["status": "CANCELLED"]))
    }

    /// POST /payments/refunds.
    func refund(_ refund: AllegroRefund) async -> APIDoor.Written {
        await door.write(call("initiateRefund", "POST", base.path("payments", "refunds"), body: refund.body))
    }

    /// GET /payments/refunds of one payment.
    func refunds(of payment: String) async throws(ConnectorError) -> [JSON] {
        try await pages(50, atMost: Self.refundPages, whole: "getRefundedPayments") {
            offset async throws(ConnectorError) in
            let address = base.path("payments", "refunds").query("payment.id", payment).query("limit", "50")
                .query("offset", String(offset))
            return try await door.json(get("getRefundedPayments", address))["refunds"].elements
        }
    }
}
