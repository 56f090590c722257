import Domain
import Logging
import Store

extension BridgeContext {
    /// Reports what somebody has to look at, beside what became of the mail; only of what is committed, so that a second
    /// attempt tells nothing twice.
    func noteAlarms(_ journal: [JournalEntry], kind: NotificationKind?) {
        for entry in journal {
            guard let event = Event(rawValue: entry.event), event.isAlarm else { continue }
            let name = entry.detail ?? "?"
            let values = event == .routeAlarm ? ["route": name, "kind": kind?.rawValue ?? "?"] : ["agent": name]
            note(event == .agentAbsent ? .warning : .error, event, ticket: entry.ticket, values)
        }
    }
}

extension Event {
    /// Has a line of its own in the log.
    var isAlarm: Bool { [.routeAlarm, .agentAbsent, .mailLoop].contains(self) }
}
