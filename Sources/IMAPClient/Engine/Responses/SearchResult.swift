/// The answer to SEARCH in its old form (RFC 9051 appendix E, RFC 7162 §3.1.5): UIDs after UID SEARCH.
public struct SearchResult: Sendable, Equatable {
    public let numbers: [UInt32]
    public let modSequence: UInt64?
}

/// The answer to SEARCH RETURN (RFC 9051 §7.3.4).
public struct ExtendedSearchResult: Sendable, Equatable {
    /// The tag of the command it answers.
    public var tag: String?
    public var isUID = false
    /// Absent when nothing matched.
    public var all: UIDSet?
    public var count: UInt32?
    public var min: UInt32?
    public var max: UInt32?
    public var modSequence: UInt64?
}
