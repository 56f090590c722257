/// Whether doing the same again can help. Unknown faults count as `.later`, never as success.
public enum RetryAdvice: Sendable, Hashable {
    case never
    /// Not before this time has passed, because the peer said so.
    case after(Duration)
    /// With the caller's own back-off.
    case later
}
