import Domain
import Transport
import Wire

extension KauflandAPI {
    /// POST /tickets/{id_ticket}/messages; nil for a success, which names no id.
    func send(_ message: KauflandMessageRequest, to ticket: String) async -> PostResult? {
        let address = base.path("tickets", ticket, "messages")
        guard case .failed(let failure) = await door.write(call("tickets/messages", "POST", address, message.json))
        else { return nil }
        return failure
    }

    /// POST /tickets: opens a ticket about units of one order; no files.
    func open(units: [KauflandUnit], reason: String, text: String) async -> Opened {
        let body: JSON = [
            "id_order_unit": .array(units.map { .number($0.id) }), "reason": .string(reason), "message": .string(text),
        ]
        switch await door.write(call("tickets", "POST", base.path("tickets"), body)) {
        case .failed(let failure): return .failed(failure)
        case .taken(let response):
            // Something between here and the marketplace may have answered in its place.
            guard let id = (try? JSON(parsing: response.body))?["data"]["id_ticket"].filled else {
                return .failed(.uncertain(reason: "tickets: HTTP \(response.status), but no ticket number"))
            }
            return .ticket(ThreadID(id))
        }
    }

    enum Opened: Sendable {
        case ticket(ThreadID)
        case failed(PostResult)
    }

    /// PATCH /tickets/{id_ticket}/close. No body: `{}` would change the signature.
    func closing(_ ticket: String) -> ActionStep {
        ActionStep(
            name: "ticket \(ticket) closed",
            call: APICall("tickets/close", "PATCH", base.path("tickets", ticket, "close")))
    }

    /// PATCH /order-units/{id_order_unit}/refund. Eurocents.
    func refund(_ share: KauflandRefunds.Share, reason: String) -> ActionStep {
        ActionStep(
            name: "unit \(share.unit.id), \(Money(minorUnits: share.amount, currency: share.unit.currency ?? "EUR"))",
            call: call(
                "order-units/refund", "PATCH", base.path("order-units", share.unit.id, "refund"),
                ["amount": .number(String(share.amount)), "reason": .string(reason)]))
    }

    /// PATCH /order-units/{id_order_unit}/cancel.
    func cancellation(_ unit: KauflandUnit, reason: String) -> ActionStep {
        ActionStep(
            name: "unit \(unit.id)",
            call: call(
                "order-units/cancel", "PATCH", base.path("order-units", unit.id, "cancel"),
                ["reason": .string(reason)]))
    }

    /// POST /order-invoices/{id_order}.
    func invoice(_ file: Attachment, order: OrderNumber) -> ActionStep {
        ActionStep(
            name: "invoice \(file.name)",
            call: call(
                "order-invoices", "POST", base.path("order-invoices", order.text),
                [
                    "original_name": .string(file.name), "mime_type": .string(file.type),
                    "data": .string(base64(file.bytes)),
                ]))
    }

    private func call(_ operation: String, _ method: String, _ address: WebAddress, _ body: JSON) -> APICall {
        var call = APICall(operation, method, address)
        call.headers = [("Content-Type", "application/json")]
        call.body = body.bytes
        return call
    }
}
