import Domain

extension KauflandStandIn {
    /// POST /tickets/{id_ticket}/messages: 201 without body, so the message's id is learnt by reading.
    mutating func post(_ request: Request, to id: String, now: Timestamp) throws(Refusal) -> Response {
        guard request.contentType == "application/json" else {
            throw Refusal(
                400, "must be application/json", code: "/problems/missing-or-invalid-request-header",
                field: "content-type")
        }
        let index = try index(of: id)
        let message = try KauflandMessageRequest(request.body)
        try checkFulfillment(tickets[index])
        guard tickets[index].status != .finallyClosed else {
            throw Refusal(400, "Ticket is finally closed", code: "/problems/tickets/finally-closed")
        }
        _ = append(
            message.text, by: .seller, name: "Beispiel Shop", isInterim: message.isInterim, attachments: message.files,
            toTicketAt: index, now: now)
        return .empty(201)
    }
}
