/// Why a deadline cannot be computed.
public enum ClockError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Within 400 days the rule does not count enough time.
    case neverCounts(clock: String)

    public var description: String {
        switch self {
        case .neverCounts(let clock): "clock \"\(clock)\" never counts its target within 400 days"
        }
    }
}
