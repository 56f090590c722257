public import Domain
public import Store

/// What becomes of a ticket that is taken apart, and of the part that leaves it: each waits for what was written in it. A
/// value without I/O.
public struct TicketParts: Sendable {
    /// Of the part that leaves.
    public let own: TicketUpdate
    /// Of the ticket that stays.
    public let rest: TicketUpdate

    /// - Parameters:
    ///   - messages: of the whole ticket, oldest first
    ///   - leaves: whether a message belongs to the part
    ///   - deadline: until when a wait has to be ended
    ///   - prompt: how soon after a question the marketplace's answering machine speaks; nil = as most do
    ///   - counts: whether the marketplace takes an answer of ours as one
    public init(
        _ ticket: Ticket, _ messages: [TicketMessage], leaves: (TicketMessage) -> Bool, prompt: Duration? = nil,
        counts: (TicketMessage) -> Bool, deadline: (Timestamp) -> Timestamp?
    ) {
        var own = Self.wait(of: ticket, among: messages, within: leaves, prompt, counts)
        var rest = Self.wait(of: ticket, among: messages, within: { !leaves($0) }, prompt, counts)
        // A wait that no message accounts for was stated by the marketplace: the newest question keeps it.
        if let since = ticket.waitingSince, own == nil, rest == nil {
            if let last = messages.last(where: { $0.role == .buyer }), leaves(last) {
                own = since
            } else {
                rest = since
            }
        }
        func update(_ since: Timestamp?) -> TicketUpdate {
            let isSame = since == ticket.waitingSince
            var update = TicketUpdate(
                state: since != nil ? .open : ticket.state == .closed ? .closed : .pending, waitingSince: .some(since),
                deadline: .some(isSame ? ticket.deadline : since.flatMap(deadline)))
            guard since != nil else { return update }
            update.clock = .some(ticket.clock)
            update.isExplicitDeadline = isSame && ticket.isExplicitDeadline
            return update
        }
        self.own = update(own)
        self.rest = update(rest)
    }

    private static func wait(
        of ticket: Ticket, among messages: [TicketMessage], within isPart: (TicketMessage) -> Bool,
        _ prompt: Duration?, _ counts: (TicketMessage) -> Bool
    ) -> Timestamp? {
        guard let since = ticket.waitingSince else { return nil }
        // The message that began it began it here, whatever was said since did not end it.
        if messages.contains(where: { $0.role == .buyer && $0.createdAt == since && isPart($0) }) { return since }
        return TicketWait(
            of: ticket, among: messages, within: isPart, prompt: prompt ?? PromptAnswers.limit, counts: counts
        )
        .since
    }
}

extension TicketMessage {
    /// Whether it goes with `part`, which was made part of another ticket, when that is taken back.
    public func belongs(to part: Ticket) -> Bool {
        mergedFrom.map { $0 == part.id } ?? (thread != nil && thread == part.thread)
    }
}
