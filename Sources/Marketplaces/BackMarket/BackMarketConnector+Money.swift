import Domain
import Wire

extension BackMarketConnector {
    /// How a line can be paid back, by its state (POST /ws/sav/refund).
    private enum Way: String {
        /// Paid, not yet accepted: all of it.
        case beforeAcceptance = "4"
        /// Accepted, not yet sent: all of it.
        case beforeShipping = "5"
        /// Sent: all or a part of it.
        case afterShipping = "6"

        init?(state: String?) {
            switch state {
            case "1": self = .beforeAcceptance
            case "2": self = .beforeShipping
            case "3": self = .afterShipping
            default: return nil
            }
        }
    }

    func refund(_ request: ActionRequest, _ lines: [ActionRequest.Refund]) async -> ActionResult {
        await pay(request, lines, cancels: false)
    }

    /// A line that was not sent is cancelled by paying all of it back.
    func cancel(_ request: ActionRequest, _ lines: [String]) async -> ActionResult {
        await pay(request, lines.map { ActionRequest.Refund(line: $0) }, cancels: true)
    }

    /// One call a line. All are checked before the first goes out; what becomes of the rest after a failure is told.
    private func pay(
        _ request: ActionRequest, _ lines: [ActionRequest.Refund], cancels: Bool
    ) async -> ActionResult {
        let order: BackMarketOrder
        do {
            guard let number = request.order, let found = try await api.order(number) else {
                return .refused(reason: "Back Market does not know this order, or it is another seller's")
            }
            order = found
        } catch {
            return .notSent(error)
        }
        let all = order.lines.compactMap { $0["id"].scalar }
        // An amount that the agent did not name is none to Back Market, which pays a whole line back in its own way.
        let asked =
            lines.isEmpty
            ? all.map { ActionRequest.Refund(line: $0) }
            : lines.map { $0.isWhole ? ActionRequest.Refund(line: $0.line) : $0 }
        guard Set(asked.map(\.line)).count == asked.count else { return .refused(reason: "a line is named twice") }
        var bodies: [JSON] = []
        do throws(BackMarketRefusal) {
            for line in asked { bodies.append(try Self.body(of: line, in: order, cancels: cancels)) }
        } catch {
            return .refused(reason: error.reason)
        }
        guard !bodies.isEmpty else { return .refused(reason: "the order has no lines") }
        for (index, body) in bodies.enumerated() {
            guard case .failed(let result) = await api.refund(body) else { continue }
            guard let failed = ActionResult(result) else { continue }
            guard index > 0 else { return failed }
            // Some money has gone: neither "refused" nor "try again" would be true of the whole.
            return .uncertain(
                reason: "\(index) of \(bodies.count) lines were paid back, then the line \(asked[index].line) failed: "
                    + Self.words(failed))
        }
        return .done(note: bodies.count == 1 ? nil : "\(bodies.count) lines")
    }

    private static func words(_ result: ActionResult) -> String {
        switch result {
        case .refused(let reason), .uncertain(let reason): reason
        case .notSent(let error): error.detail
        case .done, .pending: "no answer"
        }
    }

    private static func body(
        of refund: ActionRequest.Refund, in order: BackMarketOrder, cancels: Bool
    ) throws(BackMarketRefusal) -> JSON {
        guard let line = order.line(refund.line), let id = Int64(refund.line) else {
            throw BackMarketRefusal(reason: "the order has no line \(refund.line)")
        }
        guard let way = Way(state: line["state"].scalar) else {
            throw BackMarketRefusal(
                reason: "the line \(refund.line) is neither paid, accepted nor sent, so there is nothing to pay back")
        }
        let pieces = BackMarketOrder.pieces(line)
        if let wanted = refund.quantity, refund.amount == nil, wanted != pieces {
            throw BackMarketRefusal(
                reason: way == .afterShipping && (1..<pieces).contains(wanted)
                    ? "Back Market counts no pieces: state the amount for \(wanted) of the line \(refund.line)"
                    : "the line \(refund.line) can only be paid back whole: it has \(pieces) pieces, not \(wanted)")
        }
        var members = [
            JSON.Member(key: "orderline_pk", value: .number(String(id))),
            JSON.Member(key: "refund_type", value: .number(way.rawValue)),
        ]
        let whole = order.price(ofWhole: line)
        guard way == .afterShipping else {
            // The whole may also be said as an amount.
            guard refund.amount == nil || refund.amount == whole else {
                throw BackMarketRefusal(
                    reason:
                        "the line \(refund.line) was not sent yet: it can only be paid back whole, without an amount")
            }
            return .object(members)
        }
        guard !cancels else {
            throw BackMarketRefusal(reason: "the line \(refund.line) was sent: refund it instead of cancelling")
        }
        guard let price = order.price(of: line) else {
            throw BackMarketRefusal(
                reason: "Back Market names no price of the line \(refund.line): use the Back Office")
        }
        guard let amount = refund.amount ?? whole else {
            throw BackMarketRefusal(reason: "the line \(refund.line) has several pieces: state the amount")
        }
        guard amount.currency == price.currency else {
            throw BackMarketRefusal(reason: "the line was paid in \(price.currency), not in \(amount.currency)")
        }
        guard amount.minorUnits > 0 else { throw BackMarketRefusal(reason: "the amount is not above zero") }
        members.append(
            JSON.Member(
                key: "amount", value: .number(String(amount.description.dropLast(amount.currency.count + 1)))))
        return .object(members)
    }

    /// By the states of the lines: Back Market shows no refunds. Whether one of a part changes the state is not documented.
    func outcome(
        _ request: ActionRequest, _ lines: [String], isPart: Bool
    ) async throws(ConnectorError) -> ActionOutcome {
        guard let number = request.order, let order = try await api.order(number) else { return .impossible }
        let asked = lines.isEmpty ? order.lines : lines.compactMap { order.line($0) }
        let states = asked.compactMap { $0["state"].scalar }
        guard !states.isEmpty, states.count == asked.count else { return .impossible }
        let back: Set<String> = ["4", "5", "6"]
        if states.allSatisfy({ back.contains($0) }) { return .done(note: nil) }
        if isPart || states.contains(where: { back.contains($0) }) { return .impossible }
        return .absent
    }
}

/// Why a request is not even sent; fit for the agent.
private struct BackMarketRefusal: Error, Sendable {
    var reason: String
}
