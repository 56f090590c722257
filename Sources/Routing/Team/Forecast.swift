public import Domain

/// A running wait, as far as it matters when it ends.
public struct PendingWait: Sendable, Hashable {
    public let ticket: TicketID
    public let deadline: Timestamp
    /// When a quarter of the time is left.
    public let pressing: Timestamp

    public init(ticket: TicketID, deadline: Timestamp, pressing: Timestamp) {
        self.ticket = ticket
        self.deadline = deadline
        self.pressing = pressing
    }
}

/// What will be late, or nearly, before the team is back (clocks.md §5).
public struct Forecast: Sendable, Hashable {
    public let closure: TeamHours.Closure
    /// Those to answer before people leave, the most urgent first.
    public let due: [PendingWait]
    /// How many more will have less than a quarter of their time left when people come.
    public let pressing: Int

    /// A forecast is made in the last hour before a closure of this length.
    public static let least = Duration.seconds(12 * 3600)
    /// What falls due so soon after people come counts too.
    public static let margin = Duration.seconds(2 * 3600)

    /// The closure that a forecast is due for at `now`; nil if it is not the last hour before one.
    public static func closure(of hours: TeamHours, at now: Timestamp) -> TeamHours.Closure? {
        guard let closure = hours.closure(after: now, atLeast: least), closure.start - now <= .seconds(3600) else {
            return nil
        }
        return closure
    }

    public init(_ waits: [PendingWait], before closure: TeamHours.Closure) {
        self.closure = closure
        let limit = closure.end + Self.margin
        due = waits.filter { $0.deadline <= limit }
            .sorted { ($0.deadline, $0.ticket.number) < ($1.deadline, $1.ticket.number) }
        pressing = waits.count { $0.deadline > limit && $0.pressing <= closure.end }
    }

    /// Nothing to report is no mail.
    public var isEmpty: Bool { due.isEmpty && pressing == 0 }
}
