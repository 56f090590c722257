import Domain
import Wire

extension EbayConnector {
    public func reasons(for action: Capabilities.Action) async throws(ConnectorError) -> [Reason] {
        switch action {
        case .refund: Self.refundReasons
        case .cancel: Self.cancelReasons
        default: []
        }
    }

    public func perform(_ request: ActionRequest) async -> ActionResult {
        switch request.task {
        case .close: await change(request, JSON.Member(key: "conversationStatus", value: "ARCHIVE"))
        case .reopen: await change(request, JSON.Member(key: "conversationStatus", value: "ACTIVE"))
        case .noReplyNeeded: await change(request, JSON.Member(key: "read", value: true))
        case .refund(let lines, let reason): await refund(request, lines, reason: reason)
        case .cancel(let lines, let reason): await cancel(request, lines: lines, reason: reason)
        case .escalate:
            .refused(
                reason: "eBay steps in only through a return, an inquiry or a case: open the order in Seller Hub and "
                    + "ask eBay there")
        case .resolveIncident: .refused(reason: "returns, inquiries and cases are settled in Seller Hub")
        case .uploadInvoice: .refused(reason: "eBay takes no invoices: send the buyer a link, or use Seller Hub")
        }
    }

    public func outcome(of request: ActionRequest, handle: String?) async throws(ConnectorError) -> ActionOutcome {
        switch request.task {
        case .close, .reopen, .noReplyNeeded: try await outcomeOfChange(request)
        case .refund(let lines, _): try await outcomeOfRefund(request, lines, handle: handle)
        case .cancel: try await outcomeOfCancel(request, handle: handle)
        default: .impossible
        }
    }

    // MARK: Conversations

    /// Setting a state twice is the same as once, so nothing is read before.
    private func change(_ request: ActionRequest, _ member: JSON.Member) async -> ActionResult {
        let id: String
        do {
            guard let found = try await conversation(of: request) else {
                return .refused(reason: "which conversation is meant is not known")
            }
            id = found
        } catch {
            return .notSent(error)
        }
        switch await api.update(id, member) {
        case .taken: return .done(note: nil)
        case .failed(let result): return ActionResult(result) ?? .done(note: nil)
        }
    }

    private func outcomeOfChange(_ request: ActionRequest) async throws(ConnectorError) -> ActionOutcome {
        guard let id = try await conversation(of: request), let found = try await api.conversation(id) else {
            return .absent
        }
        let isDone =
            switch request.task {
            case .close: found.isClosed
            case .reopen: !found.isClosed
            default: !found.messages.contains { $0.isRead == false }
            }
        return isDone ? .done(note: nil) : .absent
    }

    private func conversation(of request: ActionRequest) async throws(ConnectorError) -> String? {
        if let thread = request.thread { return thread.text }
        guard let number = request.order, let order = try await api.order(number) else { return nil }
        let candidates = try await candidates(for: order).filter(\.isAboutOrder)
        return candidates.count == 1 ? candidates.first?.id : nil
    }
}
