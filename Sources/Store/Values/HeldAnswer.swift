/// An answer that waits for a person's word.
public struct HeldAnswer: Sendable {
    /// Without its files.
    public var entry: OutboxEntry
    /// Stages whose reminders were written since it is held.
    public var reminders: Set<String>
}
