import Domain
import Routing
import Store

/// A running wait beside its marketplace's clock.
struct PressingWait: Sendable {
    let wait: OpenWait
    let account: Account
    /// The deadline last.
    let warnings: [ClockWarning]

    /// Nil for a clock that never counts.
    init?(_ wait: OpenWait, _ account: Account) {
        self.wait = wait
        self.account = account
        warnings = account.warnings(of: wait.ticket)
        guard !warnings.isEmpty else { return nil }
    }

    var pending: PendingWait {
        let quarter = warnings.last { $0.percent >= 25 }?.threshold ?? wait.deadline
        return PendingWait(ticket: wait.ticket.id, deadline: wait.deadline, pressing: quarter)
    }

    func due(at now: Timestamp) -> ClockWarning? { DueReminder.due(warnings, sent: wait.reminded, at: now) }
}

extension Sequence<PressingWait> {
    /// By deadline, then by ticket.
    func mostUrgentFirst() -> [PressingWait] {
        sorted { ($0.wait.deadline, $0.wait.ticket.id.number) < ($1.wait.deadline, $1.wait.ticket.id.number) }
    }
}
