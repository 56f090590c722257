import Domain

extension BolConnector {
    /// Pages of returns that are searched before money is paid back. Those that wait have to be complete, lest a second
    /// return is made beside the buyer's.
    static let openPages = 20
    private static let handledPages = 10
    /// Shipments of one order whose invoice requests are looked at.
    static let shipmentsPerOrder = 10

    public func reasons(for action: Capabilities.Action) async throws(ConnectorError) -> [Reason] {
        action == .cancel ? BolCancellation.reasons : []
    }

    public func perform(_ request: ActionRequest) async -> ActionResult {
        switch request.task {
        case .refund, .cancel, .uploadInvoice: break
        case .close, .noReplyNeeded:
            return .refused(reason: "bol takes no word of this from software: close the question in the seller account")
        case .escalate:
            return .refused(reason: "bol's Partnerservice is reached through the seller account only")
        case .reopen, .resolveIncident:
            return .refused(reason: "bol has no way for software to do this")
        }
        guard let api else { return .refused(reason: Self.notConfigured) }
        guard let number = request.order else { return .refused(reason: "the order is not known") }
        let result = await perform(request.task, on: number, api)
        await orders?.forget(number)
        return result
    }

    private func perform(_ task: ActionRequest.Task, on number: OrderNumber, _ api: BolAPI) async -> ActionResult {
        do throws(ConnectorError) {
            guard let order = try await api.order(BolValue.orderID(number)) else {
                return .refused(reason: Self.unknown(number))
            }
            do throws(BolRefusal) {
                switch task {
                case .cancel(let lines, let reason):
                    return await carryOut(try BolCancellation.steps(order, lines: lines, reason: reason), api)
                case .uploadInvoice(let file):
                    try Self.check(file, capabilities.limits)
                default: break
                }
            } catch {
                return .refused(reason: withoutAddresses(error.reason))
            }
            switch task {
            case .refund(let lines, _): return try await refund(lines, order, api)
            case .uploadInvoice(let file): return try await upload(file, order, api)
            default: return .refused(reason: "bol has no way for software to do this")
            }
        } catch {
            return .notSent(error)
        }
    }

    private func refund(
        _ lines: [ActionRequest.Refund], _ order: BolOrder, _ api: BolAPI
    ) async throws(ConnectorError) -> ActionResult {
        let open = try await api.returns(handled: false, pages: Self.openPages)
        guard open.isComplete else {
            return .refused(
                reason: "there are too many unhandled returns to find this order's: pay it back in the seller account")
        }
        let handled = try await api.returns(handled: true, pages: Self.handledPages)
        var refund = BolRefund(order: order, returns: open.items + handled.items)
        do throws(BolRefusal) {
            let steps = try refund.steps(lines)
            // What was paid back long ago may stand behind the pages that were read.
            if !handled.isComplete, steps.contains(where: \.makesReturn) {
                throw BolRefusal(
                    "bol lists too many handled returns to be sure that nothing was paid back already: pay it back in "
                        + "the seller account")
            }
            return await carryOut(steps, api)
        } catch {
            return .refused(reason: withoutAddresses(error.reason))
        }
    }

    /// Does one step after the other, and stops at the first that fails. What was promised until then stands.
    private func carryOut(_ steps: [BolStep], _ api: BolAPI) async -> ActionResult {
        var handles: [String] = []
        for step in steps {
            switch await api.carryOut(step) {
            case .promised(let handle): handles.append(handle)
            case .failed(let failure):
                let result = ActionResult(failure) ?? .uncertain(reason: "an answer without a meaning")
                guard !handles.isEmpty else { return result }
                return .uncertain(
                    reason: "\(handles.count) of \(steps.count) items were taken, the next was not: \(result.words)")
            }
        }
        return .pending(handle: handles.joined(separator: ","))
    }

    private static func check(_ file: Attachment, _ limits: Capabilities.Limits) throws(BolRefusal) {
        guard file.bytes.starts(with: "%PDF".utf8) else {
            throw BolRefusal("bol takes invoices as PDF only, and \(file.name) is none")
        }
        if let maximum = limits.maximumTotalBytes, file.bytes.count > maximum {
            throw BolRefusal("the file \(file.name) has \(file.bytes.count) bytes, at most \(maximum) are taken")
        }
    }

    private func upload(
        _ file: Attachment, _ order: BolOrder, _ api: BolAPI
    ) async throws(ConnectorError) -> ActionResult {
        var shipments = try await api.shipments(of: order.id)
        if shipments.count > 1 {
            // An invoice belongs to the shipment that the buyer wants it for.
            var wanted: [String] = []
            for shipment in shipments.prefix(Self.shipmentsPerOrder)
            where try await !api.invoiceRequests(shipment: shipment, state: "OPEN").isEmpty {
                wanted.append(shipment)
            }
            shipments = wanted.count == 1 ? wanted : shipments
        }
        guard let shipment = shipments.first else {
            return .refused(
                reason: "nothing of the order \(order.id) is shipped, and bol takes invoices of shipments only")
        }
        guard shipments.count == 1 else {
            return .refused(
                reason: "the order has \(shipments.count) shipments, and which one the invoice is for is not clear:"
                    + " upload it in the seller account")
        }
        switch await api.upload(file, for: shipment) {
        case .promised(let handle): return .pending(handle: handle)
        case .failed(let failure): return ActionResult(failure) ?? .uncertain(reason: "an answer without a meaning")
        }
    }
}

extension ActionResult {
    /// Why it did not succeed, for a sentence.
    fileprivate var words: String {
        switch self {
        case .refused(let reason), .uncertain(let reason): reason
        case .notSent(let error): error.detail
        case .done, .pending: ""
        }
    }
}
