public import Domain

/// Slows down who tries keys: after some wrong ones nobody gets in with a key for a while. Sessions stay good meanwhile.
public struct WrongKeys: Sendable {
    public static let most = 10
    public static let period = Duration.seconds(60)

    private var count = 0
    private var since: Timestamp?

    public init() {}

    /// Whether keys are looked at now.
    public mutating func mayTry(at now: Timestamp) -> Bool {
        if let since, now - since >= Self.period { self = WrongKeys() }
        return count < Self.most
    }

    public mutating func note(at now: Timestamp) {
        since = since ?? now
        count += 1
    }
}
