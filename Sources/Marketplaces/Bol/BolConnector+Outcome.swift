import Domain

extension BolConnector {
    /// How far the clocks of bol and this machine may be apart.
    private static let clockMargin = Duration.seconds(300)

    public func outcome(of request: ActionRequest, handle: String?) async throws(ConnectorError) -> ActionOutcome {
        guard let api, let number = request.order else { return .impossible }
        var parts: [BolPart] = []
        for id in handle?.split(separator: ",") ?? [] {
            guard let process = try await api.process(String(id)) else {
                // Processes are forgotten after two days; what they did is still to be seen.
                parts = []
                break
            }
            parts.append(BolPart(name: "process \(id)", outcome: process.outcome))
        }
        if parts.isEmpty { parts = try await traces(of: request, number, api) }
        await orders?.forget(number)
        return BolPart.outcome(of: parts)
    }

    /// What bol shows of an action whose processes are not known.
    private func traces(
        of request: ActionRequest, _ number: OrderNumber, _ api: BolAPI
    ) async throws(ConnectorError) -> [BolPart] {
        guard let order = try await api.order(BolValue.orderID(number)) else { return [] }
        let since = request.intendedAt - Self.clockMargin
        switch request.task {
        case .cancel(let lines, _):
            var parts: [BolPart] = []
            for item in order.items where lines.isEmpty || lines.contains(item.id) {
                let known = try await newest(item.id, .cancelOrder, since, api)
                parts.append(
                    BolPart(
                        name: item.title, outcome: known ?? (item.isCancelled ? .done(note: nil) : .absent)))
            }
            return parts
        case .refund(let lines, _):
            let open = try await api.returns(handled: false, pages: Self.openPages)
            let handled = try await api.returns(handled: true, pages: 4)
            var parts: [BolPart] = []
            for item in order.items where lines.isEmpty || lines.contains(where: { $0.line == item.id }) {
                let returns = (open.items + handled.items).filter { $0.belongs(to: order.id, item.ean) }
                var outcome = try await trace(of: item, returns, since, api)
                // It may stand behind what was read.
                if outcome == .absent, !open.isComplete || !handled.isComplete { outcome = .impossible }
                parts.append(BolPart(name: item.title, outcome: outcome))
            }
            // Without names, what cannot be paid back was not meant.
            return lines.isEmpty && parts.contains { $0.outcome != .absent }
                ? parts.filter { $0.outcome != .absent } : parts
        case .uploadInvoice:
            var parts: [BolPart] = []
            for shipment in try await api.shipments(of: order.id).prefix(Self.shipmentsPerOrder) {
                var outcome = try await newest(shipment, .uploadInvoice, since, api) ?? .absent
                if outcome == .absent {
                    outcome =
                        try await api.invoiceRequests(shipment: shipment, state: "ALL")
                        .map { $0.outcome(since: since) }.first { $0 != .absent } ?? .absent
                }
                if outcome != .absent { parts.append(BolPart(name: "shipment \(shipment)", outcome: outcome)) }
            }
            return parts
        default: return []
        }
    }

    private func trace(
        of item: BolOrder.Item, _ returns: [BolReturn], _ since: Timestamp, _ api: BolAPI
    ) async throws(ConnectorError) -> ActionOutcome {
        for rma in returns.compactMap(\.rma) {
            if let known = try await newest(String(rma), .handleReturn, since, api) { return known }
        }
        if let known = try await newest(item.id, .createReturn, since, api) { return known }
        let credited = returns.reduce(0) { $0 + $1.credited(since: since) }
        return credited > 0 ? .done(note: "\(credited) returned and paid back") : .absent
    }

    private func newest(
        _ entity: String, _ event: BolProcess.Event, _ since: Timestamp, _ api: BolAPI
    ) async throws(ConnectorError) -> ActionOutcome? {
        try await api.processes(of: entity, event).last { ($0.createdAt ?? since) >= since }?.outcome
    }
}

/// One of the calls that an action consists of, and what became of it.
struct BolPart: Sendable, Hashable {
    var name: String
    var outcome: ActionOutcome

    /// The outcome of all together: pending while one is, done where all are. What is done only in part counts as failed,
    /// and says which part.
    static func outcome(of parts: [BolPart]) -> ActionOutcome {
        if parts.contains(where: { $0.outcome == .pending }) { return .pending }
        var done: [String] = []
        var notes: [String] = []
        var failed: [String] = []
        var absent: [String] = []
        for part in parts {
            switch part.outcome {
            case .done(let note):
                done.append(part.name)
                if let note { notes.append(note) }
            case .failed(let reason): failed.append(parts.count > 1 ? "\(part.name): \(reason)" : reason)
            case .pending, .absent, .impossible: absent.append("\(part.name): no trace")
            }
        }
        if parts.contains(where: { $0.outcome == .impossible }) { return .impossible }
        if failed.isEmpty, absent.isEmpty, !done.isEmpty {
            return .done(note: notes.isEmpty ? nil : notes.joined(separator: "; "))
        }
        if done.isEmpty, failed.isEmpty { return .absent }
        let first = done.isEmpty ? [] : ["done for \(done.joined(separator: ", "))"]
        return .failed(reason: withoutAddresses((first + failed + absent).joined(separator: "; ")))
    }
}
