import Domain
import Transport
import Wire

extension EbayConnector {
    /// ReasonForRefundEnum.
    static let refundReasons = [
        Reason(code: "BUYER_CANCEL", label: "the buyer cancelled"),
        Reason(code: "BUYER_RETURN", label: "the buyer returned the article"),
        Reason(code: "ITEM_NOT_RECEIVED", label: "the article did not arrive"),
        Reason(code: "SELLER_WRONG_ITEM", label: "the wrong article was sent"),
        Reason(code: "SELLER_OUT_OF_STOCK", label: "out of stock"),
        Reason(code: "SELLER_FOUND_ISSUE", label: "the article has a fault"),
        Reason(code: "OTHER", label: "another reason"),
    ]

    /// What Post-Order takes from a seller.
    static let cancelReasons = [
        Reason(code: "OUT_OF_STOCK_OR_CANNOT_FULFILL", label: "out of stock, or it cannot be sent"),
        Reason(code: "BUYER_ASKED_CANCEL", label: "the buyer asked for it"),
        Reason(code: "ADDRESS_ISSUES", label: "the buyer's address is not usable"),
    ]

    private static let unsigned =
        "eBay demands a digital signature of sellers in the EU and the UK for this, which is not set up here: do it in "
        + "Seller Hub (a seller registered elsewhere sets unsigned_payments = true)"

    private enum OrderAnswer {
        case order(EbayOrder)
        case ended(ActionResult)
    }

    private func ownOrder(of request: ActionRequest) async -> OrderAnswer {
        do {
            guard let number = request.order, let found = try await api.order(number) else {
                return .ended(.refused(reason: "eBay does not know this order, or it is another seller's"))
            }
            return .order(found)
        } catch {
            return .ended(.notSent(error))
        }
    }

    // MARK: Refund

    /// issueRefund: of the whole order, or of lines where it has several.
    func refund(_ request: ActionRequest, _ lines: [ActionRequest.Refund], reason: String?) async -> ActionResult {
        guard capabilities.actions[.refund] == .api else { return .refused(reason: Self.unsigned) }
        let code: String
        switch ReasonChoice(reason ?? "OTHER", among: Self.refundReasons) {
        case .reason(let reason): code = reason.code
        case .refused(let why): return .refused(reason: why)
        }
        let order: EbayOrder
        switch await ownOrder(of: request) {
        case .order(let found): order = found
        case .ended(let result): return result
        }
        let body: JSON
        switch EbayRefundRequest.body(lines, reason: code, order: order) {
        case .success(let made): body = made
        case .failure(let refusal): return .refused(reason: refusal.reason)
        }
        let address = api.base.path("sell", "fulfillment", "v1", "order", order.id ?? "", "issue_refund")
        switch await api.payments.write(api.post("issueRefund", address, body)) {
        case .failed(let result): return ActionResult(result) ?? .uncertain(reason: "issueRefund: no answer")
        case .taken(let response):
            guard let json = try? JSON(parsing: response.body), let id = json["refundId"].scalar else {
                return .uncertain(reason: "issueRefund: HTTP \(response.status), but no refund id")
            }
            switch json["refundStatus"].filled {
            case "REFUNDED": return .done(note: "refund \(id)")
            case "FAILED": return .refused(reason: "eBay could not carry the refund \(id) out: look in Seller Hub")
            default: return .pending(handle: id)
            }
        }
    }

    func outcomeOfRefund(
        _ request: ActionRequest, _ lines: [ActionRequest.Refund], handle: String?
    ) async throws(ConnectorError) -> ActionOutcome {
        guard let number = request.order, let order = try await api.order(number) else { return .impossible }
        if let handle {
            // What eBay took and does not show yet is on its way.
            return together(order.refunds.filter { $0.id == handle }) ?? .pending
        }
        // Without an id ours is one that was not there before, and of the amount that was asked for. Anything else that is
        // fresh may still be it.
        let start = request.intendedAt - EbayReadBack.margin
        let recent = order.refunds.filter { $0.date.map { $0 >= start } ?? true }
        guard !recent.isEmpty else { return .absent }
        let amounts = lines.compactMap(\.amount)
        if amounts.isEmpty, lines.isEmpty || order.lines.count == 1 {
            guard order.remainder.map({ $0.minorUnits == 0 }) ?? (recent.count == 1) else { return .impossible }
            return together(recent) ?? .impossible
        }
        let wanted = Set(amounts)
        let fitting = recent.filter { $0.amount.map { wanted.contains($0) } ?? false }
        guard amounts.count == lines.count, fitting.count == wanted.count else {
            return .impossible
        }
        return together(fitting) ?? .impossible
    }

