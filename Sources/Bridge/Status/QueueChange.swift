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
    /// - Throws: `wrongState` if the entry is not in a state that allows it
    public func apply(
        to entry: Int64, in store: any TicketStore, remark: String? = nil, by user: String? = nil, at now: Timestamp
    ) async throws(StoreError) {
        // What agents have to confirm, the queue must not: limits and second words would be void.
        if to == .queued, let money = try await store.moneyRequest(outbox: entry), money.step != .done {
            throw StoreError(.wrongState, "entry \(entry) moves money and waits for an agent's ok with its code")
        }
        try await store.move(entry, from: from, to: to, reason: to == .queued ? nil : "admin", at: now)
        try await store.record(
            JournalEntry(
                at: now, event: event.rawValue, ticket: try await store.outboxEntry(entry)?.ticket, outbox: entry,
                detail: [to.rawValue, remark].compactMap { $0 }.joined(separator: ", "), user: user))
    }
}
