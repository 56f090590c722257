/// A copy of the store that was made while others wrote, and looked at afterwards.
public struct StoreCopy: Sendable, Hashable {
    public var path: String
    /// Octets.
    public var size: Int64
    /// Schema version of the copy, which is that of the store.
    public var schema: String
}
