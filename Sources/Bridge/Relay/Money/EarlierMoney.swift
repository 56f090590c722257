import Domain
import Marketplaces

/// What of an order went back before, is on its way, or may be: it counts against what is asked for now. A value without I/O.
struct EarlierMoney: Sendable, Hashable {
    /// Of single lines; without an amount, as of a cancelled one, it is all of the line.
    private(set) var parts: [ActionRequest.Refund] = []
    /// All of the order was given back or cancelled, or may be.
    private(set) var isWhole = false
    /// The lines of which nobody knows yet what is left.
    private var openLines: Set<String> = []
    private var isWholeOpen = false

    /// - Parameter isDone: the marketplace has done it, and shows what is left
    mutating func add(_ task: ActionRequest.Task, isDone: Bool) {
        let added: [ActionRequest.Refund]
        switch task {
        case .refund(let refunds, _): added = refunds
        case .cancel(let lines, _): added = lines.map { ActionRequest.Refund(line: $0) }
        default: return
        }
        parts += added
        if added.isEmpty { isWhole = true }
        guard !isDone else { return }
        if added.isEmpty { isWholeOpen = true }
        openLines.formUnion(added.map(\.line))
    }

    /// Whether something of the order waits for a word, is on its way or in doubt.
    var isOpen: Bool { isWholeOpen || !openLines.isEmpty }

    func isOpen(of line: OrderContext.Line) -> Bool {
        isWholeOpen || line.ids.contains { openLines.contains($0) }
    }
}
