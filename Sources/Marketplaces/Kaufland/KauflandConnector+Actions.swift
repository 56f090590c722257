import Domain
import Transport
import Wire

extension KauflandConnector {
    public func reasons(for action: Capabilities.Action) async throws(ConnectorError) -> [Reason] {
        switch action {
        case .openConversation: KauflandReasons.opening
        case .refund: KauflandReasons.refund
        case .cancel: KauflandReasons.cancellation
        default: []
        }
    }

    public func perform(_ request: ActionRequest) async -> ActionResult {
        do throws(ConnectorError) {
            switch request.task {
            case .close: return try await close(request)
            case .refund(let refunds, let reason): return try await refund(refunds, reason, request)
            case .cancel(let lines, let reason): return try await cancel(lines, reason, request)
            case .uploadInvoice(let file): return await upload(file, request)
            case .escalate:
                return .refused(
                    reason: "Kaufland's customer service can only be asked in the portal: open the ticket there and "
                        + "request support; its answer shows here")
            case .reopen: return .refused(reason: "Kaufland has no way to open a closed ticket again; open a new one")
            case .noReplyNeeded:
                return .refused(reason: "Kaufland has no \"no reply needed\": answer the ticket or close it")
            case .resolveIncident: return .refused(reason: "Kaufland has no incidents; close the ticket instead")
            }
        } catch {
            return .notSent(error)
        }
    }

    public func outcome(of request: ActionRequest, handle: String?) async throws(ConnectorError) -> ActionOutcome {
        switch request.task {
        case .close:
            guard case .ticket(let ticket) = try await target(thread: request.thread, order: request.order) else {
                return .impossible
            }
            return ticket.isClosedForSeller ? .done(note: ticket.status) : .absent
        case .cancel(let lines, _): return try await outcomeOfCancellation(lines, request)
        case .uploadInvoice(let file):
            guard let number = request.order, let order = try await api.order(number, embedded: "order_invoices")
            else { return .impossible }
            let fresh = order.invoices.filter {
                ($0.createdAt ?? request.intendedAt) >= request.intendedAt - KauflandReadBack.margin
            }
            if fresh.contains(where: { $0.name == file.name }) { return .done(note: file.name) }
            // Another name may be what Kaufland made of this one.
            return fresh.isEmpty ? .absent : .impossible
        // The API shows no list of refunds.
        case .refund, .escalate, .reopen, .noReplyNeeded, .resolveIncident: return .impossible
        }
    }

    private func close(_ request: ActionRequest) async throws(ConnectorError) -> ActionResult {
        switch try await target(thread: request.thread, order: request.order) {
        case .refused(let reason): return .refused(reason: reason)
        case .ticket(let ticket):
            if ticket.isClosedForSeller { return .done(note: "it was closed already: \(ticket.status)") }
            return await api.door.perform([api.closing(ticket.id)]) { $0.status == 204 }
        }
    }

    private func refund(
        _ refunds: [ActionRequest.Refund], _ reason: String?, _ request: ActionRequest
    ) async throws(ConnectorError) -> ActionResult {
        let code: String
        switch ReasonChoice(reason ?? "other_refund", among: KauflandReasons.refund) {
        case .refused(let why): return .refused(reason: why)
        case .reason(let reason): code = reason.code
        }
        switch try await sellersOrder(request) {
        case .refused(let why): return .refused(reason: why)
        case .order(let order):
            switch KauflandRefunds.plan(refunds, of: order.units) {
            case .refused(let why): return .refused(reason: why)
            case .shares(let shares):
                return await api.door.perform(shares.map { api.refund($0, reason: code) }) { $0.status == 204 }
            }
        }
    }

    private func cancel(
        _ lines: [String], _ reason: String?, _ request: ActionRequest
    ) async throws(ConnectorError) -> ActionResult {
        let code: String
        switch ReasonChoice(reason, among: KauflandReasons.cancellation) {
        case .refused(let why): return .refused(reason: why)
        case .reason(let reason): code = reason.code
        }
        switch try await sellersOrder(request) {
        case .refused(let why): return .refused(reason: why)
        case .order(let order):
            var units: [KauflandUnit] = []
            for line in lines {
                guard let unit = order.units.first(where: { $0.id == line }) else {
                    return .refused(reason: "the order has no unit \(line.prefix(40))")
                }
                if !units.contains(unit) { units.append(unit) }
            }
            if lines.isEmpty { units = order.units.filter { $0.status != "cancelled" } }
            guard !units.isEmpty else { return .refused(reason: "the order is cancelled already") }
            if let late = units.first(where: { !$0.isCancellable }) {
                let status = late.status ?? "of an unknown state"
                return .refused(reason: "unit \(late.id) is \(status): only what was not sent can be cancelled")
            }
            return await api.door.perform(units.map { api.cancellation($0, reason: code) }) { $0.status == 204 }
        }
    }

    private func upload(_ file: Attachment, _ request: ActionRequest) async -> ActionResult {
        guard let order = request.order else { return .refused(reason: "which order the invoice is for is not known") }
        let maximum = capabilities.limits.maximumTotalBytes ?? .max
        guard file.bytes.count <= maximum else {
            return .refused(
                reason: LimitViolation.filesTooLarge(bytes: file.bytes.count, maximum: maximum).description)
        }
        return await api.door.perform([api.invoice(file, order: order)]) { response in
            (try? JSON(parsing: response.body))?["data"]["id_invoice"].scalar != nil
        }
    }

    private func outcomeOfCancellation(
        _ lines: [String], _ request: ActionRequest
    ) async throws(ConnectorError) -> ActionOutcome {
        guard let number = request.order, let order = try await api.order(number) else { return .impossible }
        let units = lines.isEmpty ? order.units : order.units.filter { lines.contains($0.id) }
        let cancelled = units.filter { $0.status == "cancelled" }
        if cancelled.isEmpty { return .absent }
        let names = cancelled.map { "unit \($0.id)" }.joined(separator: "; ")
        return cancelled.count == units.count
            ? .done(note: names) : .failed(reason: "only a part is cancelled: \(names)")
    }

    private enum Sale {
        case order(KauflandOrder)
        case refused(String)
    }

    /// The order that an action about money is for; nothing can be done where Kaufland fulfils it.
    private func sellersOrder(_ request: ActionRequest) async throws(ConnectorError) -> Sale {
        guard let number = request.order, let order = try await api.order(number) else {
            return .refused("the marketplace knows no such order")
        }
        guard !order.isFulfilledByKaufland else {
            return .refused(
                "Kaufland fulfils this order: only its customer service can refund or cancel, in the portal")
        }
        return .order(order)
    }
}
