import Domain
import Transport
import Wire

extension AllegroConnector {
    public func reasons(for action: Capabilities.Action) async throws(ConnectorError) -> [Reason] {
        action == .refund ? AllegroRefund.reasons : []
    }

    public func perform(_ request: ActionRequest) async -> ActionResult {
        do throws(ConnectorError) {
            switch request.task {
            case .close: return try await close(request)
            case .noReplyNeeded: return await noReplyNeeded(request)
            case .refund(let lines, let reason): return try await refund(request, lines, reason)
            case .cancel(let lines, _): return try await cancel(request, lines)
            case .reopen: return .refused(reason: "at Allegro only the buyer can open a discussion again")
            case .escalate:
                return .refused(
                    reason: "Allegro's help can be asked for in its portal only: open the discussion there")
            case .resolveIncident:
                return .refused(reason: "a claim is decided in Allegro's portal only: open it there")
            case .uploadInvoice:
                return .refused(reason: "invoices are added in Allegro's portal only: open the order there")
            }
        } catch {
            return .notSent(error)
        }
    }

    public func outcome(of request: ActionRequest, handle: String?) async throws(ConnectorError) -> ActionOutcome {
        switch request.task {
        case .close: try await closing(of: request)
        case .noReplyNeeded: try await reading(of: request)
        case .refund(let lines, let reason): try await refunding(of: request, lines, reason, handle)
        case .cancel: try await cancelling(of: request)
        case .reopen, .escalate, .resolveIncident, .uploadInvoice: .impossible
        }
    }

    // MARK: Close

    /// Only the buyer ends a dispute: he is asked to.
    private func close(_ request: ActionRequest) async throws(ConnectorError) -> ActionResult {
        guard let thread = request.thread, case .issue(let id) = AllegroPlace(thread) else {
            return .refused(reason: "a conversation of Allegro's message centre cannot be closed")
        }
        guard let issue = try await api.issue(id) else {
            return .refused(reason: "Allegro does not know the discussion (any more)")
        }
        if issue.isClosed { return .done(note: "it was closed already") }
        guard issue.isDispute else {
            return .refused(reason: "a claim ends with a decision, which is made in Allegro's portal")
        }
        let text = allegroEndRequest(locale: options["locale"])
        switch await api.send(text, file: nil, type: .endRequest, to: id) {
        case .taken: return .done(note: "the buyer was asked to end the discussion; it stays open until then")
        case .failed(let failure): return ActionResult(failure) ?? .done(note: nil)
        }
    }

    private func closing(of request: ActionRequest) async throws(ConnectorError) -> ActionOutcome {
        guard let thread = request.thread, case .issue(let id) = AllegroPlace(thread) else { return .impossible }
        guard let issue = try await api.issue(id) else { return .absent }
        if issue.isClosed { return .done(note: nil) }
        let wanted = ComparableText(allegroEndRequest(locale: options["locale"]))
        let wasAsked = try await api.chat(of: id).contains { entry in
            entry.role == .seller
                && entry.createdAt.map { $0 >= request.intendedAt - AllegroReadBack.margin } ?? true
                && (entry.type == AllegroAPI.IssueMessage.endRequest.rawValue || ComparableText(entry.text) == wanted)
        }
        return wasAsked ? .done(note: "the buyer was asked to end the discussion") : .absent
    }

    // MARK: No reply needed

    private func noReplyNeeded(_ request: ActionRequest) async -> ActionResult {
        guard let thread = request.thread, case .thread(let id) = AllegroPlace(thread) else {
            return .refused(reason: "Allegro's discussions cannot be marked as needing no reply")
        }
        switch await api.markRead(id) {
        case .taken: return .done(note: "marked as read at Allegro")
        case .failed(let failure): return ActionResult(failure) ?? .done(note: nil)
        }
    }

    private func reading(of request: ActionRequest) async throws(ConnectorError) -> ActionOutcome {
        guard let thread = request.thread, case .thread(let id) = AllegroPlace(thread) else { return .impossible }
        return try await api.thread(id)?.isRead == true ? .done(note: nil) : .absent
    }

    // MARK: Money

    private func refund(
        _ request: ActionRequest, _ lines: [ActionRequest.Refund], _ reason: String?
    ) async throws(ConnectorError) -> ActionResult {
        guard let number = request.order, let order = try await api.order(number) else {
            return .refused(reason: Self.unknownOrder)
        }
        let refund: AllegroRefund
        switch AllegroRefund.make(lines, reason: reason, of: order, number: number, key: request.key) {
        case .refused(let reason): return .refused(reason: reason)
        case .refund(let made): refund = made
        }
        switch await api.refund(refund) {
        case .failed(let failure): return ActionResult(failure) ?? .done(note: nil)
        case .taken(let response):
            guard let json = try? JSON(parsing: response.body), let id = json["id"].scalar else {
                return .uncertain(reason: "initiateRefund: taken, but the answer names no refund")
            }
            switch ActionOutcome(allegroRefund: json) {
            case .done(let note): return .done(note: note)
            case .failed(let reason): return .refused(reason: reason)
            case .pending, .absent, .impossible: return .pending(handle: id)
            }
        }
    }

    private func refunding(
        of request: ActionRequest, _ lines: [ActionRequest.Refund], _ reason: String?, _ handle: String?
    ) async throws(ConnectorError) -> ActionOutcome {
        guard let number = request.order, let order = try await api.order(number),
            case .refund(let refund) = AllegroRefund.make(
                lines, reason: reason, of: order, number: number, key: request.key)
        else { return .impossible }
        let refunds = try await api.refunds(of: refund.payment)
        switch refund.find(in: refunds, handle: handle, since: request.intendedAt) {
        case .refund(let found): return ActionOutcome(allegroRefund: found)
        case .doubtful: return .impossible
        // What Allegro took and does not show yet is on its way.
        case .none: return handle == nil ? .absent : .pending
        }
    }

    private func cancel(_ request: ActionRequest, _ lines: [String]) async throws(ConnectorError) -> ActionResult {
        guard lines.isEmpty else { return .refused(reason: "Allegro cancels whole orders only") }
        guard let number = request.order, let order = try await api.order(number) else {
            return .refused(reason: Self.unknownOrder)
        }
        if order.fulfillment == "CANCELLED" { return .done(note: "it was cancelled already") }
        switch await api.cancel(number) {
        case .taken: return .done(note: "the order is marked as cancelled; the money goes back with a refund only")
        case .failed(let failure): return ActionResult(failure) ?? .done(note: nil)
        }
    }

    private func cancelling(of request: ActionRequest) async throws(ConnectorError) -> ActionOutcome {
        guard let number = request.order, let order = try await api.order(number) else { return .impossible }
        return order.fulfillment == "CANCELLED" ? .done(note: nil) : .absent
    }

    private static let unknownOrder = "Allegro does not know the order, or not as one of this account"
}
