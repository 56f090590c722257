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

    /// Each of the people gets one mail about all that concerns them; those whom the same concerns get it together.
    init(_ waits: [PressingWait], _ audience: TeamAudience, at now: Timestamp) {
        var pressing: [(wait: PressingWait, percent: Int)] = []
        var people: [TicketingSettings.Agent] = []
        /// Places in `pressing`, by name.
        var concerns: [String: [Int]] = [:]
        for wait in waits.mostUrgentFirst() {
            guard let warning = wait.due(at: now) else { continue }
            let ticket = wait.wait.ticket
            reminders.append(
                .init(
                    ticket: ticket.id, since: wait.wait.since, deadline: wait.wait.deadline, percent: warning.percent))
            for person in audience.people(ReminderAudience(percentLeft: warning.percent), for: ticket) {
                if concerns[person.identity.name] == nil { people.append(person) }
                concerns[person.identity.name, default: []].append(pressing.count)
            }
            pressing.append((wait, warning.percent))
        }
        var places: [[Int]: Int] = [:]
        for person in people {
            guard let concern = concerns[person.identity.name] else { continue }
            if let place = places[concern] {
                groups[place].people.append(person)
            } else {
                places[concern] = groups.count
                groups.append(
                    Group(
                        people: [person], waits: concern.map { pressing[$0].wait },
                        percent: concern.map { pressing[$0].percent }.min() ?? 100))
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