    /// Of several lines the slowest, or the one that failed, tells.
    private func together(_ refunds: [EbayRefund]) -> ActionOutcome? {
        let outcomes = refunds.map(outcome(of:))
        return outcomes.first { if case .done = $0 { false } else { true } } ?? outcomes.first
    }

    private func outcome(of refund: EbayRefund) -> ActionOutcome {
        let name = [refund.id.map { "refund \($0)" }, refund.amount?.description].compactMap { $0 }
        switch refund.status {
        case "FAILED": return .failed(reason: "eBay could not carry the refund out: look in Seller Hub")
        case "PENDING": return .pending
        // Lines name no status, but a date once the money has gone.
        case nil where refund.date == nil: return .pending
        default: return .done(note: name.isEmpty ? nil : name.joined(separator: ", "))
        }
    }

    // MARK: Cancellation

    /// Agrees to the buyer's wish where there is one, else cancels: always the whole order.
    func cancel(_ request: ActionRequest, lines: [String], reason: String?) async -> ActionResult {
        guard capabilities.actions[.cancel] == .api else { return .refused(reason: Self.unsigned) }
        let code: String
        switch ReasonChoice(reason ?? "OUT_OF_STOCK_OR_CANNOT_FULFILL", among: Self.cancelReasons) {
        case .reason(let reason): code = reason.code
        case .refused(let why): return .refused(reason: why)
        }
        let order: EbayOrder
        switch await ownOrder(of: request) {
        case .order(let found): order = found
        case .ended(let result): return result
        }
        if let refusal = Self.refusal(ofCancelling: lines, of: order) { return .refused(reason: refusal) }
        let wish = order.cancelRequests.first { $0["cancelRequestState"].filled == "REQUESTED" }
        let path = api.base.path("post-order", "v2", "cancellation")
        let call: APICall
        if let id = wish?["cancelRequestId"].scalar {
            call = api.post("approveCancellationRequest", path.path(id, "approve"), nil)
        } else {
            call = api.post(
                "createCancellation", path,
                [
                    "legacyOrderId": .string(order.id ?? ""), "cancelReason": .string(code), "buyerPaid": true,
                ])
        }
        switch await api.postOrder.write(call) {
        case .failed(let result): return ActionResult(result) ?? .uncertain(reason: "\(call.operation): no answer")
        case .taken(let response):
            let id = (try? JSON(parsing: response.body))?["cancelId"].scalar ?? wish?["cancelRequestId"].scalar
            // What was agreed to is only done when eBay has paid back.
            guard let id else { return .uncertain(reason: "\(call.operation): HTTP \(response.status), no cancel id") }
            return .pending(handle: id)
        }
    }

    func outcomeOfCancel(
        _ request: ActionRequest, handle: String?
    ) async throws(ConnectorError) -> ActionOutcome {
        guard let number = request.order, let order = try await api.order(number) else { return .impossible }
        // What eBay took and does not show yet is on its way.
        let unseen: ActionOutcome = handle == nil ? .absent : .pending
        switch order.cancelState {
        case "CANCELED": return .done(note: nil)
        case "IN_PROGRESS":
            // A wish of the buyer's that nobody has agreed to yet is no trace of ours.
            let isOpen = order.cancelRequests.contains { $0["cancelRequestState"].filled == "REQUESTED" }
            return isOpen ? unseen : .pending
        case "NONE_REQUESTED", nil: return unseen
        default: return .impossible
        }
    }

    private static func refusal(ofCancelling lines: [String], of order: EbayOrder) -> String? {
        if order.cancelState == "CANCELED" { return "the order is already cancelled" }
        if order.hasShipped { return "the order has been sent: it can only come back as a return" }
        let all = Set(order.lines.compactMap { $0["lineItemId"].scalar })
        guard lines.isEmpty || Set(lines) == all else {
            return "eBay cancels only whole orders: refund the line instead, or cancel without naming lines"
        }
        return nil
    }
}

/// Why a request is not even sent; fit for the agent.
struct EbayRefusal: Error, Sendable {
    var reason: String
}
