public import Domain

/// A store that was put back from a backup: what happened between its two times it does not know.
public struct RestoredStore: Sendable, Hashable {
    /// Why an answer is held that may have gone out in between.
    public static let reason = "restored-store"

    public var copiedAt: Timestamp
    /// When the service first ran on it.
    public var startedAt: Timestamp
    /// Answers that were taken out of the queue; nil after the first start.
    public var held: Int?

    public init(copiedAt: Timestamp, startedAt: Timestamp, held: Int? = nil) {
        self.copiedAt = copiedAt
        self.startedAt = startedAt
        self.held = held
    }
}
