import Domain
import Wire

extension MiraklConnector {
    public func outcome(of request: ActionRequest, handle: String?) async throws(ConnectorError) -> ActionOutcome {
        switch request.task {
        case .close, .reopen, .noReplyNeeded: return .impossible
        case .escalate(let text): return try await outcome(ofQuestion: text, request)
        case .resolveIncident:
            guard let order = try await order(of: request) else { return .impossible }
            // While it waits for the customer's word the line looks as before.
            return order.lines.contains(where: \.hasIncident) ? .impossible : .done(note: order.state)
        case .refund(let refunds, let reason):
            guard let order = try await order(of: request) else { return .impossible }
            let wanted = try await code(reason, "REFUND")
            let lines = refunds.isEmpty ? Self.touched(order, request, \.refunds) : refunds.map(\.line)
            // All of the order was given back only where nothing is left of any line.
            if refunds.isEmpty, !lines.isEmpty, order.lines.contains(where: { $0.canRefund && !$0.isPaidBack(order) }) {
                return .impossible
            }
            return Self.outcome(of: lines, in: order, request, code: wanted, entries: \.refunds) { line, entry in
                let refund = refunds.first { $0.line == line.id }
                guard let amount = refund?.amount?.minorUnits else {
                    return refund?.quantity != nil || line.isPaidBack(order)
                }
                return entry.amounts.paid(addsTaxes: order.addsTaxes).goods == amount
            }
        case .cancel(let names, let reason):
            guard let order = try await order(of: request) else { return .impossible }
            if order.state == "CANCELED" { return .done(note: order.id) }
            let wanted = try await code(reason, "CANCELATION")
            let lines = names.isEmpty ? Self.touched(order, request, \.cancelations) : names
            return Self.outcome(of: lines, in: order, request, code: wanted, entries: \.cancelations) { _, _ in true }
        case .uploadInvoice(let file):
            guard let order = try await order(of: request) else { return .impossible }
            let fresh = try await api.documents(of: order.id).filter { document in
                let date = document["date_uploaded"].string.flatMap { Timestamp(iso8601: $0) }
                return (date ?? request.intendedAt) >= request.intendedAt - MiraklReadBack.margin
            }
            if fresh.contains(where: { $0["file_name"].string == file.name }) { return .done(note: file.name) }
            // Another name may be what the marketplace made of this one.
            return fresh.isEmpty ? .absent : .impossible
        }
    }

    private func outcome(
        ofQuestion text: String, _ request: ActionRequest
    ) async throws(ConnectorError) -> ActionOutcome {
        var threads = try await self.threads(for: ConversationKeys(thread: request.thread, order: request.order))
        threads += try await api.threads(since: request.intendedAt - MiraklReadBack.margin, type: "SELLER_OPERATOR")
        let fresh = threads.flatMap { MiraklReadBack.questions(since: request.intendedAt, in: $0) }
        if fresh.contains(where: { MiraklText.matches(body: $0.body, text: text) }) {
            return .done(note: "sent to the operator")
        }
        // Other words may be what the operator's filter made of these.
        return fresh.isEmpty ? .absent : .impossible
    }

    /// The code of the reason that was asked for; nil where it was not said or is not known any more.
    private func code(_ word: String?, _ type: String) async throws(ConnectorError) -> String? {
        guard let word, case .reason(let reason) = ReasonChoice(word, among: try await reasons.usable(type)) else {
            return nil
        }
        return reason.code
    }

    /// Lines that show something since the action was meant, or something without a date.
    private static func touched(
        _ order: MiraklOrder, _ request: ActionRequest, _ entries: (MiraklOrder.Line) -> [MiraklOrder.Return]
    ) -> [String] {
        order.lines.filter { line in
            entries(line).contains {
                ($0.createdAt ?? request.intendedAt) >= request.intendedAt - MiraklReadBack.margin
            }
        }.map(\.id)
    }

    /// Anything fresh that is not clearly the action's may still be it, with other amounts or another reason than were asked
    /// for; so may what has no date. Only a person can tell then.
    ///
    /// - Parameters:
    ///   - entries: what a line shows of the kind.
    ///   - fits: whether an entry is what was asked for.
    private static func outcome(
        of lines: [String], in order: MiraklOrder, _ request: ActionRequest, code: String?,
        entries: (MiraklOrder.Line) -> [MiraklOrder.Return],
        fits: (MiraklOrder.Line, MiraklOrder.Return) -> Bool
    ) -> ActionOutcome {
        let start = request.intendedAt - MiraklReadBack.margin
        var found: [String] = []
        for name in lines {
            guard let line = order.lines.first(where: { $0.id == name }) else { return .impossible }
            let fresh = entries(line).filter { ($0.createdAt ?? start) >= start }
            let match = fresh.last { entry in
                entry.createdAt != nil && (code == nil || entry.reason == nil || entry.reason == code)
                    && fits(line, entry)
            }
            guard let match else {
                if fresh.isEmpty { continue }
                return .impossible
            }
            found.append([match.id ?? name, match.state].compactMap { $0 }.joined(separator: " "))
        }
        if found.isEmpty { return .absent }
        let note = found.joined(separator: ", ")
        return found.count == lines.count ? .done(note: note) : .failed(reason: "only a part is shown: \(note)")
    }
}
