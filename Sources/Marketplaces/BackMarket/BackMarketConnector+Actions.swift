import Domain
import Transport
import Wire

extension BackMarketConnector {
    /// Folders with smaller numbers take no words with a problem.
    private static let firstWithWords: Int64 = 100_000_000

    public func perform(_ request: ActionRequest) async -> ActionResult {
        switch request.task {
        case .escalate(let text): await escalate(request, text)
        case .refund(let lines, _): await refund(request, lines)
        case .cancel(let lines, _): await cancel(request, lines)
        case .uploadInvoice(let invoice): await upload(invoice, request)
        case .close:
            .refused(reason: "Back Market lets software close no folder: close it in the Back Office")
        case .reopen:
            .refused(reason: "an answer reopens the folder; without one, reopen it in the Back Office")
        case .noReplyNeeded, .resolveIncident:
            .refused(reason: "Back Market lets software do nothing of this kind: use the Back Office")
        }
    }

    public func outcome(of request: ActionRequest, handle: String?) async throws(ConnectorError) -> ActionOutcome {
        switch request.task {
        case .refund(let lines, _):
            try await outcome(request, lines.map(\.line), isPart: lines.contains { $0.amount != nil && !$0.isWhole })
        case .cancel(let lines, _): try await outcome(request, lines, isPart: false)
        // Neither problems nor invoices can be read.
        default: .impossible
        }
    }

    // MARK: Problems and invoices

    private func escalate(_ request: ActionRequest, _ text: String) async -> ActionResult {
        do {
            switch try await target(thread: request.thread, order: request.order) {
            case .refused(let reason): return .refused(reason: reason)
            case .folder(let folder):
                guard folder.id >= Self.firstWithWords || text.allSatisfy(\.isWhitespace) else {
                    return .refused(
                        reason:
                            "Back Market takes no words with a problem in an old folder such as \(folder.id): report "
                            + "it in the Back Office")
                }
                switch await api.declare(text, in: folder.id) {
                case .taken: return .done(note: nil)
                case .failed(let result): return ActionResult(result) ?? .done(note: nil)
                }
            }
        } catch {
            return .notSent(error)
        }
    }

    private func upload(_ invoice: Attachment, _ request: ActionRequest) async -> ActionResult {
        do {
            guard let number = request.order, let id = try await api.order(number)?.id else {
                return .refused(reason: "Back Market does not know this order, or it is another seller's")
            }
            switch await api.upload(invoice: invoice, to: id) {
            case .taken: return .done(note: nil)
            case .failed(let result): return ActionResult(result) ?? .done(note: nil)
            }
        } catch {
            return .notSent(error)
        }
    }
}
