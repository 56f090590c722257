import Domain

/// What bol counts of each operation: so many calls in a window of time, told with every answer.
struct BolRates: Sendable {
    struct Limit: Sendable {
        var calls: Int
        var window: Duration
    }

    private struct Window: Sendable {
        var started: Timestamp
        var calls: Int
    }

    /// The published examples.
    private static let limits: [BolStandIn.Operation: Limit] = [
        .orders: Limit(calls: 7, window: .seconds(180)),
        .order: Limit(calls: 8, window: .seconds(60)),
        .cancel: Limit(calls: 25, window: .seconds(60)),
        .token: Limit(calls: 60, window: .seconds(60)),
    ]
    private static let usual = Limit(calls: 600, window: .seconds(60))

    private var windows: [BolStandIn.Operation: Window] = [:]
    /// When ``fields(_:)`` is asked for.
    private var now = Timestamp(seconds: 0)

    /// Counts a call; throws 429 where there were too many.
    mutating func count(_ operation: BolStandIn.Operation, now: Timestamp) throws(Refusal) {
        self.now = now
        let limit = Self.limits[operation] ?? Self.usual
        var window = windows[operation] ?? Window(started: now, calls: 0)
        if now - window.started >= limit.window { window = Window(started: now, calls: 0) }
        defer { windows[operation] = window }
        guard window.calls < limit.calls else { throw Refusal(429, "Too many requests, retry later") }
        window.calls += 1
    }

    func fields(_ operation: BolStandIn.Operation) -> [(name: String, value: String)] {
        let limit = Self.limits[operation] ?? Self.usual
        let window = windows[operation] ?? Window(started: now, calls: 0)
        let reset = max(1, (window.started + limit.window - now).components.seconds)
        return [
            ("X-RateLimit-Limit", String(limit.calls)),
            ("X-RateLimit-Remaining", String(max(0, limit.calls - window.calls))), ("X-RateLimit-Reset", String(reset)),
        ]
    }
}
