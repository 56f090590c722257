/// Whose word a request for money waits for.
public enum MoneyStep: String, Sendable, Hashable {
    /// The asking agent's.
    case confirm
    /// Another agent's.
    case approve
    /// Nobody's any more.
    case done
}
