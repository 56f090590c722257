import Domain
import FoundationEssentials
import Marketplaces

/// An action as the outbox keeps it. The invoice itself is the entry's attachment.
struct TaskNote: Codable, Sendable {
    struct Line: Codable, Sendable {
        var line: String
        /// Minor units.
        var amount: Int64?
        var currency: String?
        var quantity: Int?
        /// Nil = false.
        var isWhole: Bool?
    }

    /// ``Capabilities/Action``.
    var action: String
    var text: String?
    var reason: String?
    var lines: [String]?
    var refunds: [Line]?

    init(_ task: ActionRequest.Task) {
        action = task.action.rawValue
        switch task {
        case .close, .reopen, .noReplyNeeded, .uploadInvoice: break
        case .escalate(let text): self.text = text
        case .resolveIncident(let reason): self.reason = reason
        case .refund(let refunds, let reason):
            self.reason = reason
            self.refunds = refunds.map {
                Line(
                    line: $0.line, amount: $0.amount?.minorUnits, currency: $0.amount?.currency, quantity: $0.quantity,
                    isWhole: $0.isWhole ? true : nil)
            }
        case .cancel(let lines, let reason):
            self.reason = reason
            self.lines = lines
        }
    }

    func json() throws -> String { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }

    /// Nil if the text is none of ours, or its file is missing.
    static func task(_ json: String, attachments: [Attachment]) -> ActionRequest.Task? {
        guard let note = try? JSONDecoder().decode(TaskNote.self, from: Data(json.utf8)),
            let action = Capabilities.Action(rawValue: note.action)
        else { return nil }
        switch action {
        case .close: return .close
        case .reopen: return .reopen
        case .noReplyNeeded: return .noReplyNeeded
        case .escalate: return .escalate(text: note.text ?? "")
        case .resolveIncident: return .resolveIncident(reason: note.reason)
        case .refund: return .refund((note.refunds ?? []).map(\.refund), reason: note.reason)
        case .cancel: return .cancel(lines: note.lines ?? [], reason: note.reason)
        case .uploadInvoice: return attachments.first.map { .uploadInvoice($0) }
        case .reply, .openConversation: return nil
        }
    }
}

extension TaskNote.Line {
    var refund: ActionRequest.Refund {
        let money = amount.flatMap { amount in currency.map { Money(minorUnits: amount, currency: $0) } }
        return ActionRequest.Refund(line: line, amount: money, quantity: quantity, isWhole: isWhole ?? false)
    }
}
