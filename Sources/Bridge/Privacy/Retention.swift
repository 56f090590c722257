import Domain
import Logging
public import Store

/// Takes out what has been kept long enough: hourly, in steps so small that nobody waits for them.
public struct Retention: Sendable {
    /// What one pass took out.
    public struct Report: Sendable, Hashable {
        public var tickets = 0
        public var quarantined = 0
        public var mails = 0
        public var journal = 0

        public var isEmpty: Bool { self == Report() }

        public init() {}
    }

    private static let pause = Duration.seconds(3600)
    /// Between two steps, for whoever else wants to write.
    private static let breath = Duration.milliseconds(50)
    /// The indexes are written anew for it, so not with each pass.
    private static let indexPause = Duration.seconds(86_400)
    private static let ticketsAtOnce = 20
    private static let rowsAtOnce = 500

    let context: BridgeContext
    let policy: RetentionPolicy

    public init(_ context: BridgeContext, _ policy: RetentionPolicy) {
        self.context = context
        self.policy = policy
    }

    /// Works until the task is cancelled.
    public func run() async {
        // What the process before this one erased may stand in the indexes still.
        var indexesAreDue: Timestamp? = context.now()
        while !Task.isCancelled {
            do {
                let report = try await pass()
                if report.tickets > 0, indexesAreDue == nil { indexesAreDue = context.now() }
                if let due = indexesAreDue, context.now() >= due {
                    try await mergeIndexes()
                    indexesAreDue = context.now() + Self.indexPause
                }
                if !report.isEmpty { try await context.store.cutLog() }
            } catch {
                context.noteStoreFailure(error)
            }
            try? await Task.sleep(for: Self.pause)
        }
    }

    /// Everything that is due now.
    @discardableResult
    public func pass() async throws(StoreError) -> Report {
        let store = context.store
        let now = context.now()
        var report = Report()
        for marketplace in try await store.knownMarketplaces() {
            guard let limit = policy.tickets(of: marketplace, at: now) else { continue }
            report.tickets += try await steps(of: Self.ticketsAtOnce) { count throws(StoreError) in
                try await store.eraseTickets(of: marketplace, idleSince: limit, limit: count, at: now)
            }
        }
        if let limit = policy.quarantine(at: now) {
            report.quarantined = try await steps(of: Self.ticketsAtOnce) { count throws(StoreError) in
                try await store.eraseQuarantine(before: limit, limit: count, at: now)
            }
        }
        if let limit = policy.mails(at: now) {
            report.mails = try await steps(of: Self.rowsAtOnce) { count throws(StoreError) in
                try await store.eraseSettledMails(before: limit, limit: count)
            }
        }
        if let limit = policy.journal(at: now) {
            report.journal = try await steps(of: Self.rowsAtOnce) { count throws(StoreError) in
                try await store.eraseJournal(before: limit, limit: count)
            }
        }
        note(report)
        return report
    }

    /// Until a step finds less than it may take.
    private func steps(
        of limit: Int, _ step: (Int) async throws(StoreError) -> Int
    ) async throws(StoreError) -> Int {
        var sum = 0
        while !Task.isCancelled {
            let count = try await step(limit)
            sum += count
            guard count >= limit else { break }
            try? await Task.sleep(for: Self.breath)
        }
        return sum
    }

    private func mergeIndexes() async throws(StoreError) {
        var isFirst = true
        while !Task.isCancelled, try await context.store.mergeIndexes(isFirst: isFirst) {
            isFirst = false
            try? await Task.sleep(for: Self.breath)
        }
    }

    private func note(_ report: Report) {
        guard !report.isEmpty else { return }
        context.note(
            .notice, .retentionFinished,
            [
                "tickets": String(report.tickets), "quarantine": String(report.quarantined),
                "mails": String(report.mails), "journal": String(report.journal),
            ])
    }
}
