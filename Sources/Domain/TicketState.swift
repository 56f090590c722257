/// Who has to act next, named as Kaufland names it.
public enum TicketState: String, Sendable, CaseIterable {
    /// The seller owes an answer.
    case open
    /// The buyer or the operator has to act.
    case pending
    case closed
}
