public import Domain
public import Store

/// What an admin does with an entry of the outbox, by command or on the page.
public enum QueueChange: String, Sendable, CaseIterable {
    /// Now, instead of when its time comes. Never for what is uncertain: the buyer could read it twice.
    case retry
    case hold, release, drop

    public var from: [OutboxState] {
        switch self {
        case .retry: [.queued, .failed]
        case .hold: [.queued]
        case .release: [.held]
        case .drop: [.held, .queued, .failed, .uncertain]
        }
    }

    /// What `ALL` stands for. A failed answer is its agent's again, who was told: only its number says that it is meant.
    public var statesOfAll: [OutboxState] { self == .retry ? [.queued] : from }

    /// Whether `ALL` passes an entry over, although it is in one of those states: given up by mistake, what may have arrived is
    /// looked for by nobody any more, and its agent writes it once more.
    public func passesOver(_ entry: OutboxEntry) -> Bool {
        self == .drop && (entry.mayHaveArrived || entry.moneyMayHaveMoved)
    }

    public var to: OutboxState {
        switch self {
        case .retry, .release: .queued
        case .hold: .held
        case .drop: .dropped
        }
    }

    /// In the journal, and in the log where the service does it.
    var event: Event {
        switch self {
        case .retry: .queueRetry
        case .hold: .queueHold
        case .release: .queueRelease
        case .drop: .queueDrop
        }
    }

    /// - Parameters:
    ///   - remark: what the journal says of it beside
    ///   - user: who gave the command; nil on the page, which knows no names
    /// - Throws: `wrongState` if the entry is not in a state that allows it, or must not be sent any more
    public func apply(
        to entry: Int64, in store: any TicketStore, remark: String? = nil, by user: String? = nil, at now: Timestamp
    ) async throws(StoreError) {
        // What agents have to confirm, the queue must not: limits and second words would be void.
        if to == .queued, let money = try await store.moneyRequest(outbox: entry) {
            guard money.step == .done else {
                throw StoreError(.wrongState, "entry \(entry) moves money and waits for an agent's ok with its code")
            }
            // Sent again it could move twice: the agent's ok to the question about it brings a new code.
            if self == .release, try await store.outboxEntry(entry)?.doubtedAt != nil {
                throw StoreError(.wrongState, "entry \(entry) may have moved money; its agent decides, with a new code")
            }
        }
        if to == .queued { try await checkSending(of: entry, in: store) }
        try await store.move(entry, from: from, to: to, reason: to == .queued ? nil : "admin", at: now)
        try await store.record(
            JournalEntry(
                at: now, event: event.rawValue, ticket: try await store.outboxEntry(entry)?.ticket, outbox: entry,
                detail: [to.rawValue, remark].compactMap { $0 }.joined(separator: ", "), user: user))
    }

    /// Throws if the buyer has been answered since the answer failed, or nothing of its ticket is left.
    private func checkSending(of id: Int64, in store: any TicketStore) async throws(StoreError) {
        guard let entry = try await store.outboxEntry(id), let ticket = try await store.ticket(entry.ticket) else {
            return
        }
        guard ticket.erasedAt == nil else {
            throw StoreError(.wrongState, "entry \(id) belongs to a ticket that was erased")
        }
        guard entry.state == .failed, entry.task == nil else { return }
        let isAnswered = try await store.messages(of: ticket.id).contains { message in
            message.role == .seller && !message.isAutomatic && message.createdAt > entry.createdAt
                && (message.thread == nil || entry.thread == nil || message.thread == entry.thread)
        }
        guard !isAnswered else {
            throw StoreError(.wrongState, "the buyer was answered since entry \(id) was written")
        }
    }
}
