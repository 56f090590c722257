/// Where a post stands on its way to the marketplace.
public enum OutboxState: String, Sendable, CaseIterable {
    /// Waits for a person: a question to the agent is open, or an admin holds it.
    case held
    /// Goes out when its time comes.
    case queued
    /// Committed before the call; after a crash this means the outcome is unknown.
    case sending
    /// The marketplace has it.
    case confirmed
    /// The call ended without a clear answer; the thread is read back before anything else happens.
    case uncertain
    /// Will not be sent; the agent was told why.
    case failed
    /// Withdrawn by an agent or an admin before it was sent.
    case dropped
}
