/// Pauses between attempts: exponential with full jitter, so that many clients do not come back together.
///
/// The n-th pause is drawn evenly from zero to `base · 2ⁿ`, at most `limit`.
public struct Backoff: Sendable, Hashable {
    public let base: Duration
    public let limit: Duration
    /// Failures since the last ``reset()``.
    public private(set) var failures = 0

    public init(base: Duration, limit: Duration) {
        self.base = base
        self.limit = limit
    }

    /// The longest that the next pause can be.
    public var ceiling: Duration {
        // 2³⁰ times any sensible base is beyond any sensible limit, and does not overflow.
        min(limit, base * (1 << min(failures, 30)))
    }

    /// Counts a failure and draws the pause before the next attempt.
    public mutating func next(using random: inout some RandomNumberGenerator) -> Duration {
        let ceiling = ceiling
        failures += 1
        return ceiling * Double.random(in: 0...1, using: &random)
    }

    public mutating func next() -> Duration {
        var random = SystemRandomNumberGenerator()
        return next(using: &random)
    }

    public mutating func reset() { failures = 0 }
}
