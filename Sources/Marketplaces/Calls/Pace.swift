import Synchronization
import Transport

/// How fast one account may call its marketplace: a token bucket for each operation with a published rate, and the pauses
/// that answers asked for. One account has one, so that all its calls share the budget of its credential.
final class Pace: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// A published rate.
    struct Budget: Sendable, Hashable {
        /// Calls a second that are given back.
        var perSecond: Double
        /// Calls that may come at once.
        var burst: Double
    }

    private struct Bucket {
        var budget: Budget
        /// Below zero: promised to calls that wait.
        var tokens: Double
        var filledAt: Instant
    }

    private struct State {
        var buckets: [String: Bucket] = [:]
        /// Until when an operation rests; the empty name is for all.
        var pauses: [String: Instant] = [:]
        /// 429s in a row that named no time.
        var refusals = 0
    }

    /// Name of the bucket that every call takes from.
    static let overall = ""
    /// Seconds; the longest that a published rate lets a call wait.
    private static let longestWait = 86_400.0
    /// Whatever a peer says is believed so far only.
    private static let longestAsked = Duration.seconds(3600)
    /// Calls a second that a rate may be.
    private static let rates = 1e-5...1e5
    private static let shortestPause = Duration.seconds(1)
    private static let longestPause = Duration.seconds(60)

    private let state = Mutex(State())
    private let budgets: [String: Budget]
    private let isKept: Bool
    private let now: @Sendable () -> Instant

    /// - Parameter budgets: by operation; ``overall`` counts every call.
    init(_ budgets: [String: Budget] = [:], now: @escaping @Sendable () -> Instant = { .now }) {
        self.budgets = budgets
        isKept = true
        self.now = now
    }

    /// Lets every call pass at once.
    static var none: Pace { Pace(isKept: false) }

    private init(isKept: Bool) {
        budgets = [:]
        now = { .now }
        self.isKept = isKept
    }

    /// Counts one call and returns how long it has to wait; nil, and nothing is counted, if that is longer than
    /// `patience`, together with the wait.
    func reserve(_ operation: String, patience: Duration) -> (wait: Duration, isCounted: Bool) {
        guard isKept else { return (.zero, true) }
        let time = now()
        return state.withLock { state in
            var wait = Duration.zero
            for name in [Self.overall, operation] {
                if let until = state.pauses[name] { wait = max(wait, until - time) }
                if let bucket = filled(state.buckets[name], name, at: time), bucket.tokens < 1 {
                    wait = max(wait, .seconds(min((1 - bucket.tokens) / bucket.budget.perSecond, Self.longestWait)))
                }
            }
            guard wait <= patience else { return (wait, false) }
            for name in Set([Self.overall, operation]) {
                guard var bucket = filled(state.buckets[name], name, at: time) else { continue }
                bucket.tokens -= 1
                state.buckets[name] = bucket
            }
            return (wait, true)
        }
    }

    /// Takes note of an answer: a 429 makes the operation rest for its Retry-After, else for one second, doubled with each
    /// one in a row, at most a minute. Returns that rest, nil for any other answer.
    ///
    /// - Parameter usedUp: how long the answer's own fields say that the budget will be empty; nil if it is not.
    @discardableResult
    func heed(_ response: HTTPResponse, to operation: String, usedUp: Duration? = nil) -> Duration? {
        let time = now()
        return state.withLock { state in
            guard response.status == 429 else {
                if response.status < 500 { state.refusals = 0 }
                if let usedUp { state.pauses[operation] = max(state.pauses[operation] ?? time, time + usedUp) }
                return nil
            }
            let doubled = Self.shortestPause * (1 << min(state.refusals, 6))
            let asked = response.retryAfter ?? usedUp ?? min(doubled, Self.longestPause)
            let pause = min(asked, Self.longestAsked)
            state.refusals += 1
            let resting = restingTogether(with: operation)
            state.pauses[resting] = max(state.pauses[resting] ?? time, time + pause)
            return pause
        }
    }

    /// How many calls could be made now without a wait, see ``Connector/callsLeft``.
    var left: [String: Int] {
        let time = now()
        return state.withLock { state in
            var left: [String: Int] = [:]
            for (name, bucket) in state.buckets {
                left[name] = max(0, Int(filled(bucket, name, at: time)?.tokens ?? 0))
            }
            for (name, until) in state.pauses where until > time { left[name] = 0 }
            if let all = left.removeValue(forKey: Self.overall) { left["all"] = all }
            return left
        }
    }

    /// Changes an operation's rate to what an answer's header says.
    func set(_ operation: String, perSecond: Double) {
        guard Self.rates.contains(perSecond) else { return }
        let time = now()
        state.withLock { state in
            guard var bucket = filled(state.buckets[operation], operation, at: time) else { return }
            bucket.budget.perSecond = perSecond
            state.buckets[operation] = bucket
        }
    }

    /// Where only the rate of all calls together is published, a refused one makes them all rest.
    private func restingTogether(with operation: String) -> String {
        budgets[operation] == nil && budgets[Self.overall] != nil ? Self.overall : operation
    }

    private func filled(_ bucket: Bucket?, _ name: String, at time: Instant) -> Bucket? {
        guard var bucket = bucket ?? budgets[name].map({ Bucket(budget: $0, tokens: $0.burst, filledAt: time) }) else {
            return nil
        }
        let seconds = max(.zero, time - bucket.filledAt) / .seconds(1)
        bucket.tokens = min(bucket.budget.burst, bucket.tokens + seconds * bucket.budget.perSecond)
        bucket.filledAt = time
        return bucket
    }
}
