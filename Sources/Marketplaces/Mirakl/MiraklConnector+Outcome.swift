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
            return Self.outcome(of: lines, in: order, request, code: wanted) { line in
                // All of a line was given back only where nothing is left of it.
                guard let amount = refunds.first(where: { $0.line == line.id })?.amount?.minorUnits else {
                    return line.rest?.paid(addsTaxes: order.addsTaxes).goods == 0 ? line.refunds : []
                }
                return line.refunds.filter { $0.amounts.paid(addsTaxes: order.addsTaxes).goods == amount }
            }
        case .cancel(let names, let reason):
            guard let order = try await order(of: request) else { return .impossible }
            if order.state == "CANCELED" { return .done(note: order.id) }
            let wanted = try await code(reason, "CANCELATION")
            let lines = names.isEmpty ? Self.touched(order, request, \.cancelations) : names
            return Self.outcome(of: lines, in: order, request, code: wanted) { $0.cancelations }
        case .uploadInvoice(let file):
            guard let order = try await order(of: request) else { return .impossible }
            let found = try await api.documents(of: order.id).contains { document in
                let date = document["date_uploaded"].string.flatMap { Timestamp(iso8601: $0) }
                return document["file_name"].string == file.name
                    && (date ?? request.intendedAt) >= request.intendedAt - MiraklReadBack.margin
            }
            return found ? .done(note: file.name) : .absent
        }
    }

    private func outcome(
        ofQuestion text: String, _ request: ActionRequest
    ) async throws(ConnectorError) -> ActionOutcome {
        var threads = try await self.threads(for: ConversationKeys(thread: request.thread, order: request.order))
        threads += try await api.threads(since: request.intendedAt - MiraklReadBack.margin, type: "SELLER_OPERATOR")
        let found = threads.contains {
            MiraklReadBack.find(question: text, since: request.intendedAt, in: $0) != nil
        }
        return found ? .done(note: "sent to the operator") : .absent
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

    /// - Parameter entries: what a line shows that may be the action's.
    private static func outcome(
        of lines: [String], in order: MiraklOrder, _ request: ActionRequest, code: String?,
        entries: (MiraklOrder.Line) -> [MiraklOrder.Return]
    ) -> ActionOutcome {
        var found: [String] = []
        for name in lines {
            guard let line = order.lines.first(where: { $0.id == name }) else { continue }
            let candidates = entries(line).filter { code == nil || $0.reason == nil || $0.reason == code }
            if let entry = candidates.last(where: {
                $0.createdAt.map { $0 >= request.intendedAt - MiraklReadBack.margin } ?? false
            }) {
                found.append([entry.id ?? name, entry.state].compactMap { $0 }.joined(separator: " "))
            } else if candidates.contains(where: { $0.createdAt == nil }) {
                // It may be an older one: only a person can tell.
                return .impossible
            }
        }
        if found.isEmpty { return .absent }
        let note = found.joined(separator: ", ")
        return found.count == lines.count ? .done(note: note) : .failed(reason: "only a part is shown: \(note)")
    }
}
