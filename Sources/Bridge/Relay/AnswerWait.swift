import Domain
import Store

/// What an answer leaves of the buyer's wait: it covers the messages of its thread up to its own time at the
/// marketplace, and no later one. A value without I/O.
struct AnswerWait: Sendable, Hashable {
    /// The oldest message that still wants an answer; nil = none does.
    let since: Timestamp?

    /// - Parameters:
    ///   - wait: since when the buyer waited; what is older was dealt with
    ///   - messages: of the ticket, oldest first
    init(since wait: Timestamp?, answeredAt time: Timestamp, in thread: ThreadID?, among messages: [TicketMessage]) {
        guard let wait else {
            since = nil
            return
        }
        var answers: [ThreadID?: Timestamp] = [thread: time]
        for message in messages where message.role == .seller {
            answers[message.thread] = max(answers[message.thread] ?? message.createdAt, message.createdAt)
        }
        since =
            messages.first { message in
                message.role == .buyer && message.createdAt >= wait
                    && answers[message.thread].map { message.createdAt > $0 } ?? true
            }?.createdAt
    }

    /// A closed ticket is not opened by its own answer.
    func update(of ticket: Ticket, by account: Account) -> TicketUpdate {
        guard let since else {
            return TicketUpdate(
                state: ticket.state == .closed ? nil : .pending, waitingSince: .some(nil), deadline: .some(nil))
        }
        var update = TicketUpdate(
            state: .open, waitingSince: .some(since), deadline: .some(account.deadline(since: since, of: ticket)))
        update.isExplicitDeadline = false
        return update
    }
}
