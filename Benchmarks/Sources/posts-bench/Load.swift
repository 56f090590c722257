import Marketplaces
import Synchronization

/// Answers, several at a time, until the time is over.
final class Load: Sendable {
    private let connector: any Connector
    private let conversations: [(id: String, order: String)]
    private let end: ContinuousClock.Instant
    private let state = Mutex((next: 1, peak: 0))

    init(connector: any Connector, conversations: [(id: String, order: String)], end: ContinuousClock.Instant) {
        self.connector = connector
        self.conversations = conversations
        self.end = end
    }

    /// Most bytes in memory that were seen.
    var peak: Int { state.withLock { $0.peak } }

    /// Returns how many were taken; ends the process at the first that was not.
    nonisolated func run(_ together: Int) async -> Int {
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<together { group.addTask { await self.work() } }
            var sent = 0
            for await count in group { sent += count }
            return sent
        }
    }

    private nonisolated func work() async -> Int {
        var count = 0
        while ContinuousClock.now < end {
            let number = state.withLock { state in
                defer { state.next += 1 }
                return state.next
            }
            let post = PostsBench.post(number, in: conversations[number % conversations.count])
            let result = await connector.post(post)
            guard case .accepted = result else { finish("not accepted: \(result)", 1) }
            count += 1
            if count % 50 == 0 {
                let resident = Memory.resident
                state.withLock { $0.peak = max($0.peak, resident) }
            }
        }
        return count
    }
}
