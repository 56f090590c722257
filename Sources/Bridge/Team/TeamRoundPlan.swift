import Domain
import Replies
import Routing
import Store

/// What a look at the open waits and alarms tells whom. A value without I/O.
struct TeamRoundPlan: Sendable {
    /// A reminder for some people: of one ticket, or of several in one mail.
    struct Group: Sendable {
        var people: [TicketingSettings.Agent]
        /// The most urgent first.
        var waits: [PressingWait]
        /// The least that is left of any.
        var percent: Int
    }

    var groups: [Group] = []
    var reminders: [TeamRound.Reminder] = []

    init(_ waits: [PressingWait], _ audience: TeamAudience, at now: Timestamp) {
        var places: [[String]: Int] = [:]
        for wait in waits {
            guard let warning = wait.due(at: now) else { continue }
            let ticket = wait.wait.ticket
            reminders.append(.init(ticket: ticket.id, since: wait.wait.since, percent: warning.percent))
            let people = audience.people(ReminderAudience(percentLeft: warning.percent), for: ticket)
            let key = people.map(\.identity.name)
            if let place = places[key] {
                groups[place].waits.append(wait)
                groups[place].percent = min(groups[place].percent, warning.percent)
            } else {
                places[key] = groups.count
                groups.append(Group(people: people, waits: [wait], percent: warning.percent))
            }
        }
        for place in groups.indices {
            groups[place].waits.sort {
                ($0.wait.deadline, $0.wait.ticket.id.number) < ($1.wait.deadline, $1.wait.ticket.id.number)
            }
        }
    }
}

/// When an alarm is told again: soon at first, then once a day, until someone takes it.
enum AlarmRepeat {
    static func pause(after repeats: Int) -> Duration {
        switch repeats {
        case 0: .seconds(3600)
        case 1: .seconds(4 * 3600)
        default: .seconds(86_400)
        }
    }
}

/// Kinds of notices about which somebody must do something, whatever routes say.
extension NotificationKind {
    var isAlarm: Bool {
        switch self {
        case .performance, .case, .compliance, .claimOpen, .feedback, .voiceOfTheCustomer: true
        case .buyerMessage, .ownCopy, .return, .cancel, .refund, .claimClosed, .undelivered, .ticketNotice, .system,
            .other:
            false
        }
    }
}
