import Synchronization

/// Pieces of work that have begun and not ended. All of them end by themselves, at the latest by their timeouts: one that
/// does not is stuck, and only a new start of the process helps.
public final class WorkPulse: Sendable {
    /// Longer than the slowest piece of work that can still end well: some megabytes of mail over a bad line.
    public static let longest = Duration.seconds(900)

    private struct Open {
        var next = 0
        var work: [Int: (name: String, since: ContinuousClock.Instant)] = [:]
    }

    private let open = Mutex(Open())

    public init() {}

    func during<Value, Failure: Error>(
        _ name: String, _ body: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let number = begin(name)
        defer { end(number) }
        return try await body()
    }

    /// What goes on for longer than `limit`, and for how long; the oldest. The process can no longer be trusted then.
    public func stuck(
        for limit: Duration = longest, at now: ContinuousClock.Instant = .now
    ) -> (name: String, time: Duration)? {
        let oldest = open.withLock { open in open.work.values.min { $0.since < $1.since } }
        guard let oldest, oldest.since.duration(to: now) > limit else { return nil }
        return (oldest.name, oldest.since.duration(to: now))
    }

    private func begin(_ name: String) -> Int {
        open.withLock { open in
            open.next += 1
            open.work[open.next] = (name, .now)
            return open.next
        }
    }

    private func end(_ number: Int) { open.withLock { open in open.work[number] = nil } }
}
